import { expect, test } from 'vitest';
import { auditApi } from '../../src/index.js';
import { openLaboratory } from '../../src/compose-audit.js';
import { serveMutant, type ServedMutant } from '../../src/audit/serve-mutant.js';
import { mutantsOf } from '../../src/audit/mutants.js';
import type { Mutant } from '../../src/audit/mutant.js';
import { converse, type BareRequest } from '../../src/check/converse.js';
import { castApi } from '../../src/cast.js';
import type { World } from '../../src/state/world.js';
import { mockApi } from '../../src/mock/mocked-api.js';

const pets = 'test/audit/pets.yaml';

const { actor, sources, name } = await castApi(pets, {});
const description = await sources[0]?.load();
if (description === undefined) throw new Error('there is a description');
const api = mockApi(name, description, actor.behaviour);
const breed = { api, furnish: (world: World) => actor.furnish(world, api) };
const mutants = await mutantsOf({ api: breed.api, operations: description.operations, acceptsAny: false });

function mutant(id: string): Mutant {
  const found = mutants.find((one) => one.id === id);
  if (found === undefined) throw new Error(`no ${id} among:\n${mutants.map((one) => one.id).join('\n')}`);
  return found;
}

interface Told {
  readonly status: number;
  readonly type: string | null;
  readonly text: string;
}

async function ask(begin: Mutant | undefined, path: string, request: RequestInit = {}): Promise<Told> {
  const { url, close } = await serveMutant(breed, begin);
  try {
    const response = await fetch(url + path, request);
    return { status: response.status, type: response.headers.get('content-type'), text: await response.text() };
  } finally {
    await close();
  }
}

const add = (body: unknown, authorization = 'Bearer mock-token'): RequestInit => ({
  method: 'POST',
  headers: { 'Content-Type': 'application/json', ...(authorization !== '' && { Authorization: authorization }) },
  body: JSON.stringify(body),
});

const rex = { id: 1, name: 'Rex' };

test('every mutant has an id and a title of its own', () => {
  expect(new Set(mutants.map(({ id }) => id)).size).toBe(mutants.length);
  expect(new Set(mutants.map(({ title }) => title)).size).toBe(mutants.length);
});

test('without a mutant the original is served', async () => {
  expect(await ask(undefined, '/pets')).toMatchObject({ status: 200, text: '[{"id":1,"name":"Rex"}]' });
  expect(await ask(undefined, '/pets', add({ id: 1 }))).toMatchObject({ status: 400 });
  expect(await ask(undefined, '/pets', add(rex, ''))).toMatchObject({ status: 401 });
});

test.each([
  ['answer listPets 200: status 201', { status: 201, text: '[{"id":1,"name":"Rex"}]' }],
  ['answer listPets 200: status 500', { status: 500 }],
  ['answer listPets 200: media type text/html', { status: 200, type: 'text/html; charset=utf-8' }],
  ['answer listPets 200: body empty', { status: 200, text: '' }],
  ['answer listPets 200: body cut off', { text: '[{"id":1,"name":"Rex"}' }],
  ['answer listPets 200: /0/id removed', { text: '[{"name":"Rex"}]' }],
  ['answer listPets 200: /0/id of another type', { text: '[{"id":"1","name":"Rex"}]' }],
  ['answer listPets 200: /0/id one more', { text: '[{"id":2,"name":"Rex"}]' }],
  ['swapped listPets 200: 400 instead', { status: 400 }],
])('%s', async (id, told) => {
  expect(await ask(mutant(id), '/pets')).toMatchObject(told);
});

test.each([
  ['rule listPets query limit: minimum dropped', '/pets?limit=0', {}, 200],
  ['rule listPets query limit: minimum dropped', '/pets?limit=51', {}, 400],
  ['rule listPets query limit: demanded', '/pets', {}, 400],
  ['rule listPets query limit: refused', '/pets?limit=2', {}, 400],
  ['rule addPet body: name no longer required', '/pets', add({ id: 1 }), 201],
  ['rule addPet body: name no longer required', '/pets', add({ name: 'Rex' }), 400],
  ['rule addPet body/kind: enum dropped', '/pets', add({ ...rex, kind: 'cow' }), 201],
  ['rule addPet body/kind: "cat" refused', '/pets', add({ ...rex, kind: 'cat' }), 400],
  ['rule addPet body/kind: "cat" refused', '/pets', add({ ...rex, kind: 'dog' }), 201],
  [
    'rule addPet body: of any media type',
    '/pets',
    { ...add(rex), headers: { Authorization: 'Bearer mock-token' } },
    201,
  ],
  ['credential addPet: missing taken for good', '/pets', add(rex, ''), 201],
  ['credential addPet: missing taken for good', '/pets', add(rex, 'Basic mock-token'), 401],
  ['credential addPet: any scheme name will do', '/pets', add(rex, 'Basic mock-token'), 201],
  ['credential addPet: a live one refused', '/pets', add(rex), 401],
  ['address addPet: elsewhere', '/pets', add(rex), 405],
])('%s: %s', async (id, path, request, status) => {
  expect(await ask(mutant(id), path, request)).toMatchObject({ status });
});

