import type { FunGameFixtures, WrongServer } from '../../trial-server.js';
import { failure, json, startBase, success } from '../base.js';
import type { Answer, Change, CredentialState, Payload } from '../base.js';

type Ids = readonly [string, ...string[]];

/** A server that every run of a check has to find. */
export function must(name: string, breaks: Ids, change: Change): WrongServer<FunGameFixtures> {
  return { name, breaks, level: 'must', start: () => startBase(change) };
}

/** A server that only a strict run has to find. */
export function letter(name: string, breaks: Ids, change: Change): WrongServer<FunGameFixtures> {
  return { name, breaks, level: 'letter', start: () => startBase(change) };
}

/** Answers another way when a credential is in one of these states. */
export function answering(states: readonly CredentialState[], answer: () => Answer): Change {
  return ({ answers }) => ({
    answers: { ...answers, ...Object.fromEntries(states.map((state) => [state, answer])) },
  });
}

/** Sends something else in place of the documented body of a success. */
export function successBody(edit: (payload: Payload) => unknown): Change {
  return answering(['live'], () => json(200, edit(success())));
}

/** Sends some members of a success with other values. */
export function successWith(members: object): Change {
  return successBody((payload) => ({ ...payload, ...members }));
}

/** Sends something else in place of the documented body for a user without a session. */
export function failureBody(edit: (payload: Payload) => unknown): Change {
  return answering(['sessionless'], () => json(400, edit(failure())));
}

/** Sends some members of that failure with other values. */
export function failureWith(members: object): Change {
  return failureBody((payload) => ({ ...payload, ...members }));
}

export function without(payload: Payload, name: keyof Payload): object {
  return Object.fromEntries(Object.entries(payload).filter(([key]) => key !== name));
}

export function camelCased(payload: Payload): object {
  const rename = (name: string) => name.charAt(0).toLowerCase() + name.slice(1);
  return Object.fromEntries(Object.entries(payload).map(([name, value]) => [rename(name), value]));
}

const MISSING: Ids = ['F04', 'F13', 'F14', 'F24', 'F26', 'F30'];
const NO_SUCCESS: Ids = ['F16', 'F18', 'F29', 'F32', 'F37'];

/** The statements that a good report may name, by what went wrong. */
export const BREAKS: Readonly<
  Record<'missing' | 'malformed' | 'invalid' | 'revoked' | 'noSuccess' | 'notServed' | 'sessionless', Ids>
> = {
  missing: MISSING,
  malformed: [...MISSING, 'F08'],
  invalid: ['F04', 'F14', 'F24', 'F26', 'F30'],
  revoked: ['F03', 'F05', 'F14', 'F24', 'F26', 'F29', 'F30', 'F36'],
  noSuccess: NO_SUCCESS,
  notServed: ['F06', 'F07', ...NO_SUCCESS],
  sessionless: ['F22', 'F23', 'F27', 'F31'],
};
