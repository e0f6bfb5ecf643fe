import type { Operation } from '../description/operations.js';
import { after, type Awaitable } from '../awaitable.js';
import type { ChosenAnswer } from './choose-answer.js';
import { bareRecord, type Handled } from './incoming.js';
import type { MockedApi } from './mocked-api.js';
import { showPreference, type Preference } from './prefer.js';
import { replyWith } from './reply.js';

/** A matched request on its way to an answer. */
export interface Call {
  readonly api: MockedApi;
  readonly operation: Operation;
  readonly preference: Preference;
  readonly accept: string | undefined;
  /** A number from 0 up to 1. */
  readonly random: () => number;
  /** Values of the request that a made-up answer may show again. @default none */
  readonly given?: () => ReadonlyMap<string, unknown>;
}

export interface Gift {
  readonly why: string;
  /** A body in place of the documented one. @default the documented one */
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

/** Gives a chosen answer, with the headers that the API and the client's preferences add to it. */
export function give(call: Call, chosen: ChosenAnswer, { why, body, headers: further }: Gift): Awaitable<Handled> {
  const { api, preference, random, given } = call;
  const { makeUp, schemas } = api;
  const replying = replyWith(chosen, { makeUp, schemas, random, dynamic: preference.dynamic, value: body, given });
  return after(replying, (reply) => {
    const applied = showPreference(preference);
    const ofRequest = applied === '' ? undefined : { 'Preference-Applied': applied };
    const headers = bareRecord<string>();
    Object.assign(headers, api.behaviour.replyHeaders?.(), reply.headers, ofRequest, further); // spreading takes tenfold
    return { reply: { status: reply.status, headers, body: reply.body }, answer: chosen.answer.name, why };
  });
}
