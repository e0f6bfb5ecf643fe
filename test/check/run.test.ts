import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, test } from 'vitest';
import { defineContract, type Case } from '../../src/check/contract.js';
import type { Fixtures } from '../../src/check/fixtures.js';
import { runContract, type Run } from '../../src/check/run.js';
import type { Tell } from '../../src/check/send.js';
import { createValidator } from '../../src/conformance/validator.js';
import { loadDescription } from '../../src/description/load.js';

const description = await loadDescription('openapi/fungame.yaml');
const validator = createValidator(description.document);

interface Setting {
  readonly listener: RequestListener;
  readonly cases: readonly Case[];
  readonly timeout?: number;
  readonly fixtures?: Fixtures;
}

async function runAgainst({ listener, cases, timeout = 5000, fixtures = {} }: Setting): Promise<Run> {
  const server = createServer(listener);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const contract = defineContract({ api: 'fungame', journeys: () => cases });
  try {
    return await runContract(contract, { description, validator, fixtures, base, timeout });
  } finally {
    server.close();
    server.closeAllConnections();
  }
}

const postCase = (title: string, needs: Case['needs'] = []): Case => ({
  title,
  statements: ['F24'],
  needs,
  async run(trial) {
    const exchange = await trial.send((spec, base) => spec.post(`${base}/user/logout`));
    trial.judge(exchange, '401', { statements: ['F24'] });
  },
});

test('a rate limit is waited for as the server asks', async () => {
  let count = 0;
  const run = await runAgainst({
    cases: [postCase('one')],
    listener: (_request, response) => {
      count += 1;
      if (count === 1) response.writeHead(429, { 'Retry-After': '0' }).end();
      else if (count === 2) response.writeHead(400, { 'x-ogw-ratelimit-reset': '0' }).end('{"code":99991400}');
      else response.writeHead(401).end();
    },
  });
  expect(run.cases).toMatchObject([{ outcome: 'tried', evidence: [] }]);
});

test('a rate limit that stays is inconclusive, not a finding', async () => {
  const listener: RequestListener = (_request, response) => response.writeHead(429, { 'Retry-After': '0' }).end();
  const run = await runAgainst({ cases: [postCase('one')], listener });
  expect(run.cases).toMatchObject([{ outcome: 'inconclusive', evidence: [] }]);
});

test('a server that hangs up is found, with the statements of the case', async () => {
  const run = await runAgainst({ cases: [postCase('one')], listener: (request) => request.socket.destroy() });
  expect(run.cases).toMatchObject([
    { outcome: 'tried', evidence: [{ finding: { rule: 'no-answer', level: 'must', statements: ['F24'] } }] },
  ]);
});

test('a server that falls silent is given up after three requests', async () => {
  let count = 0;
  const run = await runAgainst({
    timeout: 50,
    cases: ['one', 'two', 'three', 'four', 'five'].map((title) => postCase(title)),
    listener: (_request, response) => {
      count += 1;
      if (count === 1) response.writeHead(401).end();
    },
  });
  expect(count).toBe(4);
  expect(run.cases.map(({ outcome }) => outcome)).toEqual(['tried', 'tried', 'tried', 'tried', 'inconclusive']);
});

test('a server that never answers was not tried', async () => {
  const cases = ['one', 'two', 'three'].map((title) => postCase(title));
  const running = runAgainst({ cases, timeout: 50, listener: () => undefined });
  await expect(running).rejects.toMatchObject({ code: 'TARGET_UNREACHABLE' });
});

test('a redirect to https is a matter of the address, not of the contract', async () => {
  const listener: RequestListener = (_request, response) =>
    response.writeHead(307, { Location: 'https://h/user/logout' }).end();
  const running = runAgainst({ cases: [postCase('one')], listener });
  await expect(running).rejects.toMatchObject({
    code: 'TARGET_REDIRECTS',
    message: expect.stringContaining('https://h/user/logout') as string,
  });
});

test('a case without its fixture is skipped with the reason', async () => {
  const listener: RequestListener = (_request, response) => response.writeHead(401).end();
  const run = await runAgainst({ cases: [postCase('one', ['token']), postCase('two')], listener });
  expect(run.cases).toMatchObject([{ outcome: 'skipped', reason: 'the target has no tokens' }, { outcome: 'tried' }]);
});

test('a bug in a case is no finding', async () => {
  const broken: Case = {
    title: 'one',
    statements: ['F24'],
    needs: [],
    run: () => Promise.reject(new TypeError('ours')),
  };
  await expect(runAgainst({ cases: [broken], listener: () => undefined })).rejects.toThrow('ours');
});

test('no credential leaves a run, neither a good one nor a forged one, also not in an echoed body', async () => {
  const send = (token: string): Case => ({
    ...postCase(token),
    title: 'one',
    needs: ['token'],
    async run(trial) {
      await trial.fixtures.borrowToken();
      const tell: Tell = (spec, base) =>
        spec.post(`${base}/user/logout`).withHeaders('Authorization', `Bearer ${token}`);
      trial.judge(await trial.send(tell), '401', { statements: ['F24'] });
    },
  });
  const run = await runAgainst({
    cases: [send('good-token-1'), send('good-token-2')],
    fixtures: { tokens: ['good-token-1'] },
    listener: (request, response) => response.end(JSON.stringify({ echo: request.headers.authorization })),
  });
  expect(JSON.stringify(run)).not.toContain('good-token');
  expect(run.cases[0]?.exchanges).toMatchObject([{ reply: { status: 200, body: '{"echo":"Bearer ***"}' } }]);
});
