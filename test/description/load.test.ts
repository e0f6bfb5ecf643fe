import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { loadDescription, type Description } from '../../src/description/load.js';

const head = ['openapi: 3.1.0', 'info:', '  title: Pets', "  version: '1'"];
const ok = "      responses: {'200': {description: ok}}";

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

  test('serves no operation whose x-when makes no sense, and says where it stands', async () => {
    const responses = "      responses: {'200': {description: ok, x-when: sometimes}}";
    await write('pets.yaml', [...head, 'paths:', '  /pets:', '    get:', responses, '    put:', ok]);
    const { operations, notes } = await loadDescription(join(folder, 'pets.yaml'));
    expect(operations.map(({ unserved }) => unserved)).toEqual([
      expect.stringMatching(/pets\.yaml:8:\d+: \S+x-when must have exactly one of/),
      undefined,
    ]);
    expect(notes).toEqual([expect.stringMatching(/^1 of 2 operations is not served as described: .*GET \/pets/)]);
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
    await write('gateway.yaml', [
      ...head,
      'paths:',
      '  /b:',
      '    get:',
      ...answer('strange'),
      '  /a:',
      '    get:',
      ...answer('lent'),
    ]);
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

  test('lend no answer without a name', async () => {
    const bare = "      responses: { '400': { description: bad, content: { application/json: { example: bare } } } }";
    await write('pets.yaml', [...head, 'paths:', '  /a:', '    get:', ...answer('own')]);
    await write('gateway.yaml', [...head, 'paths:', '  /a:', '    get:', bare]);
    const description = await loadDescription(join(folder, 'pets.yaml'), {
      companions: [join(folder, 'gateway.yaml')],
    });
    expect(description.operations[0]?.answers.map(({ name }) => name)).toEqual(['200', 'own']);
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
