// A fixed share of the servers on trial, so that every run of the tests guards the check. All of them, with the figures:
//
//   npm run build && node test/trial/measure.mjs
import { expect, test } from 'vitest';
import { checkApi } from '../../src/index.js';
import { measure, type Measured } from './measure/measurement.js';
import { score } from './measure/score.js';
import { table } from './measure/table.js';
import { trials } from './measure/trials.js';

const share = [
  'fungame: framework-like',
  'fungame: Express, strict',
  'fungame: a table in the manner of HTTP/1.0',
  'feishu: gateway-like, sids used up',
  'feishu: Express, lenient',
  'feishu: everybody signs out once',
  'fungame: success is HTTP 201',
  'fungame: all members in camelCase',
  'fungame: success says "你已成功退出登录!"',
  'fungame: a missing session is answered HTTP 500',
  'fungame: a request refused for "expired" is answered 403',
  'fungame: a token is revoked never',
  'fungame: GET is answered 405 and revokes the token',
  'fungame: a live token is answered: 415 without a Content-Type',
  'feishu: success is code "0"',
  'feishu: accepted: logout_type 4',
  'feishu: accepted: an object as user_id',
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
  expect(share.filter((name) => !names.includes(name))).toEqual([]);
});

test.concurrent.each(['fungame', 'feishu'])(
  '%s: the check finds what is wrong, and only that',
  async (api) => {
    const chosen = trials.filter((one) => one.api === api && share.includes(one.trial.name));
    // The check waits more than it works.
    const measured = await measure(checkApi, chosen, { jobs: 12 });
    const result = score(measured);
    const names = [result.missedStrictly, result.missedMusts, result.misnamed, result.alarmed].flat().map(nameOf);
    expect(names, table(api, measured)).toEqual([]);
  },
  60_000,
);

function nameOf({ trial }: Measured): string {
  return trial.name;
}
