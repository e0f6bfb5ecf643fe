import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, type Page } from '@playwright/test';
import { withMock } from 'signoff/playwright';

interface App extends AsyncDisposable {
  readonly url: string;
  /** The headers of every request that it got. */
  readonly requests: IncomingHttpHeaders[];
}

const test = withMock({ apis: ['fungame'] }).extend<{ app: App; thirdParty: App }>({
  // eslint-disable-next-line no-empty-pattern -- the runner reads from the pattern which fixtures are wanted
  app: async ({}, use) => {
    await using app = await serveApp();
    await use(app);
  },
  // eslint-disable-next-line no-empty-pattern -- likewise
  thirdParty: async ({}, use) => {
    await using thirdParty = await serveApp();
    await use(thirdParty);
  },
});

// Two workers have four tests, so that two of them meet one mock, and any two may meet in time.
for (const name of ['one', 'two', 'three', 'four']) {
  test(`page ${name} logs the documented token out, once`, async ({ page, app, mock, world }) => {
    await page.goto(app.url);
    expect(await logOut(page, mock.url)).toBe(200);
    expect(await logOut(page, mock.url)).toBe(401);
    const [first, second, ...more] = await world.journal.entries();
    expect([first?.answer, second?.answer, more]).toEqual(['loggedOut', '401', []]);
    expect(first?.request.headers['origin']).toEqual([app.url]);
    expect(await mock.journal.entries()).toEqual([]);
  });
}

test('the mock is found by the other names of this machine', async ({ page, app, mock, world }) => {
  await page.goto(app.url);
  for (const host of ['localhost', 'api.localhost']) await logOut(page, mock.url.replace('127.0.0.1', host));
  const entries = await world.journal.entries();
  expect(entries.map(({ answer }) => answer)).toEqual(['loggedOut', '401']);
});

test('nobody but the mock is told the world', async ({ page, app, thirdParty, mock, world }) => {
  await page.goto(app.url);
  await logOut(page, mock.url);
  await logOut(page, thirdParty.url);
  await page.goto(thirdParty.url);
  const told = [...app.requests, ...thirdParty.requests];
  expect(told.length).toBeGreaterThan(2);
  for (const headers of told) expect(JSON.stringify(headers)).not.toContain(world.name);
  const [entry] = await world.journal.entries();
  expect(entry?.request.headers['signoff-world']).toEqual([world.name]);
});

test('a planned answer and a planned fault reach the page', async ({ page, app, mock, world }) => {
  await page.goto(app.url);
  await world.next('LogOut', { example: 'sessionGone' });
  await world.next('LogOut', { fault: 'cut' });
  expect(await logOut(page, mock.url)).toBe(400);
  expect(await logOut(page, mock.url)).toBe('failed');
  expect(await logOut(page, mock.url)).toBe(401);
});

test('routes of a test go before the mock, and let it have what they leave', async ({ page, app, mock, world }) => {
  await page.goto(app.url);
  await page.route('**/user/logout', (route) =>
    route.fallback({ headers: { ...route.request().headers(), 'x-added': 'yes' } }),
  );
  expect(await logOut(page, mock.url)).toBe(200);
  const [entry] = await world.journal.entries();
  expect(entry?.request.headers['x-added']).toEqual(['yes']);
});

// What the app under test does: a call to another origin, with a header that needs a preflight.
function logOut(page: Page, url: string): Promise<number | 'failed'> {
  return page.evaluate(async (target) => {
    try {
      const headers = { Authorization: 'Bearer eyJhbGciOiJIUzI1NiIs...' };
      const response = await fetch(target, { method: 'POST', headers });
      await response.text();
      return response.status;
    } catch {
      return 'failed';
    }
  }, `${url}/user/logout`);
}

async function serveApp(): Promise<App> {
  const requests: IncomingHttpHeaders[] = [];
  const server = createServer((request, response) => {
    requests.push(request.headers);
    response.setHeader('Access-Control-Allow-Origin', '*').setHeader('Content-Type', 'text/html');
    response.end('<!doctype html><title>app</title>');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return { url: `http://127.0.0.1:${String(port)}`, requests, [Symbol.asyncDispose]: () => close(server) };
}

function close(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}
