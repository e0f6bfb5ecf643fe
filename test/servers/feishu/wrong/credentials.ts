import type { FeishuFixtures, WrongServer } from '../../trial-server.js';
import { wrong } from '../base.js';
import { failure, json } from '../reply.js';
import { rules } from '../rules.js';
import type { Call } from '../rules.js';
import { everySuccess, exempt, refuse, reword } from './changes.js';

/** Wrong about who may call. */
export const wrongCredentials: readonly WrongServer<FeishuFixtures>[] = [
  wrong('serves requests without Authorization', 'must', ['L11', 'L12'], () =>
    exempt(['authorization'], (call) => call.authorization === undefined),
  ),
  wrong('serves every token that begins with t-', 'must', ['L11', 'L12'], () =>
    exempt(['authorization'], (call) => startsWith(call, 'Bearer t-')),
  ),
  wrong('serves user access tokens', 'must', ['L11', 'L12'], () =>
    exempt(['authorization'], (call) => startsWith(call, 'Bearer u-')),
  ),
  wrong('serves every JWT', 'must', ['L11', 'L12'], () =>
    exempt(['authorization'], (call) => startsWith(call, 'Bearer eyJ')),
  ),
  wrong('serves the token without its Bearer prefix', 'must', ['L12', 'L11'], () =>
    exempt(['authorization'], (call) => call.authorization === call.fixtures.tenantAccessToken),
  ),
  wrong('answers a missing Authorization with HTTP 200 and 99991661', 'must', ['L11', 'L12', 'L41'], () =>
    reword('authorization', (reply, call) => (call.authorization === undefined ? { ...reply, status: 200 } : reply)),
  ),
  wrong('answers a missing Authorization with 400 and code 0', 'must', ['L11', 'L12', 'L41'], () =>
    reword('authorization', (reply, call) =>
      call.authorization === undefined ? json(400, { code: 0, msg: 'no token' }) : reply,
    ),
  ),
  wrong('answers an unknown tenant token with HTTP 200 and 99991663', 'must', ['L11', 'L12', 'L41'], () =>
    reword('authorization', (reply, call) => (startsWith(call, 'Bearer t-') ? { ...reply, status: 200 } : reply)),
  ),
  wrong('answers an unknown tenant token with an empty success', 'must', ['L11', 'L12'], () =>
    reword('authorization', (reply, call) => (startsWith(call, 'Bearer t-') ? json(200, { code: 0, msg: '' }) : reply)),
  ),
  wrong('asks nobody for a token any more after the first genuine one', 'must', ['L11', 'L12'], () => {
    let isOpen = false;
    return {
      rules: {
        authorization: (call) => {
          const refusal = rules.authorization(call);
          isOpen ||= refusal === undefined;
          return isOpen ? undefined : refusal;
        },
      },
    };
  }),
  wrong('refuses the documented Content-Type for its charset', 'must', everySuccess, () =>
    refuse('contentType', (call) => call.contentType.includes('charset')),
  ),
  wrong('answers the documented Content-Type with 415', 'must', everySuccess, () => ({
    rules: { contentType: (call) => (call.contentType.includes('charset') ? failure(1080001, 415) : undefined) },
  })),
];

function startsWith(call: Call, start: string): boolean {
  return call.authorization !== undefined && call.authorization.startsWith(start);
}
