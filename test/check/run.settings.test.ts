import { createServer, type RequestListener } from 'node:http';
import { afterEach, expect, test } from 'vitest';
import { defineContract, type Case } from '../../src/check/contract.js';
import type { Clock } from '../../src/check/pace.js';
import { runContract, type CaseStart, type Run, type RunOptions } from '../../src/check/run.js';
import { createValidator } from '../../src/conformance/validator.js';
import { loadDescription } from '../../src/description/load.js';
import { serveLocally, type LocalDoor } from '../servers/fungame/serve-locally.js';

const description = await loadDescription('openapi/fungame.yaml');
const validator = createValidator(description.document);

let door: LocalDoor | undefined;

afterEach(() => door?.close());

type Settings = Partial<RunOptions> & { readonly cases: readonly Case[]; readonly listener: RequestListener };

async function runAgainst({ cases, listener, ...options }: Settings): Promise<Run> {
  door = await serveLocally(createServer(listener));
  const contract = defineContract({ api: 'fungame', journeys: () => cases });
  return runContract(contract, { description, validator, fixtures: {}, base: door.url, ...options });
}

const postCase = (title: string, more: Partial<Case> = {}): Case => ({
  title,
  statements: ['F24'],
  needs: [],
  async run(trial) {
    const exchange = await trial.send((spec, base) => spec.post(`${base}/user/logout`));
    trial.judge(exchange, '401', { statements: ['F24'] });
  },
  ...more,
});

const refuse: RequestListener = (_request, response) => response.writeHead(401).end();

// Hangs up on the first `losses` requests.
function losing(losses: number): { listener: RequestListener; count: () => number } {
  let count = 0;
  const listener: RequestListener = (request, response) => {
    count += 1;
    if (count <= losses) request.socket.destroy();
    else response.writeHead(401).end();
  };
  return { listener, count: () => count };
}

function clockAt(start: number): { clock: Clock; waits: number[] } {
  let time = start;
  const waits: number[] = [];
  const wait: Clock['wait'] = (milliseconds) => {
    waits.push(Math.round(milliseconds));
    time += milliseconds;
    return Promise.resolve();
  };
  return { clock: { now: () => time, wait }, waits };
}

test('a request without an answer is sent again, as often as is allowed', async () => {
  const { listener, count } = losing(2);
  const run = await runAgainst({ cases: [postCase('a')], listener, retries: 2 });
  expect(run.cases).toMatchObject([{ outcome: 'tried', evidence: [] }]);
  expect(count()).toBe(3);
});

test('when the retries are used up, it is a finding', async () => {
  const { listener } = losing(2);
  const run = await runAgainst({ cases: [postCase('a')], listener, retries: 1 });
  expect(run.cases).toMatchObject([{ outcome: 'tried', evidence: [{ finding: { rule: 'no-answer' } }] }]);
});

test('what may have changed something is not sent again', async () => {
  const { listener, count } = losing(1);
  const run = await runAgainst({ cases: [postCase('a', { mayChange: true })], listener, retries: 5 });
  expect(run.cases).toMatchObject([{ evidence: [{ finding: { rule: 'no-answer' } }] }]);
  expect(count()).toBe(1);
});

test('requests are paced over all cases', async () => {
  const { clock, waits } = clockAt(0);
  const cases = ['a', 'b', 'c'].map((title) => postCase(title));
  await runAgainst({ cases, listener: refuse, clock, rate: { count: 120, per: 60_000 } });
  expect(waits).toEqual([500, 500]);
});

test.each([
  ['seconds', '7', 7000],
  ['a date', 'Sun, 06 Nov 1994 08:49:37 GMT', 37_000],
  ['a date gone by', 'Sun, 06 Nov 1994 08:48:00 GMT', 0],
  ['something else', 'soon', 1000],
])('Retry-After may be %s', async (_, after, wait) => {
  const { clock, waits } = clockAt(Date.UTC(1994, 10, 6, 8, 49, 0));
  let count = 0;
  const listener: RequestListener = (_request, response) =>
    (count += 1) === 1 ? response.writeHead(429, { 'Retry-After': after }).end() : response.writeHead(401).end();
  const run = await runAgainst({ cases: [postCase('a')], listener, clock });
  expect(waits).toEqual([wait]);
  expect(run.cases).toMatchObject([{ outcome: 'tried', evidence: [] }]);
});

test('a rate limit longer than a minute is inconclusive at once', async () => {
  const { clock, waits } = clockAt(0);
  const listener: RequestListener = (_request, response) => response.writeHead(429, { 'Retry-After': '61' }).end();
  const run = await runAgainst({ cases: [postCase('a')], listener, clock });
  expect(run.cases).toMatchObject([{ outcome: 'inconclusive' }]);
  expect(waits).toEqual([]);
});

test('after the case that ends the run, the others are skipped with the reason', async () => {
  const cases = ['a', 'b', 'c'].map((title) => postCase(title));
  const run = await runAgainst({ cases, listener: refuse, endsWith: ({ title }) => title === 'b' });
  expect(run.cases.map(({ outcome, reason }) => [outcome, reason])).toEqual([
    ['tried', undefined],
    ['tried', undefined],
    ['skipped', 'after --bail'],
  ]);
});

test('each case that is tried is told of before, with its number', async () => {
  const starts: CaseStart[] = [];
  const cases = [postCase('a'), postCase('b', { statements: ['F03'] }), postCase('c')];
  const run = await runAgainst({ cases, listener: refuse, skip: ['F03'], onStart: (start) => starts.push(start) });
  expect(starts).toEqual([
    { title: 'a', number: 1, total: 3 },
    { title: 'c', number: 3, total: 3 },
  ]);
  expect(run.cases[1]).toMatchObject({ title: 'b', outcome: 'skipped', reason: 'left out by --skip' });
});

test('a run in which nothing is tried does not look for the server', async () => {
  const run = await runAgainst({
    cases: [postCase('a', { mayChange: true })],
    listener: refuse,
    readOnly: true,
    base: 'http://127.0.0.1:1',
    patience: 1000,
  });
  expect(run.cases).toMatchObject([{ outcome: 'skipped' }]);
});
