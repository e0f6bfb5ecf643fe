import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';

const run = promisify(execFile);

test('the descriptions are clean under the recommended rules of Redocly', async () => {
  // Each problem, a warning too, is a line `::warning …` or `::error …` in this format.
  const { stdout, stderr } = await run('npx', ['redocly', 'lint', '--format', 'github-actions']);
  expect(stdout).not.toContain('::');
  expect(stderr).toContain('Your API descriptions are valid');
}, 60_000);

test('the descriptions are clean under the recommended rules of Spectral', async () => {
  const names = ['fungame', 'fungame.login', 'feishu', 'feishu.gateway', 'feishu.token', 'control'];
  const files = names.map((name) => `openapi/${name}.yaml`);
  const { stdout } = await run('npx', ['spectral', 'lint', '--format', 'json', '--quiet', ...files]);
  expect(JSON.parse(stdout)).toEqual([]);
}, 60_000);
