import type { FeishuFixtures, WrongServer } from '../../trial-server.js';
import { wrong } from '../base.js';
import { failure, hangUp, html } from '../reply.js';
import type { Body } from '../rules.js';
import { everySuccess, exempt, refuse, reword } from './changes.js';

/** Wrong about `logout_type`. */
export const wrongLogoutTypes: readonly WrongServer<FeishuFixtures>[] = [
  wrong('takes a missing logout_type for 1', 'must', ['L24'], () => ({
    understand: (body) => ({ logout_type: 1, ...body }),
  })),
  wrong('serves a missing logout_type without looking further', 'must', ['L24'], () =>
    exempt(['logoutType'], ({ text, body }) => text !== '' && !('logout_type' in body)),
  ),
  wrong('serves logout_type 4', 'must', ['L25'], () => exempt(['logoutType'], ({ body }) => body.logout_type === 4)),
  wrong('takes logout_type 0 for 1', 'must', ['L25'], () => ({ understand: (body) => readAsOne(body, 0) })),
  wrong('takes logout_type true for 1', 'letter', ['L25', 'L24'], () => ({
    understand: (body) => readAsOne(body, true),
  })),
  wrong('takes logout_type 1.5 for 1', 'must', ['L25', 'L24'], () => ({ understand: (body) => readAsOne(body, 1.5) })),
  wrong('refuses logout_type 1', 'must', everySuccess, () =>
    refuse('logoutType', ({ body }) => body.logout_type === 1),
  ),
  wrong('refuses logout_type 2', 'must', ['L25', 'L21', 'L22'], () =>
    refuse('logoutType', ({ body }) => body.logout_type === 2),
  ),
  wrong('refuses logout_type 3', 'must', ['L25', 'L37', 'L38'], () =>
    refuse('logoutType', ({ body }) => body.logout_type === 3),
  ),
  wrong('answers a missing logout_type with 500', 'must', ['L24', 'L45'], () =>
    reword('logoutType', (reply, { body }) => ('logout_type' in body ? reply : failure(1080001, 500))),
  ),
  wrong('answers a missing logout_type with 422', 'must', ['L24', 'L45'], () =>
    reword('logoutType', (reply, { body }) => ('logout_type' in body ? reply : failure(1080001, 422))),
  ),
  wrong('answers logout_type 4 with HTTP 200 and 1080001', 'must', ['L25', 'L41', 'L45'], () =>
    reword('logoutType', (reply, { body }) => (body.logout_type === 4 ? failure(1080001, 200) : reply)),
  ),
  wrong('answers logout_type 0 with an HTML page', 'must', ['L25', 'L41', 'L45'], () =>
    reword('logoutType', (reply, { body }) => (body.logout_type === 0 ? html(400) : reply)),
  ),
  wrong('hangs up on a logout_type that is no integer', 'must', ['L24', 'L25', 'L45'], () =>
    reword('logoutType', (reply, { body }) => (isNoInteger(body.logout_type) ? hangUp : reply)),
  ),
  wrong('answers a missing logout_type with 1084001', 'letter', ['L45', 'L24'], () =>
    reword('logoutType', (reply, { body }) => ('logout_type' in body ? reply : failure(1084001))),
  ),
];

function readAsOne(body: Body, value: unknown): Body {
  return body.logout_type === value ? { ...body, logout_type: 1 } : body;
}

/** 1.5 and true, but not "1" or null, which nobody should send to a real service. */
function isNoInteger(value: unknown): boolean {
  return value === true || (typeof value === 'number' && !Number.isInteger(value));
}
