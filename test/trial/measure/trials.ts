import { conformingFeishuTrials } from '../feishu/conforming.js';
import { wrongFeishuTrials } from '../feishu/wrong.js';
import { conformingFunGameTrials } from '../fungame/conforming.js';
import { wrongFunGameTrials } from '../fungame/wrong.js';
import type { ConformingTrial, WrongTrial } from '../trial-server.js';
import type { Trial } from './measurement.js';

/** Every server there is to try the check on. */
export const trials: readonly Trial[] = [
  ...ofApi('fungame', conformingFunGameTrials, wrongFunGameTrials),
  ...ofApi('feishu', conformingFeishuTrials, wrongFeishuTrials),
];

function ofApi(api: string, conforming: readonly ConformingTrial[], wrong: readonly WrongTrial[]): Trial[] {
  return [
    ...conforming.map((trial) => ({ kind: 'conforming', api, trial }) as const),
    ...wrong.map((trial) => ({ kind: 'wrong', api, trial }) as const),
  ];
}
