import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { conformingFunGameServers } from '../servers/fungame/conforming.js';
import { wrongFunGameServers } from '../servers/fungame/wrong.js';
import { runCli } from '../support/cli.js';

let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'signoff-check-'));
});

afterAll(() => rm(folder, { recursive: true }));

async function targetFile(content: unknown): Promise<string> {
  const file = join(folder, `${crypto.randomUUID()}.json`);
  await writeFile(file, typeof content === 'string' ? content : JSON.stringify(content));
  return file;
}

test.each(['fungame', 'feishu'])('our own mock keeps %s to the letter, with no skipped case: exit 0', async (api) => {
  const { code, stdout, stderr } = await runCli(['check', api, '--strict']);
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  expect(stdout.trimEnd().split('\n').at(-1)).toMatch(/^The document is kept to the letter\. Cases: \d+ tried\.$/);
});

test('a wrong server is told apart: exit 1, the statement, the request', async () => {
  const [wrong] = wrongFunGameServers;
  if (wrong === undefined) throw new Error('there is a wrong server');
  const running = await wrong.start();
  const target = await targetFile({ fungame: { ...running.fixtures, url: running.url } });
  const { code, stdout } = await runCli(['check', 'fungame', '--target', target, '--strict']);
  await running.close();
  expect(code).toBe(1);
  expect(stdout).toMatch(/^broken 1 {2}\S/m);
  expect(stdout).toMatch(new RegExp(`^ +(?:document)? +(?:${wrong.breaks.join('|')}) `, 'm'));
  expect(stdout).toContain(`curl -i -X POST '${running.url}/user/logout'`);
  for (const token of running.fixtures.tokens) expect(stdout).not.toContain(token);
});

test('--list prints every case with its statements and fixtures, and sends nothing', async () => {
  const { code, stdout } = await runCli(['check', 'feishu', '--list', '--url', 'http://127.0.0.1:1']);
  expect(code).toBe(0);
  expect(stdout).toContain('a malformed sid is invalid\n  checks L46 L37\n  needs tenantAccessToken');
  expect(stdout).toMatch(/^\d+ cases, nothing was sent\.$/m);
});

test('a server that cannot be reached was not tried: exit 2', async () => {
  const { code, stderr } = await runCli(['check', 'fungame', '--url', 'http://127.0.0.1:1']);
  expect(code).toBe(2);
  expect(stderr).toMatch(/^signoff: http:\/\/127\.0\.0\.1:1 cannot be reached: .+ \[TARGET_UNREACHABLE\]\n$/);
});

test('what a target lacks is skipped with the reason, not passed: too little for a verdict, exit 2', async () => {
  const [conforming] = conformingFunGameServers;
  const running = await conforming?.start();
  const args = ['check', 'fungame', '--url', running?.url ?? ''];
  const [plain, verbose, enough] = await Promise.all([
    runCli(args),
    runCli([...args, '--verbose']),
    runCli([...args, '--min-coverage', '0']),
  ]);
  await running?.close();
  expect([plain.code, verbose.code, enough.code]).toEqual([2, 2, 0]);
  expect(plain.stdout).toMatch(/^- \d+ cases skipped: the target has no tokens \(told by --verbose\)$/m);
  expect(verbose.stdout).toContain('- a live token logs out (skipped: the target has no tokens)');
});

test.each([
  ['a target file that does not exist', ['fungame', '--target', 'nope.yaml'], 'TARGET_NOT_FOUND'],
  ['an API without a contract', ['nope'], 'CONTRACT_UNKNOWN'],
  ['no API', [], 'ARGUMENT_INVALID'],
  ['an address that is none', ['fungame', '--url', 'localhost'], 'ARGUMENT_INVALID'],
])('%s is one clear sentence with its code, exit 2', async (_, args, code) => {
  const { stderr, code: exit } = await runCli(['check', ...args]);
  expect(exit).toBe(2);
  expect(stderr).toMatch(new RegExp(`^signoff: .+ \\[${code}\\]\\n$`));
});

test('a malformed target file is refused with its line, exit 2', async () => {
  const file = await targetFile('fungame:\n  tokns: [a]\n');
  const { stderr, code } = await runCli(['check', 'fungame', '--target', file]);
  expect(code).toBe(2);
  expect(stderr).toBe(`signoff: ${file}:2: fungame has the unknown key "tokns". [TARGET_INVALID]\n`);
});

test('an accepted deviation does not fail the run, and a stale acceptance is told', async () => {
  const camel = wrongFunGameServers.find(({ breaks, name }) => breaks.includes('F16') && /camel/i.test(name));
  const running = await camel?.start();
  const accept = [
    { statement: 'F16', reason: 'camelCase since 2025' },
    { statement: 'F07', reason: 'once upon a time' },
  ];
  const target = await targetFile({ fungame: { ...running?.fixtures, url: running?.url, accept } });
  const { code, stdout } = await runCli(['check', 'fungame', '--target', target]);
  await running?.close();
  expect(code).toBe(0);
  expect(stdout).toContain('accepted  camelCase since 2025');
  expect(stdout).toContain('stale nothing breaks F07 any more');
});
