import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { readTargets } from '../../src/check/target.js';

let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'signoff-target-'));
});

afterEach(() => rm(folder, { recursive: true }));

async function targetFile(text: string): Promise<string> {
  const file = join(folder, 'target.yaml');
  await writeFile(file, text);
  return file;
}

test('every documented key is read, and ${NAME} comes from the environment', async () => {
  const file = await targetFile(`
fungame:
  url: http://127.0.0.1:5000
  tokens: [a, '\${TOKEN}-b']
  tokenCommand: echo t
  sessionlessTokens: [d]
  sessionlessTokenCommand: echo s
  expiredTokens: [e]
  accept: [{ statement: F16, reason: camelCase since 2025 }]
feishu:
  url: http://127.0.0.1:5001/prefix
  tenantAccessToken: t-x
  users: [{ open_id: ou_1, union_id: on_1, user_id: u1, idp_credential_id: i@x }]
  sids: [s1]
  sidCommand: echo sid
`);
  const targets = await readTargets(file, { TOKEN: 'secret' });
  expect(targets['fungame']).toMatchObject({ tokens: ['a', 'secret-b'], accept: [{ statement: 'F16' }] });
  expect(targets['feishu']).toMatchObject({ url: 'http://127.0.0.1:5001/prefix', users: [{ open_id: 'ou_1' }] });
});

test('an acceptance names a statement, an operation, a rule, or several of them', async () => {
  const accept = [
    { rule: 'status' },
    { operation: 'LogOut' },
    { statement: 'F16', rule: 'status', operation: 'LogOut' },
  ];
  const target = { accept: accept.map((one) => ({ ...one, reason: 'known' })) };
  const file = await targetFile(JSON.stringify({ fungame: target, 'my-api.yaml': target }));
  expect(await readTargets(file, {})).toEqual({ fungame: target, 'my-api.yaml': target });
});

test('JSON is read as well', async () => {
  const file = await targetFile('{"fungame": {"url": "http://127.0.0.1:5000"}}');
  expect(await readTargets(file, {})).toEqual({ fungame: { url: 'http://127.0.0.1:5000' } });
});

test('every unknown key is refused with its line', async () => {
  const file = await targetFile('fungame:\n  url: http://h\n  token: [a]\nfeisu: {}\n');
  const error = await readTargets(file, {}).catch((thrown: unknown) => thrown);
  expect(error).toMatchObject({ code: 'TARGET_INVALID' });
  expect(error).toHaveProperty('message', expect.stringContaining(`${file}:3: fungame has the unknown key "token".`));
  expect(error).toHaveProperty('message', expect.stringContaining(`${file}:4: the file has the unknown key "feisu".`));
});

test('the entry of a file takes what its API in the box takes, as the file may be a copy', async () => {
  const text = '{"feishu.yaml": {"tenantAccessToken": "t-1", "credentials": {"key": "k"}}}';
  expect(await readTargets(await targetFile(text), {})).toEqual(JSON.parse(text));
});

test.each([
  ['a wrong type', 'fungame: { tokens: a }', /:1: fungame\.tokens must be array/],
  ['an address that is none', 'fungame: { url: 127.0.0.1 }', /fungame\.url takes an http or https address/],
  ['an address that only looks like one', 'fungame: { url: "http://[h" }', /fungame\.url takes an http or https/],
  [
    'an acceptance without a reason',
    'fungame: { accept: [{ statement: F16 }] }',
    /must have required property 'reason'/,
  ],
  [
    'an acceptance of nothing',
    'fungame: { accept: [{ reason: old }] }',
    /^.+:1: fungame\.accept\.0 names no statement, no operation, no rule and nothing that came\.$/,
  ],
  ['broken YAML', 'fungame: [', /:1: /],
  ['an empty file', '', /must be object/],
  ['a variable that is not set', "fungame: { tokens: ['${NOPE_NOPE}'] }", /the environment has no NOPE_NOPE/],
])('%s is refused in one clear sentence', async (_, text, message) => {
  const error = await readTargets(await targetFile(text), {}).catch((thrown: unknown) => thrown);
  expect(error).toMatchObject({ code: 'TARGET_INVALID' });
  expect(error).toHaveProperty('message', expect.stringMatching(message));
});

test('a file that does not exist is named', async () => {
  await expect(readTargets(join(folder, 'none.yaml'), {})).rejects.toMatchObject({ code: 'TARGET_NOT_FOUND' });
});
