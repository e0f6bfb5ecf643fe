import type { Operation } from '../description/operations.js';
import { after, type Awaitable } from '../state/awaitable.js';
import type { ChosenAnswer } from './choose-answer.js';
import type { Handled } from './incoming.js';
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
}

/** Gives a chosen answer, with the headers that the API and the client's preferences add to it. */
export function give(call: Call, chosen: ChosenAnswer, why: string, body?: unknown): Awaitable<Handled> {
  const { api, preference, random } = call;
  const replying = replyWith(chosen, { makeUp: api.makeUp, random, dynamic: preference.dynamic, value: body });
  return after(replying, (reply) => {
    const applied = showPreference(preference);
    const ofRequest = applied === '' ? undefined : { 'Preference-Applied': applied };
    const headers = { ...api.behaviour.replyHeaders?.(), ...reply.headers, ...ofRequest };
    return { reply: { ...reply, headers }, answer: chosen.answer.name, why };
  });
}
