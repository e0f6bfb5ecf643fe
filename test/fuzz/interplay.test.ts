import fc, { type Arbitrary } from 'fast-check';
import { expect, test } from 'vitest';
import { controlFile } from '../../src/bundled.js';
import { loadDescription } from '../../src/description/load.js';
import { documented, worlds } from './api-requests.js';
import { fuzz, fuzzTime } from './budget.js';
import type { Came, Sent } from './client.js';
import { judgeControl, type ControlJudge } from './judge-control.js';
import { watchMock, type WatchedMock } from './watched-mock.js';

test('whatever testers do while apps call, every call is told once', { timeout: fuzzTime }, async () => {
  const judge = judgeControl(await loadDescription(controlFile));
  let isFaultPlanned = false;
  await using watched = await watchMock({ mayBreak: ({ path }) => isFaultPlanned && !isControl(path) });
  const faults = new Set<string>();
  await fuzz({
    share: 0.25,
    sent: () => watched.client.sent(),
    // Those of a group happen at the same time, the groups one after the other.
    arbitrary: fc.array(fc.array(step(), { minLength: 1, maxLength: 6 }), {
      minLength: 1,
      maxLength: 12,
      size: 'max',
    }),
    attempt: (groups) =>
      watched.attempt(async () => {
        prepare(watched);
        isFaultPlanned = groups.flat().some(({ body = '' }) => /"fault":"(?:reset|empty|cut)"/.test(body));
        for (const group of groups) await Promise.all(group.map((sent) => take(watched, judge, sent)));
        const told = await watched.entries();
        for (const { fault } of told) if (fault !== undefined) faults.add(fault);
        const calls = groups.flat().filter(({ path }) => !isControl(path));
        if (told.length !== calls.length && !groups.flat().some(isForgetful)) {
          watched.report(`${String(calls.length)} calls, ${String(told.length)} entries`);
        }
      }),
  });
  expect([...faults].sort()).toEqual(['content-type', 'cut', 'empty', 'reset', 'slow']);
});

// What is issued or seeded is known from then on, and used by later steps.
async function take(watched: WatchedMock, judge: ControlJudge, sent: Sent): Promise<void> {
  const came = await watched.send(sent);
  if (isControl(sent.path)) for (const departure of judge.departures(sent, came)) watched.report(departure);
  const { token, id, tenant_access_token: tenantToken, Data } = membersOf(came);
  for (const known of [token, tenantToken, Data?.bearerToken])
    if (known !== undefined) watched.secrets.add('token', known);
  if (typeof id === 'string' && id.endsWith('==')) watched.secrets.add('sid', id);
}

interface Members {
  readonly token?: string;
  readonly id?: string | number;
  readonly tenant_access_token?: string;
  readonly Data?: { readonly bearerToken?: string };
}

function membersOf(came: Came): Members {
  if (came.kind !== 'reply' || came.status >= 300 || !came.body.startsWith('{')) return {};
  try {
    return JSON.parse(came.body) as Members;
  } catch {
    return {}; // told already, unless it was planned to be no JSON
  }
}

function prepare({ secrets }: WatchedMock): void {
  for (const token of ['eyJhbGciOiJIUzI1NiIs...', 't-7f1bcd13fc57d46bac21793a18e560']) secrets.add('token', token);
  secrets.add('sid', 'AAAAAAAAAANll6nQoIAAFA==');
  for (const password of ['correct horse battery', 'wrong-password']) secrets.add('password', password);
}

function isForgetful({ method, path }: Sent): boolean {
  return method === 'DELETE' || path.endsWith('/reset');
}

function isControl(path: string): boolean {
  return path.startsWith('/__signoff/');
}

function step(): Arbitrary<Sent> {
  return fc.oneof({ weight: 3, arbitrary: documented() }, { weight: 2, arbitrary: control() });
}

function control(): Arbitrary<Sent> {
  const at = (world: string, rest: string): string => `/__signoff/worlds/${world}${rest}`;
  const world = fc.constantFrom('default', ...worlds);
  const post = (rest: string, body: Arbitrary<unknown>): Arbitrary<Sent> =>
    fc.tuple(world, body).map(([name, value]) => ({
      method: 'POST',
      path: at(name, rest),
      headers: [['Content-Type', 'application/json']],
      ...(value !== undefined && { body: JSON.stringify(value) }),
    }));
  const plain = (method: string, rest: string): Arbitrary<Sent> =>
    world.map((name) => ({ method, path: at(name, rest), headers: [] }));
  const api = fc.constantFrom('fungame', 'feishu');
  const known = fc.record({ api, token: fc.nat({ max: 9 }).map((index) => `{token:${String(index)}}`) });
  return fc.oneof(
    post('/credentials', fc.record({ api, subject: fc.constantFrom('alice', 'bob') }, { requiredKeys: ['api'] })),
    post('/credentials/revoke', known),
    post('/credentials/expire', known),
    post('/sessions', fc.record({ api, terminal: fc.constantFrom(1, 2, 8) }, { requiredKeys: ['api'] })),
    post('/sessions/end', fc.record({ api, id: fc.constantFrom('{sid:0}', '{sid:1}', 'documented', 'alice') })),
    post('/users', fc.record({ api: fc.constant('feishu'), open_id: fc.constantFrom('ou_1', 'ou_2') })),
    { weight: 4, arbitrary: post('/queue', plan()) },
    post('/verify', fc.record({ operation: fc.constant('LogOut'), status: fc.constant(200) }, { requiredKeys: [] })),
    plain('GET', '/journal'),
    plain('GET', '/journal?limit=2&after=1'),
    plain('GET', '/journal/events'),
    plain('GET', '/sessions'),
    plain('GET', '/queue'),
    plain('GET', ''),
    rarely(plain('DELETE', '/journal')),
    rarely(plain('DELETE', '/queue')),
    rarely(plain('DELETE', '')),
    rarely(post('/reset', fc.constant(undefined))),
    fc.constant({ method: 'GET', path: '/__signoff/worlds', headers: [] }),
  );
}

// Whatever forgets makes the rest of a sequence say less.
function rarely(arbitrary: Arbitrary<Sent>): Arbitrary<Sent> {
  const instead = fc.constant({ method: 'GET', path: '/__signoff/health', headers: [] });
  return fc.oneof({ weight: 1, arbitrary }, { weight: 4, arbitrary: instead });
}

function plan(): Arbitrary<unknown> {
  const answers = fc.constantFrom(
    { operation: 'LogOut', example: 'serverError' },
    { operation: 'LogOut', status: 401 },
    { operation: 'Login', example: 'loginFailed' },
    { operation: 'logout', example: '99991400' },
    { operation: 'tenantAccessTokenInternal', status: 200 },
  );
  const operation = fc.constantFrom('LogOut', 'Login', 'logout', 'tenantAccessTokenInternal');
  const fault = fc.oneof(
    fc.record({ fault: fc.constantFrom('reset', 'empty', 'cut', 'content-type') }),
    fc.record({ fault: fc.constant('slow'), duration: fc.nat({ max: 20 }) }),
    fc.record({ delay: fc.nat({ max: 20 }) }),
  );
  const times = fc.record({ times: fc.integer({ min: 1, max: 3 }) }, { requiredKeys: [] });
  const merged = (...parts: readonly object[]): object => Object.assign({}, ...parts) as object;
  return fc.oneof(
    fc.tuple(answers, times).map((parts) => merged(...parts)),
    fc.tuple(answers, fault, times).map((parts) => merged(...parts)),
    fc.tuple(fc.record({ operation }), fault, times).map((parts) => merged(...parts)),
  );
}
