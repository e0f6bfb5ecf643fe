import type { FeishuFixtures, WrongServer } from '../../trial-server.js';
import { wrong } from '../base.js';
import type { Changes } from '../base.js';
import { done, failure, hangUp, html, json } from '../reply.js';
import type { Reply } from '../reply.js';
import { parse } from '../rules.js';
import type { Call } from '../rules.js';
import { reword } from './changes.js';

const ids = ['L45', 'L24', 'L41', 'L40'] as const;

/** Wrong about bodies that are no JSON object. */
export const wrongBodies: readonly WrongServer<FeishuFixtures>[] = [
  wrong('answers malformed JSON with 500', 'must', ids, () => answer(isMalformed, failure(1080001, 500))),
  wrong('answers malformed JSON with an HTML page', 'must', ids, () => answer(isMalformed, html(400))),
  wrong('answers malformed JSON with 415', 'must', ids, () => answer(isMalformed, failure(1080001, 415))),
  wrong('answers malformed JSON with HTTP 200 and 9499', 'must', ids, () => answer(isMalformed, failure(9499, 200))),
  wrong('answers malformed JSON with 400 and code 0', 'must', ids, () =>
    answer(isMalformed, json(400, { code: 0, msg: 'Bad Request' })),
  ),
  wrong('hangs up on malformed JSON', 'must', ids, () => answer(isMalformed, hangUp)),
  wrong('serves malformed JSON', 'must', ids, () => answer(isMalformed, done())),
  wrong('answers an empty body with 500', 'must', ids, () => answer(isEmpty, failure(1080001, 500))),
  wrong('answers an empty body with 411', 'must', ids, () => answer(isEmpty, failure(1080001, 411))),
  wrong('serves an empty body', 'must', ids, () => answer(isEmpty, done())),
  wrong('answers a JSON array with 500', 'must', ids, () => answer(isArray, failure(1080001, 500))),
  wrong('serves a JSON array', 'must', ids, () => answer(isArray, done())),
  wrong('hangs up on a JSON array', 'must', ids, () => answer(isArray, hangUp)),
];

function answer(when: (call: Call) => boolean, otherwise: Reply): Changes {
  return reword('jsonObject', (reply, call) => (when(call) ? otherwise : reply));
}

function isMalformed(call: Call): boolean {
  return !isEmpty(call) && parse(call.text) === undefined;
}

function isEmpty(call: Call): boolean {
  return call.text === '';
}

function isArray(call: Call): boolean {
  return Array.isArray(parse(call.text));
}
