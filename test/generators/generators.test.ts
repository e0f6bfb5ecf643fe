import { execFile } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { createMock, type Mock } from '../../src/index.js';
import { apis, generators, type Api, type Generator } from './generators.js';
import { showTable, type Row } from './table.js';

type Found = Readonly<Record<string, unknown>>;

interface Result {
  /** What the compiler says of the generated clients and their exercises. */
  readonly complaints: readonly string[];
  /** What the clients found, by what was due. */
  readonly found: Readonly<Record<Api, Found>>;
}

const here = import.meta.dirname;
const isInstalled = existsSync(join(here, 'node_modules')) || process.env['SIGNOFF_REQUIRE_GENERATORS'] === '1';

// What the clients should find, by column: of Feishu the code, of FunGame the status code.
const due: Readonly<Record<string, { readonly api: Api; readonly answer: string; readonly value: number }>> = {
  'Feishu success': { api: 'feishu', answer: 'success', value: 0 },
  'Feishu 1080001': { api: 'feishu', answer: '1080001', value: 1080001 },
  'Feishu 1084001': { api: 'feishu', answer: '1084001', value: 1084001 },
  'Feishu 1084002': { api: 'feishu', answer: '1084002', value: 1084002 },
  'FunGame success': { api: 'fungame', answer: 'success', value: 200 },
  'FunGame 400': { api: 'fungame', answer: '400', value: 400 },
  'FunGame 401': { api: 'fungame', answer: '401', value: 401 },
};

describe.skipIf(!isInstalled)('clients (skipped without `npm ci --prefix test/generators`)', () => {
  const results = new Map<Generator, Result>();

  beforeAll(async () => {
    await rm(join(here, 'generated'), { recursive: true, force: true });
    await Promise.all(generators.map(generate));
    const complaints = await compile();
    await using mock = await createMock();
    for (const generator of generators) {
      const found = {
        feishu: await exercise(generator, 'feishu', mock),
        fungame: await exercise(generator, 'fungame', mock),
      };
      results.set(generator, { complaints: complaints.filter((line) => isAbout(line, generator)), found });
    }
  }, 180_000);

  test.each(generators)('of $name compile, log out and tell each documented error', (generator) => {
    const result = results.get(generator);
    expect(result?.complaints).toEqual([]);
    expect(result && Object.values(due).filter((answer) => !isFound(answer, result)), JSON.stringify(result)).toEqual(
      [],
    );
  });

  test('are told of in the README as they came out', () => {
    const readme = readFileSync('README.md', 'utf8');
    const table = `\n${showTable([...results].map(([{ name }, result]) => toRow(name, result)))}\n`;
    const block = /(?<=<!-- generators:start -->\n)[\s\S]*?(?=<!-- generators:end -->)/;
    if (process.env['SIGNOFF_WRITE_TABLE'] === '1') writeFileSync('README.md', readme.replace(block, table));
    else expect(block.exec(readme)?.[0]).toBe(table);
  });
});

async function generate({ folder, name, commandFor }: Generator): Promise<void> {
  await mkdir(join(here, 'generated', folder), { recursive: true });
  for (const api of apis) {
    const [tool, ...args] = commandFor(api);
    const { isGood, output } = await run(bin(tool), args);
    if (!isGood) throw new Error(`${name} generates no client of ${api}:\n${output}`);
    await uncover(join(here, 'generated', folder, `${api}.ts`));
  }
}

// A file that asks the compiler to look away is checked all the same.
async function uncover(file: string): Promise<void> {
  if (!existsSync(file)) return;
  await writeFile(file, (await readFile(file, 'utf8')).replaceAll('// @ts-nocheck', ''));
}

async function compile(): Promise<readonly string[]> {
  const { isGood, output } = await run(bin('tsc'), ['--project', '.', '--pretty', 'false']);
  const complaints = output.split('\n').filter((line) => /error TS\d+/.test(line));
  if (!isGood && complaints.length === 0) throw new Error(`the compiler did not run:\n${output}`);
  return complaints;
}

async function exercise({ folder }: Generator, api: Api, mock: Mock): Promise<Found> {
  const { token } = await mock.issue({ api: 'fungame' });
  const script = join('generated', 'build', folder, `${api}.js`);
  const { isGood, output } = await run(process.execPath, [script], { BASE_URL: mock.url, FUNGAME_TOKEN: token });
  return isGood ? (JSON.parse(output) as Found) : { failed: output };
}

function isAbout(complaint: string, { folder }: Generator): boolean {
  return complaint.startsWith(`${folder}/`) || complaint.startsWith(`generated/${folder}/`);
}

function isFound({ api, answer, value }: { api: Api; answer: string; value: number }, { found }: Result): boolean {
  return found[api][answer] === value;
}

function toRow(name: string, result: Result): Row {
  const answers = Object.entries(due).map(([column, answer]) => [column, isFound(answer, result) ? 'yes' : 'no']);
  return {
    generator: name,
    'type-checks': result.complaints.every(isUnexpectedlyGood) ? 'yes' : 'no',
    ...(Object.fromEntries(answers) as Row),
    '`logout_type: 1` without `user_id`': result.complaints.some(isUnexpectedlyGood) ? 'compiles' : 'does not compile',
  };
}

// What is marked with `@ts-expect-error` and compiles is complained of by a number of its own.
function isUnexpectedlyGood(complaint: string): boolean {
  return complaint.includes('error TS2578');
}

function bin(tool: string): string {
  return join(here, 'node_modules', '.bin', tool);
}

// Some of the tools would tell their makers of each run.
function run(
  file: string,
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
): Promise<{ readonly isGood: boolean; readonly output: string }> {
  const options = { cwd: here, env: { ...process.env, NO_COLOR: '1', DO_NOT_TRACK: '1', ...env } };
  return new Promise((resolve) => {
    execFile(file, args, options, (error, stdout, stderr) => {
      resolve({ isGood: error === null, output: error === null ? stdout : stdout + stderr + error.message });
    });
  });
}
