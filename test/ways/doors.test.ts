import { createServer } from 'node:http';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { checkApi, createMock, generateClient } from '../../src/index.js';

// The same Swagger 2.0 file through every door, as a file and from a server.
const swagger = `
swagger: '2.0'
info: { title: Pets, version: '1' }
basePath: /v1
produces: [application/json]
paths:
  /pets:
    get:
      operationId: listPets
      parameters:
        - { in: query, name: tags, type: array, items: { type: string }, collectionFormat: pipes }
        - { in: query, name: odd, type: array, items: { type: string }, collectionFormat: tsv }
      responses:
        '200': { description: Some., schema: { type: array, items: { $ref: '#/definitions/Pet' } } }
    post:
      operationId: addPet
      parameters: [{ in: body, name: pet, required: true, schema: { $ref: '#/definitions/Pet' } }]
      responses: { '201': { description: Added., examples: { application/json: { name: Rex } } }, '400': { description: No. } }
definitions:
  Pet: { type: object, required: [name], properties: { name: { type: string, example: Rex } } }
`;

let folder = '';
let file = '';
let address = '';
const server = createServer((_, response) => response.end(swagger));
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'doors-'));
  file = join(folder, 'pets.yaml');
  await writeFile(file, swagger);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  address = `http://127.0.0.1:${String((server.address() as AddressInfo).port)}/pets.yaml`;
});
afterAll(async () => {
  await new Promise((resolve) => server.close(resolve));
  await rm(folder, { recursive: true });
});

const locations = ['a file', 'an address'] as const;
const locationOf = (name: (typeof locations)[number]): string => (name === 'a file' ? file : address);

test.each(locations)('a mock serves it from %s', async (name) => {
  await using mock = await createMock({ apis: [locationOf(name)] });
  expect(mock.apis).toEqual(['pets']);
  const list = await fetch(`${mock.url}/v1/pets?tags=a%7Cb`);
  expect([list.status, list.headers.get('content-type')]).toEqual([200, expect.stringMatching(/^application\/json/)]);
  expect(await list.json()).toContainEqual({ name: expect.any(String) as string });
  const headers = { 'Content-Type': 'application/json' };
  const add = (body: object): Promise<Response> =>
    fetch(`${mock.url}/pets`, { method: 'POST', headers, body: JSON.stringify(body) });
  expect([(await add({ name: 'Rex' })).status, (await add({})).status]).toEqual([201, 400]);
  const notes = await mock.notes();
  expect(notes.filter((note) => note.includes('tsv'))).toHaveLength(1);
  expect(notes.some((note) => note.endsWith('pets.yaml is read once: start anew to serve its edits.'))).toBe(
    name === 'an address',
  );
});

test.each(locations)('a check of its own mock holds from %s', async (name) => {
  const notes: string[] = [];
  const { outcome, cases } = await checkApi(locationOf(name), { onNote: (note) => notes.push(note) });
  expect(outcome.broken).toEqual([]);
  expect(notes).toEqual([expect.stringContaining('tsv') as string]);
  expect(cases.length).toBeGreaterThan(4);
});

test.each(locations)('a client is written from %s', async (name) => {
  const files = await generateClient(locationOf(name));
  const texts = new Map(files.map(({ name: of, text }) => [of, text]));
  expect(texts.get('types.ts')).toContain('readonly listPets: {');
  expect(texts.get('operations.ts')).toContain("style: 'pipeDelimited'");
  expect(texts.get('client.ts')).toContain(name === 'a file' ? "'/v1'" : new URL('/v1', address).href);
});
