import { readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { createMock } from '../../../src/index.js';
import { serve } from './resources/bookshop.js';

interface Written {
  readonly paths: Readonly<Record<string, { readonly post: object }>>;
  readonly components: { readonly schemas: object };
}

const read = async (file: string): Promise<Written> => parse(await readFile(file, 'utf8')) as Written;

/** The documents of FunGame, told by `x-state`, and no code of FunGame's. */
async function told(): Promise<object> {
  const [logout, login] = await Promise.all(['openapi/fungame.yaml', 'openapi/fungame.login.yaml'].map(read));
  if (logout === undefined || login === undefined) throw new Error('there are two files');
  const issue = { action: 'issue', token: '/body/Data/bearerToken', subject: '/body/Username', lifetime: 1800 };
  const paths = structuredClone({ ...login.paths, ...logout.paths });
  Object.assign(paths['/user/login']?.post ?? {}, { 'x-state': issue });
  Object.assign(paths['/user/logout']?.post ?? {}, { 'x-state': { action: 'revoke' } });
  return {
    paths,
    components: {
      ...login.components,
      ...logout.components,
      schemas: { ...logout.components.schemas, ...login.components.schemas },
    },
  };
}

interface Player {
  readonly logIn: () => Promise<string>;
  readonly logOut: (token: string) => Promise<number>;
}

function playAt(url: string): Player {
  return {
    async logIn() {
      const response = await fetch(`${url}/user/login`, {
        method: 'POST',
        headers: { 'Content-Type': 'application/json' },
        body: JSON.stringify({ Username: 'anna', Password: 'secret' }),
      });
      return ((await response.json()) as { Data: { bearerToken: string } }).Data.bearerToken;
    },
    logOut: async (token) =>
      (await fetch(`${url}/user/logout`, { method: 'POST', headers: { Authorization: `Bearer ${token}` } })).status,
  };
}

// What a rule tells: the token is dead afterwards, and that of nobody was never alive.
async function leaveTwice({ logIn, logOut }: Player): Promise<readonly number[]> {
  const token = await logIn();
  return [await logOut(token), await logOut(token), await logOut('of-nobody')];
}

// What it does not tell: a session belongs to its user, and a later sign-in takes it over.
async function takeOver({ logIn, logOut }: Player): Promise<readonly number[]> {
  const [first, second] = [await logIn(), await logIn()];
  return [await logOut(first), await logOut(second)];
}

test('by a rule FunGame issues and revokes as by code, but knows no sessions', async () => {
  const { mock } = await serve(await told());
  const byRules = playAt(mock.url);
  await using coded = await createMock({ apis: ['fungame'] });
  const byCode = playAt(coded.url);
  expect(await leaveTwice(byRules)).toEqual([200, 401, 401]);
  expect(await leaveTwice(byCode)).toEqual([200, 401, 401]);
  expect(await takeOver(byRules)).toEqual([200, 200]);
  expect(await takeOver(byCode)).toEqual([200, 400]);
});
