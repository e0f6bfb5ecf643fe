import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { loadStatements } from '../../src/description/load-statements.js';
import { noStatements, statementsFileOf } from '../../src/description/statements.js';
import { UserError } from '../../src/errors.js';

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'statements-'));
});
afterAll(() => rm(folder, { recursive: true }));

test.each([
  ['openapi/fungame.yaml', 'openapi/fungame.statements.yaml'],
  ['openapi/fungame.yml', 'openapi/fungame.statements.yaml'],
  ['fungame.JSON', 'fungame.statements.yaml'],
  ['my.api.json', 'my.api.statements.yaml'],
])('beside %s stands %s', (description, statements) => {
  expect(statementsFileOf(description)).toBe(statements);
});

test('a statements file is read by ids', async () => {
  const statements = await loadStatements(
    await write([
      'title: Pets',
      'address: https://example.com/pets',
      'statements:',
      '  P1:',
      '    section: Overview',
      '    says: There are pets.',
      '    level: must',
      '  P2:',
      '    section: Notes',
      '    says: They are nice.',
      '    level: info',
      '    unchecked: Nobody can measure it.',
    ]),
  );
  expect(statements.title).toBe('Pets');
  expect(statements.address).toBe('https://example.com/pets');
  expect([...statements.byId.values()]).toEqual([
    { id: 'P1', section: 'Overview', says: 'There are pets.', level: 'must' },
    { id: 'P2', section: 'Notes', says: 'They are nice.', level: 'info', unchecked: 'Nobody can measure it.' },
  ]);
  expect([...statements.byId.keys()]).toEqual(['P1', 'P2']);
});

test('a file that does not exist states nothing', async () => {
  expect(await loadStatements(join(folder, 'nowhere.statements.yaml'))).toBe(noStatements);
  expect(noStatements.byId.size).toBe(0);
});

describe('a file of another form is refused by its name', () => {
  const statement = ['statements:', '  P1:', '    section: Overview', '    says: Pets.', '    level: must'];

  test.each([
    ['without an end', ['title: [']],
    ['that is empty', []],
    ['that is a list', ['- title']],
    ['without statements', ['title: Pets', 'address: here']],
    ['without an address', ['title: Pets', ...statement]],
    ['without a title', ['address: here', ...statement]],
    ['whose statements are empty', ['title: Pets', 'address: here', 'statements:']],
    ['whose statement says nothing', ['title: Pets', 'address: here', 'statements:', '  P1:']],
    ['with a level that does not exist', ['title: Pets', 'address: here', ...statement.with(-1, '    level: mst')]],
  ])('one %s', async (_, lines) => {
    const file = await write(lines);
    const thrown: unknown = await loadStatements(file).catch((error: unknown) => error);
    expect(thrown).toBeInstanceOf(UserError);
    expect(thrown).toMatchObject({ code: 'DESCRIPTION_UNREADABLE' });
    expect((thrown as UserError).message).toContain('.statements.yaml');
  });
});

test('a file that cannot be read for another reason is not taken for a missing one', async () => {
  await expect(loadStatements(folder)).rejects.toThrow(/EISDIR/);
});

let written = 0;
async function write(lines: readonly string[]): Promise<string> {
  const file = join(folder, `${(written += 1)}.statements.yaml`);
  await writeFile(file, lines.join('\n'));
  return file;
}
