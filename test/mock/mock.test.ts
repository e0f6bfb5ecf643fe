import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { createMock, UserError } from '../../src/index.js';

async function temporaryFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'signoff-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  return folder;
}

/** Writes a description with these operations, such as `GET /pets`. */
async function describeApi(folder: string, name: string, operations: readonly string[]): Promise<string> {
  const file = join(folder, `${name}.json`);
  const paths: Record<string, object> = {};
  for (const [method = '', path = ''] of operations.map((operation) => operation.split(' '))) {
    const parameters = [...path.matchAll(/\{(\w+)\}/g)].map((match) => ({
      name: match[1],
      in: 'path',
      required: true,
      schema: { type: 'string' },
    }));
    const content = { 'text/plain': { example: name } };
    const operation = { parameters, responses: { '200': { description: 'd', content } } };
    paths[path] = { ...paths[path], [method.toLowerCase()]: operation };
  }
  await writeFile(file, JSON.stringify({ openapi: '3.1.0', info: { title: name, version: '1' }, paths }));
  return file;
}

async function failureOf(apis: readonly string[]): Promise<unknown> {
  try {
    await using mock = await createMock({ apis });
    return mock.apis;
  } catch (error) {
    return error;
  }
}

describe('several APIs on one port', () => {
  test('each answers for its own operations, also at a path they share', async () => {
    const folder = await temporaryFolder();
    const cats = await describeApi(folder, 'cats', ['GET /pets', 'GET /cats/{id}']);
    const dogs = await describeApi(folder, 'dogs', ['POST /pets', 'GET /dogs/{id}']);
    await using mock = await createMock({ apis: [cats, dogs] });
    const ask = async (method: string, path: string): Promise<string> =>
      (await fetch(mock.url + path, { method })).text();
    expect(mock.apis).toEqual(['cats', 'dogs']);
    expect(await ask('GET', '/pets')).toBe('cats');
    expect(await ask('POST', '/pets')).toBe('dogs');
    expect(await ask('GET', '/cats/1')).toBe('cats');
    expect(await ask('GET', '/dogs/1')).toBe('dogs');
  });

  test('a method that none of them has at a shared path gets 405 with the methods of all', async () => {
    const folder = await temporaryFolder();
    const cats = await describeApi(folder, 'cats', ['GET /pets']);
    const dogs = await describeApi(folder, 'dogs', ['POST /pets']);
    await using mock = await createMock({ apis: [cats, dogs] });
    const response = await fetch(`${mock.url}/pets`, { method: 'PUT' });
    expect(response.status).toBe(405);
    expect(response.headers.get('Allow')?.split(', ').sort()).toEqual(['GET', 'HEAD', 'POST']);
  });

  test.each([
    ['the same path', 'GET /pets', 'GET /pets', '/pets'],
    ['the same path but for a slash at its end', 'GET /pets', 'GET /pets/', '/pets'],
    ['the same template', 'GET /pets/{id}', 'GET /pets/{id}', '/pets/1'],
    ['the same template with another name', 'GET /pets/{id}', 'GET /pets/{petId}', '/pets/1'],
  ])('of %s the first API answers, and the other one below its name', async (_, ours, theirs, path) => {
    const folder = await temporaryFolder();
    const cats = await describeApi(folder, 'cats', [ours]);
    const dogs = await describeApi(folder, 'dogs', [theirs]);
    await using mock = await createMock({ apis: [cats, dogs] });
    const ask = async (asked: string): Promise<string> => (await fetch(mock.url + asked)).text();
    expect([await ask(path), await ask(`/dogs${path}`), await ask(`/cats${path}`)]).toEqual(['cats', 'dogs', 'cats']);
    const [note = '', ...others] = await mock.notes();
    expect(others).toEqual([]);
    for (const part of [ours, theirs, 'cats.json:1:', 'dogs.json:1:', '--mount']) expect(note).toContain(part);
  });

  test('an API that is mounted answers there in place of its bare paths, and below its name', async () => {
    const folder = await temporaryFolder();
    const cats = await describeApi(folder, 'cats', ['GET /pets']);
    const dogs = await describeApi(folder, 'dogs', ['GET /pets', 'GET /bones']);
    await using mock = await createMock({ apis: [cats, dogs], mounts: { dogs: '/kennel/v1/' } });
    const ask = async (path: string): Promise<string | number> => {
      const response = await fetch(mock.url + path);
      return response.ok ? response.text() : response.status;
    };
    expect(await ask('/pets')).toBe('cats');
    expect(await ask('/kennel/v1/pets')).toBe('dogs');
    expect(await ask('//kennel/v1/pets/')).toBe('dogs');
    expect(await ask('/dogs/pets')).toBe('dogs');
    expect(await ask('/bones')).toBe(404);
    expect(await ask('/kennel/v1pets')).toBe(404);
    expect(await ask('/kennel/v1')).toBe(404);
    expect(await mock.notes()).toEqual([]);
  });

  test('two files of one name are two APIs', async () => {
    const [here, there] = [await temporaryFolder(), await temporaryFolder()];
    const first = await describeApi(here, 'api', ['GET /pets']);
    const second = await describeApi(there, 'api', ['GET /pets', 'GET /bones']);
    await using mock = await createMock({ apis: [first, second], mounts: { [second]: '/second' } });
    expect(mock.apis).toEqual(['api', 'api-2']);
    expect((await fetch(`${mock.url}/second/bones`)).status).toBe(200);
    expect((await fetch(`${mock.url}/api-2/bones`)).status).toBe(200);
  });

  test.each([
    [{ dogs: '/x' }, 'There is no API dogs to mount; there are: cats.'],
    [{ cats: 'x' }, '"x"'],
    [{ cats: '/' }, '"/"'],
    [{ cats: '/a?b' }, '"/a?b"'],
    [{ cats: '/{a}' }, '"/{a}"'],
    [{ cats: '/__signoff/x' }, '"/__signoff/x"'],
  ])('the mount %j is ARGUMENT_INVALID, and named', async (mounts, message) => {
    const cats = await describeApi(await temporaryFolder(), 'cats', ['GET /pets']);
    const failure = await createMock<string>({ apis: [cats], mounts }).catch((error: unknown) => error);
    expect(failure).toMatchObject({ code: 'ARGUMENT_INVALID' });
    expect((failure as UserError).message).toContain(message);
  });

  test.each([
    ['another method', 'GET /pets', 'POST /pets'],
    ['a template beside a path that it covers', 'GET /pets/{id}', 'GET /pets/mine'],
    ['a path in another case', 'GET /pets', 'GET /Pets'],
  ])('%s is no conflict', async (_, ours, theirs) => {
    const folder = await temporaryFolder();
    const cats = await describeApi(folder, 'cats', [ours]);
    const dogs = await describeApi(folder, 'dogs', [theirs]);
    expect(await failureOf([cats, dogs])).toEqual(['cats', 'dogs']);
  });

  test('an API twice is a conflict with itself', async () => {
    expect(await failureOf(['fungame', 'fungame'])).toMatchObject({ code: 'OPERATION_CONFLICT' });
  });
});

