import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { parseReports } from '../../src/cli/reports.js';
import { readReports } from '../../src/index.js';
import { wrongFunGameServers } from '../servers/fungame/wrong.js';
import { runCli, type Ended } from '../support/cli.js';

const noGithub = { GITHUB_ACTIONS: '', GITHUB_STEP_SUMMARY: '' };
let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'signoff-reports-'));
});

afterAll(() => rm(folder, { recursive: true }));

/** Checks the first wrong server; reports go into the folder. */
async function checkWrong(args: readonly string[], environment: NodeJS.ProcessEnv = noGithub): Promise<Ended> {
  const running = await wrongFunGameServers[0]?.start();
  const target = join(folder, 'target.json');
  await writeFile(target, JSON.stringify({ fungame: { ...running?.fixtures, url: running?.url } }));
  const ended = await runCli(['check', 'fungame', '--target', target, ...args], environment);
  await running?.close();
  for (const token of running?.fixtures.tokens ?? []) expect(ended.stdout).not.toContain(token);
  return ended;
}

test('one run writes every format, into folders that it makes, and no report holds a token', async () => {
  const files = { junit: 'deep/er/a.xml', json: 'b.json', html: 'c.html', sarif: 'd.sarif' };
  const wishes = Object.entries(files).map(([format, file]) => `${format}=${join(folder, file)}`);
  const { code, stdout } = await checkWrong(['--report', [...wishes, 'github'].join(',')]);
  expect(code).toBe(1);
  expect(stdout).toMatch(/^::error title=signoff fungame F16::POST \/user\/logout: /m);
  const texts = await Promise.all(Object.values(files).map((file) => readFile(join(folder, file), 'utf8')));
  const { fungame } = JSON.parse(await readFile(join(folder, 'target.json'), 'utf8')) as {
    fungame: { tokens: readonly string[] };
  };
  for (const text of texts) {
    expect(text).toContain('F16');
    for (const token of fungame.tokens) expect(text).not.toContain(token);
  }
  expect(readReports(texts[1] ?? '', 'b.json')[0]?.outcome.broken).not.toEqual([]);
});

test('in GitHub Actions, annotations and summary come by themselves', async () => {
  const summary = join(folder, 'summary.md');
  await writeFile(summary, 'before\n');
  const { stdout } = await checkWrong([], { GITHUB_ACTIONS: 'true', GITHUB_STEP_SUMMARY: summary });
  expect(stdout).toMatch(/^::error /m);
  expect(await readFile(summary, 'utf8')).toMatch(/^before\n### ❌ FunGame WebAPI/);
});

test('elsewhere nothing is annotated', async () => {
  expect((await checkWrong([])).stdout).not.toMatch(/^::/m);
});

test('a report that cannot be written is said: exit 2', async () => {
  const { code, stderr } = await runCli(['check', 'fungame', '--report', `html=${folder}`], noGithub);
  expect(code).toBe(2);
  expect(stderr).toContain(`signoff: The report ${folder} cannot be written: EISDIR`);
});

test('signoff merge puts shards together, writes reports and exits as the whole run would', async () => {
  const shard = (index: number): string => join(folder, `shard-${index}.json`);
  await checkWrong(['--shard', '1/2', '--report', `json=${shard(1)}`]);
  await checkWrong(['--shard', '2/2', '--report', `json=${shard(2)}`]);
  const html = join(folder, 'merged.html');
  const { code, stdout } = await runCli(['merge', shard(1), shard(2), '--report', `html=${html}`], noGithub);
  expect(code).toBe(1);
  expect(stdout).toMatch(/^The document is broken in 1 way\. Cases: \d+ tried/m);
  expect(existsSync(html)).toBe(true);
});

test('merging what is kept is exit 0, too little coverage exit 1', async () => {
  const file = join(folder, 'kept.json');
  await runCli(['check', 'fungame', '--only', 'F03', '--report', `json=${file}`], noGithub);
  expect((await runCli(['merge', file], noGithub)).code).toBe(0);
  const { code, stderr } = await runCli(['merge', file, '--min-coverage', '100'], noGithub);
  expect(code).toBe(1);
  expect(stderr).toMatch(/^fungame: coverage \d+ % is below the 100 % of --min-coverage\.$/m);
});

test.each([
  ['no file', [], 'ARGUMENT_INVALID'],
  ['a file that does not exist', ['nope.json'], 'REPORT_INVALID'],
  ['a file that is no report', ['package.json'], 'REPORT_INVALID'],
])('signoff merge with %s is one clear sentence, exit 2', async (_, args, code) => {
  const { stderr, code: exit } = await runCli(['merge', ...args], noGithub);
  expect(exit).toBe(2);
  expect(stderr).toMatch(new RegExp(`^signoff: .+ \\[${code}\\]\\n$`));
});

test('a list of reports is read', () => {
  expect(parseReports('junit=a.xml, json=b=c.json,github')).toEqual([
    { format: 'junit', file: 'a.xml' },
    { format: 'json', file: 'b=c.json' },
    { format: 'github' },
  ]);
});

test('every mistake of a list of reports is told at once, with the way out', () => {
  expect(() => parseReports('jnit=a,html,,github=x,json=b,sarif=b')).toThrow(
    '--report: there is no format jnit; html needs a file, as in html=report.html; a format is missing; ' +
      'github takes no file; two reports go to b. Known are junit=<file>',
  );
});
