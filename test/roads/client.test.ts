import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { client } from '../../src/cli/client.js';
import { createMock } from '../../src/index.js';
import { runCli } from '../support/cli.js';

const root = join(import.meta.dirname, '../..');
const run = promisify(execFile);
let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'signoff-client-'));
  await mkdir(join(folder, 'node_modules'));
  await symlink(root, join(folder, 'node_modules/signoff'), 'junction');
  await writeFile(join(folder, 'package.json'), '{ "type": "module" }');
});

afterAll(() => rm(folder, { recursive: true }));

test('a client is written, type-checks strictly and calls a mock of its file', async () => {
  const output = join(folder, 'pets');
  const first = await runCli(['client', 'test/client/pets.yaml', '-o', output]);
  expect(first).toMatchObject({ code: 0, stderr: '' });
  expect(first.stdout).toContain(`wrote ${join(output, 'client.ts')}\n`);
  const again = vi.spyOn(process.stdout, 'write').mockReturnValue(true);
  expect(await client.run({ output }, ['test/client/pets.yaml'])).toBe(0);
  expect(again).toHaveBeenCalledExactlyOnceWith(first.stdout);
  again.mockRestore();
  await writeFile(join(folder, 'use.ts'), use);
  await writeFile(join(folder, 'readme.ts'), await readmeExample());
  await compile(['use.ts', 'readme.ts']);
  await using mock = await createMock({ apis: ['test/client/pets.yaml'] });
  const { stdout } = await run(process.execPath, ['out/use.js', mock.url], { cwd: folder });
  expect(JSON.parse(stdout)).toEqual(['Rex', 'gone', 'twin Rex', 'default 500', 'https://eu.example.com/v1/pets/7']);
  expect(await mock.verify({ operation: 'getPet', query: { fields: 'name,tame' } })).toMatchObject({ count: 2 });
}, 60_000);

test('parameters and forms are written in their styles, and `default` covers every other status', async () => {
  expect(await runCli(['client', 'test/client/styles.yaml', '-o', join(folder, 'styles')])).toMatchObject({ code: 0 });
  await writeFile(join(folder, 'use-styles.ts'), useStyles);
  await compile(['use-styles.ts']);
  const { stdout } = await run(process.execPath, ['out/use-styles.js'], { cwd: folder });
  expect(JSON.parse(stdout)).toEqual([
    'GET /labels/.a,b/;matrix=c;matrix=d/7 - - from=1,to=2 theme=dark',
    'GET /search?from=1&to=2&filter[tags]=x&filter[tags]=y&filter[range][to]=3&ids=1%7C2&where=%7B%22from%22%3A1%7D',
    'POST /orders application/x-www-form-urlencoded list=a&list=b%26c&joined=d,e&range=%7B%22from%22%3A1%7D&meta[k]=v',
    'accepted: later',
    'nothing is said',
  ]);
}, 60_000);

test.each([
  [[], 'out', 'ARGUMENT_INVALID', 'signoff client takes one API and a folder'],
  [['feishu', 'fungame'], 'out', 'ARGUMENT_INVALID', 'signoff client takes one API and a folder'],
  [['feishu'], '', 'ARGUMENT_INVALID', 'signoff client takes one API and a folder'],
  [['nobody'], 'out', 'API_UNKNOWN', 'No such API: nobody'],
  [['nope.yaml'], 'out', 'DESCRIPTION_NOT_FOUND', 'nope.yaml cannot be read'],
  [['feishu'], 'package.json/out', 'ARGUMENT_INVALID', 'The client cannot be written'],
])('client %j -o "%s" writes nothing and says why', async (apis, output, code, message) => {
  const refused = client.run({ output }, apis);
  await expect(refused).rejects.toMatchObject({ code, message: expect.stringContaining(message) as string });
});

test('a file of somebody else is never overwritten, and nothing beside it is written', async () => {
  const types = join(folder, 'types.ts');
  await writeFile(types, 'export type Mine = 1;\n');
  await expect(client.run({ output: folder }, ['fungame'])).rejects.toMatchObject({
    code: 'ARGUMENT_INVALID',
    message: `Not written by signoff client, so not overwritten: ${types}. Move them away, or choose another folder with --output.`,
  });
  expect(await readFile(types, 'utf8')).toBe('export type Mine = 1;\n');
  await expect(readFile(join(folder, 'client.ts'), 'utf8')).rejects.toMatchObject({ code: 'ENOENT' });
});

