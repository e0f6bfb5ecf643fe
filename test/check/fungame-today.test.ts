import { expect, test } from 'vitest';
import type { Acceptance } from '../../src/check/outcome.js';
import { readTargets, type Target } from '../../src/check/target.js';
import { checkApi, type Cause, type CheckOptions, type Report } from '../../src/index.js';
import { startBase, type Change } from '../servers/fungame/base.js';
import { failureOfToday, likeToday, pretty, type PayloadOfToday } from '../servers/fungame/like-today.js';
import type { FunGameFixtures } from '../servers/trial-server.js';
import { answering, camelCased } from '../servers/fungame/wrong/make-wrong.js';

const file = 'docs/ci/fungame-today.target.yaml';
const tokenNames = [1, 2, 3, 4].map((number) => `FUNGAME_TOKEN_${number}`);
const { accept: shipped = [] } = await readShipped('http://h');
const accepted = ['F16 member-names', 'F21 documented-value', 'F27 status'];

test('without the list, all the check finds are the names, a blank, and the status for a session that is gone', async () => {
  const { outcome } = await tryServer(likeToday(), [], { strict: true });
  expect(outcome.broken.map(show).sort()).toEqual(accepted);
  expect(outcome.broken.map(({ finding }) => finding.level).sort()).toEqual(['letter', 'must', 'must']);
});

test('camelCase is one finding, and everything else is judged under the documented names', async () => {
  const spell = (payload: PayloadOfToday): object =>
    camelCased(payload.StatusCode === 200 ? { ...payload, StatusCode: 201 } : payload);
  const { outcome } = await tryServer(likeToday(spell), []);
  expect(outcome.broken.map(show).sort()).toEqual(['F16 member-names', 'F18 body-schema', 'F27 status']);
});

test.each([false, true])(
  'with the list the run passes, nothing is stale, each cause has its reason (strict: %s)',
  async (strict) => {
    const { outcome, cases } = await tryServer(likeToday(), shipped, { strict });
    expect(outcome).toMatchObject({ broken: [], notes: [], stale: [] });
    expect(outcome.accepted.map(show).sort()).toEqual(accepted);
    expect(outcome.accepted.map((one) => one.accepted).sort()).toEqual(shipped.map(({ reason }) => reason).sort());
    expect(cases.filter(({ outcome: how }) => how === 'inconclusive')).toEqual([]);
  },
);

test.each(shipped)('the list is minimal: without $statement ($rule) the run fails', async (entry) => {
  const rest = shipped.filter((one) => one !== entry);
  const { outcome } = await tryServer(likeToday(), rest, { strict: true });
  expect(outcome.broken.map(show)).toEqual([`${entry.statement} ${entry.rule}`]);
});

test('a server that has fixed its names is told that the acceptance is stale', async () => {
  const { outcome } = await tryServer(
    likeToday((payload) => payload),
    shipped,
    { strict: true },
  );
  expect(outcome).toMatchObject({ broken: [], stale: [{ statement: 'F16', rule: 'member-names' }] });
});

test('400 with the longer message of today departs from the letter, and the acceptance of the status is stale', async () => {
  const backTo400 = answering(['sessionless'], () => pretty(400, camelCased(failureOfToday(400))));
  const { outcome } = await tryServer(both(likeToday(), backTo400), shipped, { strict: true });
  expect(outcome.broken.map(show)).toEqual(['F23 documented-value']);
  expect(outcome.stale).toMatchObject([{ statement: 'F27', rule: 'status' }]);
});

const newFaults: readonly (readonly [fault: string, statement: string, change: Change])[] = [
  ['a token outlives its logout', 'F03', () => ({ logOut: () => undefined })],
  ['a token that nobody issued logs out', 'F24', answering(['unknown'], () => success())],
  ['a success is 201', 'F18', answering(['live'], () => success({}, 201))],
  ['a success has another message', 'F21', answering(['live'], () => success({ Message: '再见！ ' }))],
  [
    'a success has no blank but a sentence',
    'F21',
    answering(['live'], () => success({ Message: '你已成功退出登录！好' })),
  ],
  ['a session that is gone is answered 401', 'F27', answering(['sessionless'], () => pretty(401, {}))],
  ['a success has data', 'F20', answering(['live'], () => success({ Data: { left: 1 } }))],
  ['a success is no JSON by its label', 'F10', answering(['live'], () => success({}, 200, 'text/plain'))],
  [
    'a failure contradicts itself',
    'F18',
    answering(['sessionless'], () => pretty(500, camelCased(failureOfToday(400)))),
  ],
];

test.each(newFaults)('the list hides no new fault: %s (%s)', async (_, statement, change) => {
  const { outcome } = await tryServer(both(likeToday(), change), shipped, { strict: true });
  expect(outcome.broken.flatMap(({ finding }) => finding.statements)).toContain(statement);
});

test('an acceptance may name the only operation of a description, also where a run ends with the first fault', async () => {
  const accept = [{ operation: 'LogOut', reason: 'all of it' }];
  const { outcome, cases } = await tryServer(likeToday(), accept, { bail: true });
  expect(outcome).toMatchObject({ broken: [], stale: [] });
  expect(cases.map(({ reason }) => reason)).not.toContain('after --bail');
  const other = await tryServer(likeToday(), [{ operation: 'Login', reason: 'another' }]);
  expect(other.outcome.broken).toHaveLength(2);
});

/** The answer of today to a logout, but for these members. */
function success(members: object = {}, status = 200, type?: string): ReturnType<typeof pretty> {
  const payload = { ...failureOfToday(200), Message: '你已成功退出登录！ ', ...members };
  return pretty(status, camelCased(payload), type);
}

/** The first change, and on top of it the second. */
function both(first: Change, second: Change): Change {
  return (usual) => {
    const changed = first(usual);
    return { ...changed, ...second({ ...usual, ...changed }) };
  };
}

async function tryServer(change: Change, accept: readonly Acceptance[], options: CheckOptions = {}): Promise<Report> {
  const running = await startBase(change);
  const shippedTarget = await readShipped(running.url, running.fixtures);
  try {
    return await checkApi('fungame', { ...options, target: { ...shippedTarget, accept } });
  } finally {
    await running.close();
  }
}

/** The file as its reader uses it: every placeholder filled in. */
async function readShipped(url: string, fixtures?: FunGameFixtures): Promise<Target> {
  const { tokens = [], sessionlessTokens = [], expiredTokens = [] } = fixtures ?? {};
  const { fungame = {} } = await readTargets(file, {
    FUNGAME_URL: url,
    FUNGAME_SESSIONLESS_TOKEN: sessionlessTokens[0] ?? 'none',
    FUNGAME_EXPIRED_TOKEN: expiredTokens[0] ?? 'none',
    ...Object.fromEntries(tokenNames.map((name, index) => [name, tokens[index] ?? 'none'])),
  });
  return fungame;
}

function show({ finding }: Cause): string {
  return `${finding.statements[0] ?? ''} ${finding.rule}`;
}
