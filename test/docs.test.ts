import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startMockCli, type RunningCli } from './support/cli.js';
import { hasCurl, runShell } from './support/curl.js';

interface Example {
  readonly command: string;
  readonly output: string;
}

const readme = readFileSync('README.md', 'utf8');
const examples = [...readme.matchAll(/^```console\n([\s\S]*?)^```$/gm)].flatMap(([, block = '']) => toExamples(block));

let mock: RunningCli;

beforeAll(async () => {
  mock = await startMockCli();
});

afterAll(async () => {
  await mock.stop();
});

test('the README shows examples', () => expect(examples.length).toBeGreaterThan(4));

// In their order, against one fresh mock, as a reader would run them.
test.skipIf(!hasCurl).each(examples)('$command (needs curl)', ({ command, output }) => {
  const local = command
    .replaceAll('http://127.0.0.1:4010', mock.url)
    .replace('npx signoff', 'node dist/src/cli/main.js');
  const printed = runShell(`NO_COLOR=1 ${local}`).replaceAll('\r\n', '\n').trim();
  expect(printed).toMatch(toPattern(output));
});

test.each(['ARCHITECTURE.md', 'CHANGELOG.md', 'docs/errors.md'])('%s, which the README links to, exists', (file) => {
  expect(readme).toContain(`](${file})`);
  expect(readFileSync(file, 'utf8')).not.toBe('');
});

function toExamples(block: string): Example[] {
  return block
    .split(/^\$ /m)
    .slice(1)
    .map((part) => {
      const [command = '', ...output] = part.trimEnd().split('\n');
      return { command, output: output.join('\n') };
    });
}

// A line `…` stands for any lines that are left out, and within a line for any part of it.
function toPattern(output: string): RegExp {
  const parts = output.split(/^…$\n?/m).map((part) => part.trim().replace(/[\\^$.*+?()[\]{}|]/g, '\\$&'));
  return new RegExp(`^${parts.map((part) => part.replaceAll('…', '.*')).join('[\\s\\S]*')}$`);
}
