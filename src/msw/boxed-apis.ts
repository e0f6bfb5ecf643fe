import { feishu } from '../apis/feishu.js';
import { fungame } from '../apis/fungame.js';
import { describeBoxed } from '../boxed.js';
import { UserError } from '../errors.js';
import type { Behaviour } from '../mock/behaviour.js';
import { mockApi, type MockedApi } from '../mock/mocked-api.js';

/** One API with everything that answers for it, its own description first. */
export interface PlayedApi {
  readonly name: string;
  readonly behaviour: Behaviour;
  readonly mocked: readonly MockedApi[];
}

interface BehaviourOptions {
  readonly anyToken?: boolean;
}

const behaviours: Readonly<Record<string, (options: BehaviourOptions) => Behaviour>> = { fungame, feishu };

/** The names of the APIs in the box. */
export const boxedNames: readonly string[] = Object.keys(behaviours);

/** @throws UserError API_UNKNOWN. */
export function playBoxed(name: string, options: BehaviourOptions): PlayedApi {
  const behaviour = behaviours[name]?.(options);
  const boxed = describeBoxed(name);
  if (behaviour === undefined || boxed === undefined) {
    throw new UserError('API_UNKNOWN', `No such API: ${name}. In the box: ${boxedNames.join(', ')}.`);
  }
  const mocked = [boxed.own, ...boxed.beside].map((one) => mockApi(name, one, behaviour));
  return { name, behaviour, mocked };
}
