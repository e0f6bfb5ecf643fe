import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { createValidator } from '../../src/conformance/validator.js';
import { loadDescription } from '../../src/description/load.js';

// What was read has to be of use: these descriptions are loaded from files and validated against.

const head = ['openapi: 3.1.0', 'info:', '  title: Pets', "  version: '1'"];
const ok = "      responses: {'200': {description: ok}}";

const none = { path: {}, query: {}, header: {}, cookie: {} };

let root = '';
let folder = '';
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'loaded-schemas-'));
});
beforeEach(async () => {
  folder = await mkdtemp(join(root, 'test-'));
});
afterAll(() => rm(root, { recursive: true }));

describe('OpenAPI 3.0', () => {
  test('may say nullable and exclusiveMinimum: true', async () => {
    const validate = await validatorOf([
      'openapi: 3.0.3',
      ...head.slice(1),
      'paths: {}',
      'components:',
      '  schemas:',
      '    Body:',
      '      properties:',
      '        name: { type: string, nullable: true }',
      '        size: { type: integer, minimum: 5, exclusiveMinimum: true }',
    ]);
    expect(validate({ name: null, size: 6 })).toEqual([]);
    expect(validate({ name: 5, size: 5 })).toEqual(['/body/name', '/body/size']);
  });
});

describe('references', () => {
  const circular = ['type: object', 'required: [value]', 'properties:', '  value: { type: integer }'];
  const good = { value: 1, next: { value: 2, next: { value: 3 } } };
  const bad = { value: 1, next: { value: 2, next: { value: 'three' } } };

  test('into another file are followed', async () => {
    await write('more.yaml', ['Body: { type: integer }']);
    const validate = await validatorOf([
      ...head,
      'paths: {}',
      'components:',
      '  schemas:',
      '    Body: { $ref: more.yaml#/Body }',
    ]);
    expect([validate(5), validate('five')]).toEqual([[], ['/body']]);
  });

  test('may be circular', async () => {
    const body = [...circular, "  next: { $ref: '#/components/schemas/Body' }"].map((line) => `      ${line}`);
    const validate = await validatorOf([...head, 'paths: {}', 'components:', '  schemas:', '    Body:', ...body]);
    expect([validate(good), validate(bad)]).toEqual([[], ['/body/next/next/value']]);
  });

  test('may be circular in another file', async () => {
    await write('more.yaml', ['Node:', ...[...circular, "  next: { $ref: '#/Node' }"].map((line) => `  ${line}`)]);
    const validate = await validatorOf([
      ...head,
      'paths: {}',
      'components:',
      '  schemas:',
      '    Body: { $ref: more.yaml#/Node }',
    ]);
    expect([validate(good), validate(bad)]).toEqual([[], ['/body/next/next/value']]);
  });

  test('may be circular over two files', async () => {
    await write('more.yaml', [
      'Node:',
      ...[...circular, '  next: { $ref: pets.yaml#/components/schemas/Body }'].map((line) => `  ${line}`),
    ]);
    const validate = await validatorOf([
      ...head,
      'paths: {}',
      'components:',
      '  schemas:',
      '    Body: { $ref: more.yaml#/Node }',
    ]);
    expect([validate(good), validate(bad)]).toEqual([[], ['/body/next/next/value']]);
  });
});

describe('operations without operationId', () => {
  test('have ids of their own, other operations keep theirs', async () => {
    await write('pets.yaml', [
      ...head,
      'paths:',
      '  /pets/{id}:',
      '    get:',
      ok,
      '    put:',
      '      operationId: change',
      ok,
    ]);
    const { operations } = await loadDescription(join(folder, 'pets.yaml'));
    expect(operations.map(({ id }) => id)).toEqual(['getPetsId', 'change']);
  });

  test('are told apart, also where their paths differ in signs only', async () => {
    const parameters = '      parameters: [{ name: n, in: query, required: true, schema: { type: integer } }]';
    await write('pets.yaml', [...head, 'paths:', '  /a-b:', '    get:', parameters, ok, '  /a/b:', '    get:', ok]);
    const { document, operations } = await loadDescription(join(folder, 'pets.yaml'));
    const validator = createValidator(document);
    const violations = operations.map((operation) => validator.request(operation, structuredClone(none)).length);
    expect(violations).toEqual([1, 0]);
  });
});

async function write(name: string, lines: readonly string[]): Promise<void> {
  await writeFile(join(folder, name), lines.join('\n'));
}

// Validates bodies of `POST /a` against the component `Body` of a description whose `paths` are still empty.
async function validatorOf(lines: readonly string[]): Promise<(body: unknown) => readonly string[]> {
  const content = "application/json: { schema: { $ref: '#/components/schemas/Body' } }";
  const paths = ['paths:', '  /a:', '    post:', `      requestBody: { content: { ${content} } }`, ok];
  await write(
    'pets.yaml',
    lines.flatMap((line) => (line === 'paths: {}' ? paths : [line])),
  );
  const { document, operations } = await loadDescription(join(folder, 'pets.yaml'));
  const validator = createValidator(document);
  const [operation] = operations;
  if (operation === undefined) throw new Error('the description has no operation');
  return (body) => validator.request(operation, { ...structuredClone(none), body }).map(({ pointer }) => pointer);
}
