import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readDocument, type ReadDocument } from '../../src/description/read-document.js';
import { UserError } from '../../src/errors.js';

const head = ['openapi: 3.1.0', 'info:', '  title: Pets', "  version: '1'"];

let root = '';
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'read-document-'));
});
afterAll(() => rm(root, { recursive: true }));

describe('a syntax error is reported with file, line and column', () => {
  test('a tab that indents', async () => {
    const refusal = await refusalOf({ 'pets.yaml': [...head, 'paths:', '\t/pets: {}'] });
    expect(refusal.code).toBe('DESCRIPTION_UNREADABLE');
    expect(refusal.place).toBe('pets.yaml:6:1');
    expect(refusal.message).toMatch(/tab/i);
  });

  test('a key that comes twice', async () => {
    const refusal = await refusalOf({ 'pets.yaml': [...head, 'paths: {}', 'paths: {}'] });
    expect(refusal.code).toBe('DESCRIPTION_UNREADABLE');
    expect(refusal.place).toBe('pets.yaml:6:1');
  });

  test('in a JSON file', async () => {
    const refusal = await refusalOf({
      'pets.json': ['{', '  "openapi": "3.1.0",', '  "info": {}', '  "paths": {}', '}'],
    });
    expect(refusal.code).toBe('DESCRIPTION_UNREADABLE');
    expect(refusal.place).toMatch(/^pets\.json:[34]:\d+$/);
  });

  test('in the file that it stands in, when another one refers to it', async () => {
    const refusal = await refusalOf({
      'pets.yaml': [...head, 'paths:', '  /pets:', '    $ref: paths.yaml'],
      'paths.yaml': ['get:', '  responses: {}', 'get: {}'],
    });
    expect(refusal.code).toBe('DESCRIPTION_UNREADABLE');
    expect(refusal.place).toBe('paths.yaml:3:1');
  });
});

describe('what breaks the schema of OpenAPI is reported with file, line and pointer, if it shall be refused', () => {
  const wrong = [
    ...head,
    'paths:',
    '  /pets:',
    '    get:',
    '      responses:',
    "        '200':",
    '          description: 5',
  ];

  test('a value of the wrong type', async () => {
    const refusal = await refusalOf({ 'pets.yaml': wrong });
    expect(refusal.code).toBe('DESCRIPTION_INVALID');
    expect(refusal.place).toBe('pets.yaml:10:11');
    expect(refusal.message).toContain('/paths/~1pets/get/responses/200/description must be string');
  });

  test('in a file with CRLF line ends', async () => {
    const refusal = await refusalOf({ 'pets.yaml': wrong.map((line) => `${line}\r`) });
    expect(refusal.place).toBe('pets.yaml:10:11');
  });

  test('in a JSON file', async () => {
    const refusal = await refusalOf({
      'pets.json': [
        '{',
        '  "openapi": "3.1.0",',
        '  "info": { "title": "Pets", "version": "1" },',
        '  "paths": 5',
        '}',
      ],
    });
    expect(refusal.code).toBe('DESCRIPTION_INVALID');
    expect(refusal.place).toBe('pets.json:4:3');
  });

  test('a missing member, at its parent', async () => {
    const refusal = await refusalOf({ 'pets.yaml': ['openapi: 3.1.0', 'paths: {}'] });
    expect(refusal.code).toBe('DESCRIPTION_INVALID');
    expect(refusal.place).toBe('pets.yaml:1:1');
    expect(refusal.message).toContain("'info'");
  });

  test('two operations of one id, which OpenAPI wants unique', async () => {
    const operation = ['      operationId: same', '      responses: {"200": {description: ok}}'];
    const refusal = await refusalOf({
      'pets.yaml': [...head, 'paths:', '  /a:', '    get:', ...operation, '  /b:', '    get:', ...operation],
    });
    expect(refusal.code).toBe('DESCRIPTION_INVALID');
    expect(refusal.message).toContain('same');
  });
});