async function compile(files: readonly string[]): Promise<void> {
  const tsc = join(root, 'node_modules/typescript/bin/tsc');
  const strict = [
    '--strict',
    '--exactOptionalPropertyTypes',
    '--noUncheckedIndexedAccess',
    '--noUnusedLocals',
    '--skipLibCheck',
  ];
  const flags = ['--outDir', 'out', '--module', 'nodenext', '--target', 'es2023', '--lib', 'es2023,dom'];
  const types = ['--types', 'node', '--typeRoots', join(root, 'node_modules/@types')];
  await run(process.execPath, [tsc, ...strict, ...flags, ...types, ...files], { cwd: folder }).catch(
    (error: unknown) => {
      throw new Error((error as { stdout: string }).stdout);
    },
  );
}

// The example of the README, whose functions are the reader's own.
async function readmeExample(): Promise<string> {
  const readme = await readFile('README.md', 'utf8');
  const section = /^## A typed client$([\s\S]*?)^## /m.exec(readme)?.[1] ?? '';
  return /^```ts\n([\s\S]*?)^```$/m.exec(section)?.[1] ?? 'the README has no example';
}

const use = `import { createClient, examples } from './pets/client.js';

const options = { baseUrl: process.argv[2] };
const pets = createClient(options);
const found = await pets.getPet({ path: { petId: 7 }, query: { fields: ['name', 'tame'] } });
const headers = { Prefer: 'example=gone' };
const gone = await pets.getPet({ path: { petId: 7 }, query: { fields: ['name', 'tame'] }, headers });
const add = (prefer: string) =>
  pets['add-pet']({ body: { name: 'Rex' }, headers: { Prefer: prefer } });
const asked: string[] = [];
await createClient({ fetch: async ({ url }) => (asked.push(url), Response.json({ name: 'Rex' })) }).getPet({
  path: { petId: 7 },
});
console.log(JSON.stringify([explain(found), explain(gone), explainAdded(await add('example=twin')), explainAdded(await add('code=500')), ...asked]));

function explain(result: Awaited<ReturnType<typeof pets.getPet>>): string {
  if (result.ok) return result.body.name;
  switch (result.code) {
    case 'NO_PET':
      return 'none';
    case 'PET_GONE':
      return examples.getPet.thePetIsGone.code === result.code ? 'gone' : '';
  }
}

function explainAdded(result: Awaited<ReturnType<typeof add>>): string {
  switch (result.code) {
    case 1:
      return 'limit ' + result.body.limit.toFixed();
    case 2:
      return 'twin ' + result.body.twin;
    case undefined:
      return result.status === 201 ? String(result.body satisfies undefined) : 'default ' + result.status.toFixed();
  }
}

// @ts-expect-error -- a path parameter is needed
export const bad = () => pets.getPet({});
`;

const useStyles = `import { createClient } from './styles/client.js';

const seen: string[] = [];
const answers = [new Response(), Response.json({ why: 'later' }, { status: 202 }), Response.json({ code: null }, { status: 409 })];
const fetch = async (request: Request) => {
  const { method, url, headers } = request;
  const body = await request.text();
  const of = (name: string) => headers.get(name) ?? '-';
  const sent = [method, url.replace('https://styles.example.com', ''), of('Content-Type'), body || '-', of('X-Range'), of('Cookie')];
  seen.push(sent.join(' ').replace(/( -)+$/, ''));
  return answers.shift()!;
};
const client = createClient({ fetch });
await client.getByPath({
  path: { label: ['a', 'b'], matrix: ['c', 'd'], simple: 7 },
  header: { 'X-Range': { from: 1, to: 2 } },
  cookie: { theme: 'dark' },
});
const found = await client.search({
  query: { range: { from: 1, to: 2 }, filter: { tags: ['x', 'y'], range: { to: 3 } }, ids: [1, 2], where: '{"from":1}' },
});
const ordered = await client.order({
  body: { list: ['a', 'b&c'], joined: ['d', 'e'], range: { from: 1 }, meta: { k: 'v' } },
});
console.log(JSON.stringify([...seen, explainFound(found), explainOrdered(ordered)]));

function explainFound(result: typeof found): string {
  return result.status === 200 ? 'found' : result.ok ? 'accepted: ' + result.body.why : 'refused: ' + result.body.why;
}

function explainOrdered(result: typeof ordered): string {
  if (result.ok) return 'ordered';
  switch (result.code) {
    case 'SOLD_OUT':
      return 'sold out';
    case null:
      return 'nothing is said';
  }
}
`;
