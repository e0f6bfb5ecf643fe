// A fixed share of the servers on trial, so that every run of the tests guards the check. All of them, with the figures:
//
//   npm run build && node test/trial/measure.mjs
import { describe, expect, test } from 'vitest';
import { checkApi } from '../../src/index.js';
import { trials } from './measure/trials.js';
import { showCause, tryTrial, type Tried } from './measure/try-trial.js';

const conformingShare = [
  'fungame: framework-like',
  'fungame: Express, strict',
  'fungame: a table in the manner of HTTP/1.0',
  'fungame: users with JWTs',
];
const wrongShare = [
  'fungame: success is HTTP 201',
  'fungame: success with StatusCode "200"',
  'fungame: all members in camelCase',
  'fungame: success is cut off',
  'fungame: success says "你已成功退出登录!"',
  'fungame: a missing session is answered HTTP 500',
  'fungame: a request refused for "expired" is answered 403',
  'fungame: accepted: a token as Basic',
  'fungame: a token is revoked never',
  'fungame: GET is answered 405 and revokes the token',
  'fungame: a live token is answered: 415 without a Content-Type',
  'feishu: success is code "0"',
  'feishu: success has no msg',
  'feishu: accepted: logout_type 4',
  'feishu: accepted: logout_reason 37',
  'feishu: accepted: logout_type 3 without sid',
  'feishu: refused: terminal_type 8',
  'feishu: refusal (parameter) is HTTP 200 with its code',
  'feishu: refusal (reason) is 1080001',
  'feishu: let in: unknown',
  'feishu: the token dies with the first logout',
];

test('every server has a name of its own', () => {
  const names = trials.map(({ trial }) => trial.name);
  expect(names.filter((name, index) => names.indexOf(name) !== index)).toEqual([]);
  expect([...conformingShare, ...wrongShare].filter((name) => !names.includes(name))).toEqual([]);
});

describe.concurrent('servers that keep their document', () => {
  test.each(trials.filter(({ trial }) => conformingShare.includes(trial.name)))(
    '$trial.name',
    async ({ api, trial }) => {
      for (const strict of [false, true]) expect(told(await tryTrial(checkApi, api, trial, strict))).toEqual([]);
    },
  );
});

describe.concurrent('servers that break their document in one way', () => {
  test.each(trials.filter((one) => one.kind === 'wrong').filter(({ trial }) => wrongShare.includes(trial.name)))(
    '$trial.name',
    async ({ api, trial }) => {
      const { broken } = await tryTrial(checkApi, api, trial, trial.strength === 'letter');
      const named = broken.flatMap(({ finding }) => finding.statements);
      expect(trial.breaks.filter((id) => named.includes(id))).not.toEqual([]);
    },
  );
});

function told({ broken, trouble }: Tried): string[] {
  return [...(trouble === undefined ? [] : [trouble]), ...broken.map(showCause)];
}
