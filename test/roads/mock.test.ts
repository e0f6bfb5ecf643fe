import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, test } from 'vitest';
import { runCli, startMockCli, type RunningCli } from '../support/cli.js';
import { hasCurl, runShell } from '../support/curl.js';

test.skipIf(!hasCurl)('each printed curl command works as printed (needs curl)', async () => {
  const mock = await startMockCli();
  const commands = mock.output.stdout.match(/^curl .*$/gm) ?? [];
  const answers = commands.map((command) => runShell(`${command} -s`));
  await mock.stop();
  expect(answers).toHaveLength(4);
  for (const answer of answers) expect(answer).toMatch(/^HTTP\/1\.1 200 /);
});

test('a request is one line on stderr, without its credential', async () => {
  const mock = await startMockCli(['fungame']);
  await fetch(`${mock.url}/user/logout`, { method: 'POST', headers: { Authorization: 'Bearer very-secret' } });
  await mock.stop();
  expect(mock.output.stderr.trimEnd().split('\n')).toEqual([
    expect.stringMatching(/^POST \/user\/logout 401 · the credential is unknown \d+\.\d ms$/),
  ]);
});

test('--log json is one JSON object a request', async () => {
  const mock = await startMockCli(['fungame', '--log', 'json']);
  await fetch(`${mock.url}/user/logout`, { method: 'POST' });
  await mock.stop();
  expect(JSON.parse(mock.output.stderr)).toMatchObject({
    method: 'POST',
    path: '/user/logout',
    status: 401,
    answer: '401',
  });
});

test('--any-token takes a token that nobody issued for a session, once', async () => {
  const mock = await startMockCli(['fungame', '--any-token']);
  const logOut = (): Promise<Response> =>
    fetch(`${mock.url}/user/logout`, { method: 'POST', headers: { Authorization: 'Bearer my-own' } });
  const statuses = [(await logOut()).status, (await logOut()).status];
  await mock.stop();
  expect(statuses).toEqual([200, 401]);
});

test('--control-origin lets the pages of one origin use the control API, and no others', async () => {
  const mock = await startMockCli(['--control-origin', 'http://localhost:5173']);
  const ask = (origin: string): Promise<Response> => fetch(`${mock.url}/__signoff/health`, { headers: { origin } });
  const [ours, theirs] = [await ask('http://localhost:5173'), await ask('http://localhost:5174')];
  await mock.stop();
  expect([ours.status, theirs.status]).toEqual([200, 403]);
  expect(ours.headers.get('Access-Control-Allow-Origin')).toBe('http://localhost:5173');
});

test('on another address than loopback the control API asks for SIGNOFF_ADMIN_TOKEN, and is off without', async () => {
  const [off, on] = await Promise.all([
    startMockCli(['--host', '0.0.0.0']),
    startMockCli(['--host', '0.0.0.0'], { SIGNOFF_ADMIN_TOKEN: 'let-me-in' }),
  ]);
  const ask = async ({ url }: RunningCli, token: string): Promise<number> => {
    const address = url.replace('0.0.0.0', '127.0.0.1');
    return (await fetch(`${address}/__signoff/health`, { headers: { Authorization: `Bearer ${token}` } })).status;
  };
  const statuses = [await ask(off, 'let-me-in'), await ask(on, 'let-me-out'), await ask(on, 'let-me-in')];
  await Promise.all([off.stop(), on.stop()]);
  expect(statuses).toEqual([403, 401, 200]);
});

test('SIGTERM ends it with exit code 0', async () => {
  const mock = await startMockCli();
  expect(await mock.stop()).toBe(0);
});

test.each([
  ['an unknown API', ['nope'], 'API_UNKNOWN'],
  ['a missing file', ['./nope.yaml'], 'DESCRIPTION_NOT_FOUND'],
  ['a file that is no description', ['./package.json'], 'DESCRIPTION_INVALID'],
  ['an impossible port', ['-p', '70000'], 'ARGUMENT_INVALID'],
  ['an unknown flag', ['--prot', '1'], 'ARGUMENT_INVALID'],
  ['an idle time that is none', ['--world-idle', '0'], 'ARGUMENT_INVALID'],
  ['an unknown log format', ['--log', 'xml'], 'ARGUMENT_INVALID'],
  ['the same API twice', ['fungame', 'fungame', '-p', '0'], 'OPERATION_CONFLICT'],
])('%s is one clear sentence with its code, exit 2', async (_, args, code) => {
  const { stderr, stdout, code: exit } = await runCli(['mock', ...args]);
  expect({ exit, stdout }).toEqual({ exit: 2, stdout: '' });
  expect(stderr).toMatch(new RegExp(`^signoff: .+ \\[${code}\\]\\n$`));
});

test('a port in use is named, with the way out', async () => {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const { stderr, code } = await runCli(['mock', '-p', String(port)]);
  server.close();
  expect(code).toBe(2);
  expect(stderr).toBe(
    `signoff: Port ${port} of 127.0.0.1 is in use. Choose another with -p, or -p 0 for any free one. [PORT_IN_USE]\n`,
  );
});

test.each([[[]], [['--help']], [['mock', '--help']], [['check', '-h']]])('help is printed for %j', async (args) => {
  const { stdout, code } = await runCli(args);
  expect(code).toBe(0);
  expect(stdout).toContain('signoff');
});

test('an unknown command lists the known ones', async () => {
  expect(await runCli(['mok'])).toMatchObject({
    code: 2,
    stderr: 'signoff: No such command: mok. Known: mock, check, merge, audit, client. [ARGUMENT_INVALID]\n',
  });
});