test('a sequel begins with an answer, and afresh with every server', async () => {
  const wrong = mutant('sequel addPet: a refusal uses the credential up');
  const { url, close } = await serveMutant(breed, wrong);
  const statuses: number[] = [];
  for (const body of [rex, {}, rex]) statuses.push((await fetch(`${url}/pets`, add(body))).status);
  await close();
  expect(statuses).toEqual([201, 400, 401]);
  expect(await ask(wrong, '/pets', add(rex))).toMatchObject({ status: 201 });
});

async function serveBundled(bundled: string, id: string): Promise<ServedMutant> {
  const found = (await openLaboratory(bundled)).mutants.find((one) => one.id === id);
  const {
    actor: own,
    sources: [source],
  } = await castApi(bundled, {});
  const promised = await source?.load();
  if (promised === undefined || found === undefined) throw new Error(`there is no ${id}`);
  const api = mockApi(bundled, promised, own.behaviour);
  return serveMutant({ api, furnish: (world) => own.furnish(world, api) }, found);
}

test('what a dropped rule lets in succeeds, also where the API would stumble over it', async () => {
  const served = await serveBundled('feishu', 'rule logout body/oneOf/0: user_id no longer required');
  const authorization = `Bearer ${served.fixtures.tenantAccessToken ?? ''}`;
  const path = `${served.url}/open-apis/passport/v1/sessions/logout`;
  const replies = [{ logout_type: 1 }, { logout_type: 4 }].map((body) => fetch(path, add(body, authorization)));
  const statuses = (await Promise.all(replies)).map(({ status }) => status);
  await served.close();
  expect(statuses).toEqual([200, 400]);
});

test('the books of revoked tokens are wrong by exactly one request', async () => {
  const served = await serveBundled('fungame', 'ledger LogOut: revocation one request late');
  const headers = { Authorization: `Bearer ${served.fixtures.tokens?.[0] ?? ''}` };
  const statuses: number[] = [];
  for (let count = 0; count < 4; count += 1) {
    statuses.push((await fetch(`${served.url}/user/logout`, { method: 'POST', headers })).status);
  }
  await served.close();
  expect(statuses).toEqual([200, 200, 401, 401]);
});

test('an audit of an OpenAPI file tells what the check finds out', async () => {
  const { api, mutants: scored } = await auditApi(pets, { only: 'answer listPets 200: /0/', workers: 1 });
  expect(api).toBe('pets');
  expect(new Set(scored.map(({ state }) => state))).toEqual(new Set(['killed', 'killed-strictly']));
});

test('a text that is in no id is a mistake of the caller', async () => {
  await expect(auditApi(pets, { only: 'nope' })).rejects.toMatchObject({ code: 'ARGUMENT_INVALID' });
});

interface Call {
  readonly method?: string;
  readonly token: number;
  readonly session?: false;
  readonly path?: string;
}

test.each<readonly [id: string, calls: readonly Call[], statuses: readonly number[]]>([
  ['manner LogOut: a Content-Type is demanded', [{ token: 0 }, { token: 0 }], [415, 415]],
  ['manner LogOut: a Content-Length is demanded', [{ token: 0 }], [200]],
  ['manner LogOut: DELETE does the same', [{ method: 'DELETE', token: 0 }, { token: 0 }], [200, 401]],
  ['manner LogOut: DELETE does the same', [{ method: 'PUT', token: 0 }, { token: 0 }], [405, 200]],
  [
    'manner LogOut: PUT is refused, and ends the credential',
    [{ method: 'PUT', token: 0 }, { token: 0 }, { token: 1 }],
    [405, 401, 200],
  ],
  ['manner LogOut: an unknown query breaks it', [{ token: 0, path: '?x=1' }, { token: 1 }], [500, 200]],
  [
    'manner LogOut: the eighth success breaks down',
    Array.from({ length: 9 }, (_, token) => ({ token })),
    [200, 200, 200, 200, 200, 200, 200, 500, 200],
  ],
  [
    'ledger LogOut: session-gone told once',
    [
      { token: 0, session: false },
      { token: 0, session: false },
      { token: 1, session: false },
    ],
    [400, 401, 400],
  ],
])('%s', async (id, calls, due) => {
  const { url, fixtures, close } = await serveBundled('fungame', id);
  const statuses: number[] = [];
  for (const { method = 'POST', token, session, path = '' } of calls) {
    const tokens = (session === false ? fixtures.sessionlessTokens : fixtures.tokens) ?? [];
    const headers = { Authorization: `Bearer ${tokens[token] ?? ''}` };
    statuses.push((await fetch(`${url}/user/logout${path}`, { method, headers })).status);
  }
  await close();
  expect(statuses).toEqual(due);
});

test('a connection is trusted once a credential was good, and no other one', async () => {
  const id = 'manner LogOut: a connection is trusted once a credential was good';
  const { url, fixtures, close } = await serveBundled('fungame', id);
  const post = (authorization?: string): BareRequest => ({
    method: 'POST',
    path: '/user/logout',
    headers: { 'Content-Length': '0', ...(authorization !== undefined && { Authorization: authorization }) },
  });
  const good = post(`Bearer ${fixtures.tokens?.[0] ?? ''}`);
  const turns = await converse([good, post()], { base: url, timeout: 5000 });
  const others = await converse([post()], { base: url, timeout: 5000 });
  await close();
  const statuses = [...turns, ...others].map(({ sent }) => sent.kind === 'answered' && sent.exchange.reply.status);
  expect(statuses).toEqual([200, 200, 401]);
});
