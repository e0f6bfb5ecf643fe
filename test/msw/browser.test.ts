import { chromium as playwright, type Page } from '@playwright/test';
import { existsSync, readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { createRequire } from 'node:module';
import type { AddressInfo } from 'node:net';
import { resolve } from 'node:path';
import { build, type Rolldown } from 'vite';
import { expect, onTestFinished, test } from 'vitest';
import type { Handlers } from '../../src/msw.js';
import { chromium } from '../support/chromium.js';

const bundle = resolve('dist/browser/msw.js');
const hasBrowser = chromium !== undefined || process.env['SIGNOFF_REQUIRE_BROWSER'] === '1';

const app = `
import { setupWorker } from 'msw/browser';
import { createHandlers } from '${bundle}';
const handlers = createHandlers({ baseUrl: { feishu: '/api' } });
const worker = setupWorker(...handlers);
window.handlers = handlers;
window.ask = async (url, init) => {
  await (window.started ??= worker.start({ onUnhandledRequest: 'bypass', quiet: true }));
  const response = await fetch(url, init);
  const { status, headers } = response;
  return { status, body: await response.text(), reason: headers.get('signoff-reason') };
};`;

test('an app with handlers bundles for a browser, and nothing of Node.js is left', { timeout: 60_000 }, async () => {
  expect(existsSync(bundle), 'run `npm run build` first').toBe(true);
  const { modules, imports } = await bundleApp();
  expect(Object.keys(modules).some((id) => id === bundle)).toBe(true);
  expect(Object.keys(modules).filter((id) => /^node:|__vite-browser-external/.test(id))).toEqual([]);
  expect(imports).toEqual([]);
});

test.skipIf(!hasBrowser)(
  'a page that runs no server logs out twice, meets the documented errors, and planned faults (skipped where there is no Chromium)',
  { timeout: 60_000 },
  async () => {
    const page = await openApp((await bundleApp()).code);
    const send = (url: string, init: RequestInit): Promise<Answer> =>
      page.evaluate(([to, how]) => (globalThis as unknown as AppWindow).ask(to, how), [url, init] as [string, object]);
    const { token } = await page.evaluate(() =>
      (globalThis as unknown as AppWindow).handlers.issue({ api: 'fungame' }),
    );
    const logout = { method: 'POST', headers: { authorization: `Bearer ${token}` } };
    expect(await send('https://api.redbud.fun/user/logout', logout)).toMatchObject({
      status: 200,
      body: '{"RequestType":1,"StatusCode":200,"Message":"你已成功退出登录！","Data":{}}',
    });
    expect(await send('https://api.redbud.fun/user/logout', logout)).toEqual({
      status: 401,
      body: '',
      reason: expect.stringContaining('the credential is revoked') as string,
    });

    const authorization = 'Bearer t-7f1bcd13fc57d46bac21793a18e560';
    const headers = { authorization, 'content-type': 'application/json; charset=utf-8' };
    const end = (sid: string): Promise<Answer> =>
      send('/api/open-apis/passport/v1/sessions/logout', {
        method: 'POST',
        headers,
        body: JSON.stringify({ logout_type: 3, sid }),
      });
    expect(await end('AAAAAAAAAANll6nQoIAAFA==')).toMatchObject({
      status: 200,
      body: '{"code":0,"msg":"success","data":{}}',
    });
    expect(await end('nope')).toMatchObject({ status: 400, body: expect.stringContaining('1084001') as string });

    for (const fault of ['reset', 'cut'] as const) {
      await page.evaluate(
        (one) => (globalThis as unknown as AppWindow).handlers.next('LogOut', { fault: one, example: 'loggedOut' }),
        fault,
      );
      await expect(send('https://api.redbud.fun/user/logout', logout)).rejects.toThrow(/TypeError/);
    }
  },
);

interface Answer {
  readonly status: number;
  readonly body: string;
  readonly reason: string | null;
}

interface AppWindow {
  ask(url: string, init: RequestInit): Promise<Answer>;
  readonly handlers: Handlers;
}

async function bundleApp(): Promise<Rolldown.OutputChunk> {
  const built = await build({
    configFile: false,
    logLevel: 'warn',
    plugins: [
      {
        name: 'app',
        resolveId: (id) => (id === 'app' ? resolve('app.js') : undefined),
        load: (id) => (id === resolve('app.js') ? app : undefined),
      },
    ],
    build: { write: false, rolldownOptions: { input: 'app', output: { codeSplitting: false } } },
  });
  const [{ output }] = [built].flat() as [Rolldown.RolldownOutput];
  return output[0];
}

// A page of an app that is built, with the service worker of MSW beside it.
async function openApp(code: string): Promise<Page> {
  const files: Readonly<Record<string, string>> = {
    '/': '<!doctype html><script type="module" src="/app.js"></script>',
    '/app.js': code,
    '/mockServiceWorker.js': readFileSync(createRequire(import.meta.url).resolve('msw/mockServiceWorker.js'), 'utf8'),
  };
  const server = createServer(({ url = '/' }, response) => {
    const type = url.endsWith('.js') ? 'text/javascript' : 'text/html';
    response.writeHead(files[url] === undefined ? 404 : 200, { 'Content-Type': type }).end(files[url]);
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const browser = await playwright.launch({
    args: ['--no-sandbox', '--disable-background-networking'],
    ...(chromium !== undefined && { executablePath: chromium }),
  });
  onTestFinished(async () => {
    await browser.close();
    server.close();
  });
  const page = await browser.newPage();
  page.on('pageerror', (error) => console.error(error));
  await page.goto(`http://127.0.0.1:${String((server.address() as AddressInfo).port)}/`);
  return page;
}
