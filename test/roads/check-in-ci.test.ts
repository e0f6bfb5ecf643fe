import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { createServer, type RequestListener } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { parse } from 'yaml';
import { check } from '../../src/cli/check.js';
import { merge } from '../../src/cli/merge.js';
import { serveLocally, type LocalDoor } from '../servers/fungame/serve-locally.js';
import { runCli } from '../support/cli.js';

const tls = 'test/fixtures/tls';
let folder: string;
let door: LocalDoor | undefined;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'signoff-ci-'));
});

afterAll(() => rm(folder, { recursive: true }));

afterEach(async () => {
  await door?.close();
  door = undefined;
});

const succeedAlways: RequestListener = (_request, response) => response.writeHead(200).end();

test('--only tries what is about a statement, and tells nothing on a pipe', async () => {
  const { code, stdout, stderr } = await runCli(['check', 'fungame', '--only', 'F27,F99', '--only', 'F07']);
  expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
  expect(stderr).toMatch(/^signoff: There is no F99 to choose by\. Statements: F01, .+ \[ARGUMENT_INVALID\]\n$/);
  const some = await runCli(['check', 'fungame', '--only', 'F27', '--only', 'F07', '--skip', 'F32']);
  expect(some).toMatchObject({ code: 0, stderr: '' });
  expect(some.stdout).toMatch(/^- \d+ cases left out by --only$/m);
  expect(some.stdout).toMatch(/^What was chosen is kept: 4 of \d+ cases\. Cases: 4 tried, \d+ left out\.$/m);
});

test('--list prints the plan of what is chosen only', async () => {
  const { stdout } = await runCli(['check', 'fungame', '--list', '--only', 'F27', '--read-only']);
  expect(stdout).toMatch(/^2 cases, nothing was sent\.$/m);
});

test('--bail ends with the first broken case: exit 1', async () => {
  door = await serveLocally(createServer(succeedAlways));
  const { code, stdout } = await runCli(['check', 'fungame', '--url', door.url, '--bail']);
  expect(code).toBe(1);
  expect(stdout).toMatch(/^- \d+ cases skipped: after --bail \(told by --verbose\)$/m);
  expect(stdout).toMatch(/Cases: 1 tried, \d+ skipped/);
});

test('shards report their own cases, and merged they are the whole', async () => {
  const files = [1, 2].map((index) => join(folder, `shard-${index}.json`));
  for (const [index, file] of files.entries()) {
    const shard = await runCli(['check', 'fungame', '--shard', `${index + 1}/2`, '--report', `json=${file}`]);
    expect(shard).toMatchObject({ code: 0, stderr: '' });
  }
  const whole = await runCli(['check', 'fungame']);
  const merged = await runCli(['merge', ...files]);
  const countIn = (stdout: string): string | undefined => /Cases: (\d+ tried)/.exec(stdout)?.[1];
  expect(countIn(merged.stdout)).toBeDefined();
  expect(countIn(merged.stdout)).toBe(countIn(whole.stdout));
});

test('a shard without cases says so: exit 0, and nobody is called', async () => {
  const ended = await runCli(['check', 'fungame', '--shard', '900/900', '--url', 'http://127.0.0.1:1']);
  expect(ended).toEqual({ code: 0, stdout: '', stderr: 'Shard 900/900 has nothing to try.\n' });
});

test('--min-coverage fails a run that checked too little: exit 1', async () => {
  const { code, stderr } = await runCli(['check', 'fungame', '--only', 'F07', '--min-coverage', '90']);
  expect(code).toBe(1);
  expect(stderr).toMatch(/^fungame: coverage \d+ % is below the 90 % of --min-coverage\.\n$/);
});

test('--wait that was in vain says how long: exit 2', async () => {
  const { code, stderr } = await runCli(['check', 'fungame', '--url', 'http://127.0.0.1:1', '--wait', '1ms']);
  expect(code).toBe(2);
  expect(stderr).toMatch(/accepted no connection within 0\.001 s: .+ \[TARGET_UNREACHABLE\]\n$/);
});

test.each([
  ['--wait', '30', 'a duration such as 500ms, 30s or 2m'],
  ['--request-timeout', '0s', 'a duration such as'],
  ['--rate', '5', 'a rate such as 5/s or 90/m'],
  ['--rate', '0/s', 'a rate such as'],
  ['--retries', '-1', 'a whole number from 0 to 10'],
  ['--shard', '3/2', 'a part of a whole, such as 1/3'],
  ['--shard', '0/2', 'a part of a whole'],
  ['--min-coverage', '101', 'a whole number from 0 to 100'],
  ['--report', 'pdf=a.pdf', 'there is no format pdf'],
])('%s=%s is refused with the way out', async (flag, value, wayOut) => {
  const { code, stderr } = await runCli(['check', 'fungame', `${flag}=${value}`]);
  expect(code).toBe(2);
  expect(stderr).toContain(wayOut);
  expect(stderr).toMatch(/^signoff: .+\[ARGUMENT_INVALID\]\n$/);
});

test('a private certificate authority is taken by NODE_EXTRA_CA_CERTS', async () => {
  const [key, cert] = await Promise.all([readFile(`${tls}/key.pem`), readFile(`${tls}/certificate.pem`)]);
  door = await serveLocally(createTlsServer({ key, cert }, succeedAlways));
  const args = ['check', 'fungame', '--url', door.url.replace('http:', 'https:'), '--only', 'F24', '--wait', '5s'];
  expect(await runCli(args)).toMatchObject({ code: 2, stderr: expect.stringContaining('self-signed') as string });
  const trusting = await runCli(args, { NODE_EXTRA_CA_CERTS: `${tls}/certificate.pem` });
  expect(trusting).toMatchObject({ code: 1, stderr: '' });
});

test('the published workflow uses flags that there are', async () => {
  const workflow = parse(await readFile('docs/ci/github-actions.yml', 'utf8')) as {
    jobs: Record<string, { steps: { run?: string }[] }>;
  };
  const lines = Object.values(workflow.jobs).flatMap(({ steps }) => steps.flatMap(({ run = [] }) => run));
  const calls = lines.flatMap((line) => /npx signoff (check|merge) (.+)/.exec(line) ?? []);
  expect(calls.filter((_, index) => index % 3 === 1)).toEqual(['check', 'merge']);
  for (let index = 0; index < calls.length; index += 3) {
    const known = Object.keys((calls[index + 1] === 'check' ? check : merge).options);
    const used = [...(calls[index + 2] ?? '').matchAll(/--([a-z-]+)/g)].map(([, flag]) => flag);
    expect(used).not.toEqual([]);
    expect(known).toEqual(expect.arrayContaining(used));
  }
});

test.each(Object.keys(check.options))('--%s is told by --help', (flag) => expect(check.help).toContain(`--${flag} `));
