import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startMockCli, type RunningCli } from './support/cli.js';
import { hasCurl, runShell } from './support/curl.js';

interface Example {
  readonly command: string;
  readonly output: string;
  /** The file whose mock the block starts. @default the block starts none, and asks the one that all share */
  readonly file?: string | undefined;
}

const startsMock = /^npx signoff mock (\S+)$/;

const readme = readFileSync('README.md', 'utf8');
const examples = [...readme.matchAll(/^```console\n([\s\S]*?)^```$/gm)].flatMap(([, block = '']) => toExamples(block));

const files = [...new Set(examples.flatMap(({ file }) => file ?? []))];
const mocks = new Map<string | undefined, RunningCli>();

beforeAll(async () => {
  mocks.set(undefined, await startMockCli());
  for (const file of files) mocks.set(file, await startMockCli([file]));
});

afterAll(async () => {
  for (const mock of mocks.values()) await mock.stop();
});

test('the README shows examples', () => expect(examples.length).toBeGreaterThan(4));

// In their order, against one fresh mock, as a reader would run them.
test.skipIf(!hasCurl).each(examples)(
  '$command (needs curl)',
  ({ command, output, file }) => {
    const { url, output: told } = mocks.get(file) ?? { url: '', output: { stdout: '' } };
    const local = command.replaceAll('http://127.0.0.1:4010', url).replace('npx signoff', 'node dist/src/cli/main.js');
    const printed = startsMock.test(command) ? told.stdout : runShell(`NO_COLOR=1 ${local}`);
    expect(printed.replaceAll('\r\n', '\n').trim()).toMatch(toPattern(output));
  },
  90_000,
);

test.each(['ARCHITECTURE.md', 'CHANGELOG.md', 'docs/credentials.md', 'docs/errors.md', 'docs/state.md'])(
  '%s, which the README links to, exists',
  (file) => {
    expect(readme).toContain(`](${file})`);
    expect(readFileSync(file, 'utf8')).not.toBe('');
  },
);

function toExamples(block: string): Example[] {
  const parts = block.split(/^\$ /m).slice(1);
  const [, file] = startsMock.exec(parts[0]?.split('\n', 1)[0] ?? '') ?? [];
  return parts.map((part) => {
    const [command = '', ...output] = part.trimEnd().split('\n');
    return { command, output: output.join('\n'), file };
  });
}

// A line `…` stands for any lines that are left out, and within a line for any part of it.
function toPattern(output: string): RegExp {
  const parts = output.split(/^…$\n?/m).map((part) => part.trim().replace(/[\\^$.*+?()[\]{}|]/g, '\\$&'));
  return new RegExp(`^${parts.map((part) => part.replaceAll('…', '.*')).join('[\\s\\S]*')}$`);
}
