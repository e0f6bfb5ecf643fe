import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { chromium } from './support/chromium.js';

interface Run {
  readonly stats: { readonly expected: number; readonly unexpected: number; readonly flaky: number };
  readonly errors: readonly unknown[];
}

const cli = join(dirname(createRequire(import.meta.url).resolve('@playwright/test/package.json')), 'cli.js');
const hasBrowser = chromium !== undefined || process.env['SIGNOFF_REQUIRE_BROWSER'] === '1';

test('the built package has what the specs import', () => {
  expect(existsSync('dist/src/playwright.js'), 'run `npm run build` first').toBe(true);
});

test('a test without pages gets a mock and a world, and starts no browser', { timeout: 60_000 }, async () => {
  const { stats, output } = await runPlaywright('no browser');
  expect(stats, output).toMatchObject({ expected: 2, unexpected: 0, flaky: 0 });
});

test.skipIf(!hasBrowser)(
  'every page test has a world of its own, which third parties do not hear of (skipped where there is no Chromium)',
  { timeout: 60_000 },
  async () => {
    const { stats, output } = await runPlaywright('chromium');
    expect(stats, output).toMatchObject({ expected: 8, unexpected: 0, flaky: 0 });
  },
);

// Runs the specs of one project in `test/playwright/`, with the built package.
async function runPlaywright(project: string): Promise<Run & { readonly output: string }> {
  const folder = await mkdtemp(join(tmpdir(), 'signoff-playwright-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  const args = ['test', '-c', 'test/playwright/playwright.config.ts', '--project', project, '--reporter', 'json'];
  const env = { ...process.env, FORCE_COLOR: '0', SIGNOFF_PLAYWRIGHT_OUTPUT: folder };
  const output = await new Promise<string>((resolve) => {
    execFile(process.execPath, [cli, ...args], { env }, (_, stdout, stderr) => resolve(stdout + stderr));
  });
  const report = output.slice(output.indexOf('{'), output.lastIndexOf('}') + 1);
  return { ...(JSON.parse(report) as Run), output };
}
