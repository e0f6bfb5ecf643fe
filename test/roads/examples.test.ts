import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { chromium as browserType, type Page } from '@playwright/test';
import { expect, onTestFinished, test } from 'vitest';
import { parse } from 'yaml';
import { chromium } from '../support/chromium.js';
import { installPacked, startThere, type Installed } from '../support/packed.js';

const hasBrowser = chromium !== undefined || process.env['SIGNOFF_REQUIRE_BROWSER'] === '1';

test('vitest-consumer: the tests of an app pass', { timeout: 120_000 }, async () => {
  const { run } = await install('vitest-consumer');
  expect(await run('npm', ['test'])).toMatch(/Tests {2}4 passed \(4\)/);
});

test('staging-check: the steps of the workflow find a good server good', { timeout: 120_000 }, async () => {
  const { folder, run } = await install('staging-check');
  const staging = await startThere(folder, 'npx', ['signoff', 'mock', 'fungame', '-p', '0']);
  onTestFinished(() => staging.stop());
  const env = { STAGING_URL: staging.url, STAGING_USER: 'a', STAGING_SECOND_USER: 'b', STAGING_PASSWORD: 's' };
  const { steps, names } = await readWorkflow(join(folder, '.github/workflows/staging.yml'));
  expect(names.toSorted()).toEqual(Object.keys(env).toSorted());
  expect(steps[0]).toBe('npm ci');
  const told = await Promise.all(steps.slice(1).map((step) => run('sh', ['-c', step], env)));
  expect(told.join('')).toMatch(/The document is kept\. Cases: \d+ tried/);
  expect(await readFile(join(folder, 'report.html'), 'utf8')).toContain('</html>');
});

test.skipIf(!hasBrowser)(
  'vite-app: the page is built, logs out in a browser and shows every refusal (skipped where there is no Chromium)',
  { timeout: 120_000 },
  async () => {
    const { folder, run } = await install('vite-app');
    expect(await run('npm', ['run', 'build'])).toContain('dist/index.html');
    const { url, stop } = await startThere(folder, 'npm', ['run', 'dev', '--', '--host', '127.0.0.1', '--port', '0']);
    onTestFinished(stop);
    const page = await openPage(url);
    await press(page, ['Sign in', 'Log out', 'Log out again']);
    expect(await answersOf(page)).toEqual(['200 OK', '200 OK', '401 Unauthorized']);
    expect(await page.getByRole('status').innerText()).toContain('The token is revoked now.');
    expect(await refusalsOf(page)).toEqual({ count: 5, wrong: [] });
    await page.getByLabel('Feishu').check();
    await press(page, ['Sign in', 'Log out']);
    expect((await answersOf(page)).slice(-2)).toEqual(['200 OK', '200 OK']);
    expect(await refusalsOf(page)).toEqual({ count: 7, wrong: [] });
  },
);

async function install(example: string): Promise<Installed> {
  const installed = await installPacked(`examples/${example}`);
  onTestFinished(() => rm(installed.folder, { recursive: true, maxRetries: 5 }));
  return installed;
}

async function readWorkflow(file: string): Promise<{ steps: readonly string[]; names: readonly string[] }> {
  const { jobs } = parse(await readFile(file, 'utf8')) as {
    jobs: { check: { steps: readonly { run?: string; env?: Record<string, string> }[] } };
  };
  const { steps } = jobs.check;
  return { steps: steps.flatMap(({ run = [] }) => run), names: steps.flatMap(({ env = {} }) => Object.keys(env)) };
}

async function openPage(url: string): Promise<Page> {
  const args = ['--no-sandbox', '--disable-background-networking'];
  const browser = await browserType.launch({ args, ...(chromium !== undefined && { executablePath: chromium }) });
  onTestFinished(() => browser.close());
  const page = await browser.newPage();
  page.setDefaultTimeout(20_000);
  await page.goto(url);
  return page;
}

// Presses buttons, each when the answer to the one before is there.
async function press(page: Page, names: readonly string[]): Promise<void> {
  for (const name of names) {
    const before = await page.getByRole('article').count();
    await page.getByRole('button', { name, exact: true }).click();
    await page.getByRole('article').nth(before).waitFor();
  }
}

/** The statuses that the page shows, in the order of the requests. */
async function answersOf(page: Page): Promise<string[]> {
  return (await page.locator('article .status').allInnerTexts()).toReversed();
}

// Presses every button of the list; the newest answer has to be the one that the button promises.
async function refusalsOf(page: Page): Promise<{ count: number; wrong: readonly string[] }> {
  const labels = await page.getByRole('list').getByRole('button').allInnerTexts();
  const wrong = [];
  for (const label of labels) {
    await press(page, [label.replaceAll(/\s+/g, ' ')]);
    const shown = await page.getByRole('article').first().innerText();
    if (!shown.includes(label.split(/\s+/).at(-1) ?? '')) wrong.push(label);
  }
  return { count: labels.length, wrong };
}