describe('what cannot be found is named', () => {
  test('a file that is not there', async () => {
    const refusal = await refusalOf({ 'other.yaml': head }, 'pets.yaml');
    expect(refusal.code).toBe('DESCRIPTION_NOT_FOUND');
    expect(refusal.message).toMatch(/pets\.yaml/);
  });

  test('a folder in place of a file', async () => {
    expect((await refusalOf({ 'pets.yaml': head }, '.')).code).toBe('DESCRIPTION_NOT_FOUND');
  });

  test('a file that is referred to, with the one that refers to it', async () => {
    const refusal = await refusalOf({ 'pets.yaml': [...head, 'paths:', '  /pets:', '    $ref: gone.yaml'] });
    expect(refusal.code).toBe('DESCRIPTION_NOT_FOUND');
    expect(refusal.message).toMatch(/gone\.yaml.*pets\.yaml/);
  });

  test('a reference that leads nowhere, at the line it stands on', async () => {
    const schemas = [
      'components:',
      '  schemas:',
      '    PetList: true',
      '    A:',
      "      $ref: '#/components/schemas/Cat'",
    ];
    const refusal = await refusalOf({ 'pets.yaml': [...head, 'paths: {}', ...schemas] });
    expect(refusal.code).toBe('DESCRIPTION_INVALID');
    expect(refusal.place).toMatch(/^pets\.yaml:10:/);
    expect(refusal.message).toContain('#/components/schemas/Cat');
  });

  test('a reference whose text begins another one, at its own line', async () => {
    const schemas = [
      'components:',
      '  schemas:',
      '    PetList: true',
      "    A: { $ref: '#/components/schemas/PetList' }",
      "    B: { $ref: '#/components/schemas/Pet' }",
    ];
    const refusal = await refusalOf({ 'pets.yaml': [...head, 'paths: {}', ...schemas] });
    expect(refusal.place).toMatch(/^pets\.yaml:10:/);
  });

  test('a reference that leads nowhere in another file, with that file', async () => {
    const refusal = await refusalOf({
      'pets.yaml': [...head, 'paths: {}', 'components:', '  schemas:', "    A: { $ref: 'more.yaml#/Cat' }"],
      'more.yaml': ['Dog: true'],
    });
    expect(refusal.code).toBe('DESCRIPTION_UNREADABLE');
    expect(refusal.message).toMatch(/more\.yaml.*"#\/Cat"/);
  });
});

describe('what is no OpenAPI 3 description is refused', () => {
  test.each([
    ['an empty file', []],
    ['a text', ['hello']],
    ['a list', ['- openapi: 3.1.0']],
    ['another YAML file', ['name: pets', 'version: 1']],
    ['an AsyncAPI file', ['asyncapi: 3.0.0', 'info: { title: Pets, version: "1" }', 'channels: {}']],
    ['a file of Swagger 1', ["swaggerVersion: '1.2'", ...head.slice(1), 'paths: {}']],
  ])('%s', async (_, lines) => {
    const refusal = await refusalOf({ 'pets.yaml': lines });
    expect(refusal.code).toBe('DESCRIPTION_INVALID');
    expect(refusal.message).toMatch(/pets\.yaml.*not an OpenAPI description/);
  });

  test.each([
    ['a later version', ['openapi: 4.0.0', ...head.slice(1), 'paths: {}'], /4\.0\.0/],
    ['a version that is a number', ['openapi: 3.1', ...head.slice(1), 'paths: {}'], /must be a string/],
    [
      'a version of its own that is a number',
      [...head.slice(0, -1), '  version: 1', 'paths: {}'],
      /version must be string/,
    ],
  ])('%s', async (_, lines, message) => {
    const refusal = await refusalOf({ 'pets.yaml': lines });
    expect(refusal.code).toBe('DESCRIPTION_INVALID');
    expect(refusal.message).toMatch(message);
  });
});

interface Refusal {
  readonly code: string;
  readonly message: string;
  /** The last file:line:column that the message begins with, without its folder. */
  readonly place: string | undefined;
}

async function refusalOf(files: Readonly<Record<string, readonly string[]>>, file?: string): Promise<Refusal> {
  const folder = await mkdtemp(join(root, 'refused-'));
  const thrown: unknown = await read(folder, files, file).catch((error: unknown) => error);
  if (!(thrown instanceof UserError)) throw new Error(`not refused as it should be: ${JSON.stringify(thrown)}`);
  const prefix = join(relative(process.cwd(), folder), '/');
  const place = thrown.message.startsWith(prefix) ? thrown.message.slice(prefix.length).split(': ', 1)[0] : undefined;
  return { code: thrown.code, message: thrown.message, place };
}

async function read(
  folder: string,
  files: Readonly<Record<string, readonly string[]>>,
  file: string = Object.keys(files)[0] ?? '',
): Promise<ReadDocument> {
  await Promise.all(Object.entries(files).map(([name, lines]) => writeFile(join(folder, name), lines.join('\n'))));
  return readDocument(join(folder, file), true);
}