test('by default every API in the box is served, each in a fresh world of its own mock', async () => {
  await using first = await createMock();
  await using second = await createMock();
  expect(first.apis).toEqual(['fungame', 'feishu']);
  for (const mock of [first, second]) {
    const headers = { Authorization: 'Bearer eyJhbGciOiJIUzI1NiIs...' };
    expect((await fetch(`${mock.url}/user/logout`, { method: 'POST', headers })).status).toBe(200);
  }
});

test.each([
  ['an unknown name', 'fungam', 'API_UNKNOWN', 'fungame'],
  ['a missing file', './no-such-file.yaml', 'DESCRIPTION_NOT_FOUND', 'no-such-file.yaml'],
  ['a file that is no description', './package.json', 'DESCRIPTION_INVALID', 'package.json'],
])('%s is refused and named', async (_, api, code, part) => {
  const failure = await failureOf([api]);
  expect(failure).toBeInstanceOf(UserError);
  expect(failure).toMatchObject({ code, message: expect.stringContaining(part) as string });
});

test('a schema that no validator can read is an error of the description, told at the start', async () => {
  const file = join(await temporaryFolder(), 'odd.json');
  const schema = { type: 'string', pattern: '(' };
  const post = {
    requestBody: { content: { 'application/json': { schema } } },
    responses: { '200': { description: 'd' } },
  };
  const document = { openapi: '3.1.0', info: { title: 'T', version: '1' }, paths: { '/p': { post } } };
  await writeFile(file, JSON.stringify(document));
  const failure = await failureOf([file]);
  expect(failure).toBeInstanceOf(UserError);
  expect(failure).toMatchObject({ code: 'DESCRIPTION_INVALID' });
});

test('fixtures of an API that is not served are refused', async () => {
  await using mock = await createMock({ apis: ['fungame'] });
  await expect(mock.furnish('feishu')).rejects.toMatchObject({ code: 'API_UNKNOWN' });
});
