import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { createValidator } from '../../src/conformance/validator.js';
import { loadDescription, type Description } from '../../src/description/load.js';
import { UserError } from '../../src/errors.js';

const head = ['openapi: 3.1.0', 'info:', '  title: Pets', "  version: '1'"];
const ok = "      responses: {'200': {description: ok}}";
const none = { path: {}, query: {}, header: {}, cookie: {} };

let root = '';
let folder = '';
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'load-'));
});
beforeEach(async () => {
  folder = await mkdtemp(join(root, 'test-'));
});
afterAll(() => rm(root, { recursive: true }));

describe('a description', () => {
  test('has the name of its file, its operations, and every file it was read from', async () => {
    await write('pets.yaml', [...head, 'paths:', '  /pets:', '    $ref: more.yaml']);
    await write('more.yaml', ['get:', '  operationId: listPets', "  responses: {'200': {description: ok}}"]);
    const description = await loadDescription(join(folder, 'pets.yaml'));
    expect(description.name).toBe('pets');
    expect(description.operations.map(({ id }) => id)).toEqual(['listPets']);
    expect(filesOf(description)).toEqual(['more.yaml', 'pets.statements.yaml', 'pets.yaml']);
  });

  test('has the statements that stand beside it', async () => {
    await write('pets.yaml', [...head, 'paths: {}']);
    const statement = '{ section: Overview, says: There are pets., level: must }';
    await write('pets.statements.yaml', [
      'title: Pets',
      'address: https://example.com',
      'statements:',
      `  P1: ${statement}`,
    ]);
    const { statements } = await loadDescription(join(folder, 'pets.yaml'));
    expect(statements.byId.get('P1')).toMatchObject({ id: 'P1', says: 'There are pets.' });
  });

  test('may have no statements', async () => {
    await write('pets.yaml', [...head, 'paths: {}']);
    const { statements } = await loadDescription(join(folder, 'pets.yaml'));
    expect([...statements.byId]).toEqual([]);
  });

  test('may be a JSON file, and says the same then', async () => {
    await write('pets.yaml', [...head, 'paths:', '  /pets/{id}:', '    get:', ok]);
    const yaml = await loadDescription(join(folder, 'pets.yaml'));
    const paths = { '/pets/{id}': { get: { responses: { '200': { description: 'ok' } } } } };
    const json = JSON.stringify({ openapi: '3.1.0', info: { title: 'Pets', version: '1' }, paths }, undefined, '\t');
    await write('pets.json', [json]);
    const { files, ...rest } = await loadDescription(join(folder, 'pets.json'));
    expect(rest).toEqual({
      name: yaml.name,
      document: yaml.document,
      operations: yaml.operations,
      statements: yaml.statements,
    });
    expect(files).toContain(join(folder, 'pets.json'));
  });

  test('cannot be changed', async () => {
    await write('pets.yaml', [...head, 'paths: {}']);
    const description = await loadDescription(join(folder, 'pets.yaml'));
    expect(() => Object.assign(description, { name: 'cats' })).toThrow(TypeError);
  });

  test('is refused for an x-when that makes no sense, with its file', async () => {
    const responses = "      responses: {'200': {description: ok, x-when: sometimes}}";
    await write('pets.yaml', [...head, 'paths:', '  /pets:', '    get:', responses]);
    const thrown: unknown = await loadDescription(join(folder, 'pets.yaml')).catch((error: unknown) => error);
    expect(thrown).toBeInstanceOf(UserError);
    expect(thrown).toMatchObject({ code: 'DESCRIPTION_INVALID' });
    expect((thrown as UserError).message).toMatch(/pets\.yaml.*GET \/pets 200/);
  });
});

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

describe('companions', () => {
  const answer = (name: string): string[] => [
    '      responses:',
    "        '200': { description: ok }",
    "        '400':",
    '          description: bad',
    '          content:',
    `            application/json: { examples: { ${name}: { value: ${name} } } }`,
  ];

  test('lend their named answers to the operation of the same method and path, after its own', async () => {
    await write('pets.yaml', [
      ...head,
      'paths:',
      '  /a:',
      '    get:',
      ...answer('own'),
      '    put:',
      ...answer('other'),
    ]);
    await write('gateway.yaml', [...head, 'paths:', '  /a:', '    get:', ...answer('lent'), '  /b:', '    get:', ok]);
    const file = join(folder, 'pets.yaml');
    const description = await loadDescription(file, { companions: [join(folder, 'gateway.yaml')] });
    const answers = description.operations.map(({ method, path, answers }) => [
      method,
      path,
      answers.map(({ name }) => name),
    ]);
    expect(answers).toEqual([
      ['GET', '/a', ['200', 'own', 'lent']],
      ['PUT', '/a', ['200', 'other']],
    ]);
    expect(filesOf(description)).toEqual(['gateway.yaml', 'pets.statements.yaml', 'pets.yaml']);
  });

  test('may be several', async () => {
    await write('pets.yaml', [...head, 'paths:', '  /a:', '    get:', ...answer('own')]);
    await write('one.yaml', [...head, 'paths:', '  /a:', '    get:', ...answer('first')]);
    await write('two.yaml', [...head, 'paths:', '  /a:', '    get:', ...answer('second')]);
    const companions = [join(folder, 'one.yaml'), join(folder, 'two.yaml')];
    const { operations } = await loadDescription(join(folder, 'pets.yaml'), { companions });
    expect(operations[0]?.answers.map(({ name }) => name)).toEqual(['200', 'own', 'first', 'second']);
  });

  test('have to exist', async () => {
    await write('pets.yaml', [...head, 'paths: {}']);
    const loading = loadDescription(join(folder, 'pets.yaml'), { companions: [join(folder, 'gone.yaml')] });
    await expect(loading).rejects.toMatchObject({ code: 'DESCRIPTION_NOT_FOUND' });
  });
});

async function write(name: string, lines: readonly string[]): Promise<void> {
  await writeFile(join(folder, name), lines.join('\n'));
}

function filesOf({ files }: Description): readonly string[] {
  return files.map((file) => file.slice(join(folder, '/').length)).sort();
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
