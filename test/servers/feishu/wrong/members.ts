import type { FeishuFixtures, WrongServer } from '../../trial-server.js';
import { wrong } from '../base.js';
import type { Changes } from '../base.js';
import { failure, hangUp } from '../reply.js';
import { isOneOf, isTerminal, isText, listed } from '../rules.js';
import { exempt, refuse, reword } from './changes.js';

/** Wrong about `terminal_type`. */
export const wrongTerminals: readonly WrongServer<FeishuFixtures>[] = [
  wrong('serves a terminal_type that is no list', 'letter', ['L26'], () =>
    exempt(['terminalList'], ({ body }) => isTerminal(body.terminal_type)),
  ),
  wrong('answers a terminal_type that is no list with 500', 'must', ['L26', 'L45'], () =>
    reword('terminalList', () => failure(1080001, 500)),
  ),
  wrong('hangs up on a terminal_type that is no list', 'must', ['L26', 'L45'], () =>
    reword('terminalList', () => hangUp),
  ),
  wrong('refuses a terminal_type of more than one', 'must', ['L26', 'L28'], () =>
    refuse('terminals', ({ body }) => new Set(listed(body.terminal_type)).size > 1),
  ),
  wrong('refuses terminal_type 5', 'must', ['L28'], () => refuseTerminal(5)),
  wrong('refuses terminal_type 6', 'must', ['L28'], () => refuseTerminal(6)),
  wrong('refuses terminal_type 8', 'must', ['L28'], () => refuseTerminal(8)),
];

/** Wrong about `logout_reason`. */
export const wrongReasons: readonly WrongServer<FeishuFixtures>[] = [
  wrong('serves every logout_reason', 'must', ['L35', 'L47'], () => exempt(['logoutReason'], () => true)),
  wrong('serves logout_reason 37', 'must', ['L35', 'L47'], () => serveReason(37)),
  wrong('serves logout_reason 33', 'must', ['L35', 'L47'], () => serveReason(33)),
  wrong('serves logout_reason 0', 'must', ['L35', 'L47'], () => serveReason(0)),
  wrong('does not look at logout_reason when logout_type is 1', 'must', ['L35', 'L47'], () =>
    exempt(['logoutReason'], ({ body }) => body.logout_type === 1),
  ),
  wrong('refuses logout_reason 34', 'must', ['L35', 'L36', 'L40'], () => refuseReason(34)),
  wrong('refuses logout_reason 35', 'must', ['L35'], () => refuseReason(35)),
  wrong('refuses logout_reason 36', 'must', ['L35'], () => refuseReason(36)),
  wrong('answers a wrong logout_reason with 1080001', 'must', ['L47', 'L35'], () =>
    reword('logoutReason', () => failure(1080001)),
  ),
  wrong('answers a wrong logout_reason with 1084001', 'must', ['L47', 'L35'], () =>
    reword('logoutReason', () => failure(1084001)),
  ),
  wrong('answers a wrong logout_reason with HTTP 200 and 1084002', 'must', ['L47', 'L35', 'L41'], () =>
    reword('logoutReason', () => failure(1084002, 200)),
  ),
  wrong('answers a wrong logout_reason with 422', 'must', ['L47', 'L35'], () =>
    reword('logoutReason', () => failure(1084002, 422)),
  ),
  wrong('answers a wrong logout_reason with 500', 'must', ['L47', 'L35'], () =>
    reword('logoutReason', () => failure(1084002, 500)),
  ),
  wrong('hangs up on logout_reason 0', 'must', ['L47', 'L35'], () =>
    reword('logoutReason', (reply, { body }) => (body.logout_reason === 0 ? hangUp : reply)),
  ),
];

/** Wrong about `sid`. */
export const wrongSids: readonly WrongServer<FeishuFixtures>[] = [
  wrong('serves a malformed sid', 'must', ['L46', 'L37'], () =>
    exempt(['sidWellFormed'], ({ body }) => isText(body.sid)),
  ),
  wrong('answers a malformed sid with 404', 'must', ['L46', 'L37'], () =>
    reword('sidWellFormed', () => failure(1084001, 404)),
  ),
  wrong('answers a malformed sid with HTTP 200 and 1084001', 'must', ['L46', 'L37', 'L41'], () =>
    reword('sidWellFormed', () => failure(1084001, 200)),
  ),
  wrong('answers a malformed sid with 500', 'must', ['L46', 'L37'], () =>
    reword('sidWellFormed', () => failure(1084001, 500)),
  ),
  wrong('hangs up on a malformed sid', 'must', ['L46', 'L37'], () => reword('sidWellFormed', () => hangUp)),
  wrong('answers a malformed sid with 1084002', 'letter', ['L46', 'L37'], () =>
    reword('sidWellFormed', () => failure(1084002)),
  ),
  wrong('takes nothing but a UUID for a sid', 'must', ['L25', 'L37', 'L38', 'L39'], () =>
    refuse('sidWellFormed', ({ body }) => body.logout_type === 3 && !/^[0-9a-f-]{36}$/.test(String(body.sid)), 1084001),
  ),
  wrong('refuses a sid with padding', 'must', ['L25', 'L37', 'L38', 'L39'], () =>
    refuse('sidWellFormed', ({ body }) => body.logout_type === 3 && String(body.sid).endsWith('='), 1084001),
  ),
];

function refuseTerminal(terminal: number): Changes {
  return refuse('terminals', ({ body }) => isOneOf(listed(body.terminal_type), terminal));
}

function serveReason(reason: number): Changes {
  return exempt(['logoutReason'], ({ body }) => body.logout_reason === reason);
}

function refuseReason(reason: number): Changes {
  return refuse('logoutReason', ({ body }) => body.logout_reason === reason, 1084002);
}
