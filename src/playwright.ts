import {
  test,
  type PlaywrightTestArgs,
  type PlaywrightTestOptions,
  type PlaywrightWorkerArgs,
  type PlaywrightWorkerOptions,
  type TestType,
} from '@playwright/test';
import { createMock, type Mock, type MockOptions } from './compose.js';
import type { BundledName, WorldHandle } from './tester.js';

export interface TestFixtures<A extends string = BundledName> {
  /** A world of the test's own, dropped after it. Whatever the pages of `context` ask of the mock happens there. */
  readonly world: WorldHandle<A>;
}

export interface WorkerFixtures<A extends string = BundledName> {
  /** One mock for all tests of a worker. */
  readonly mock: Mock<A>;
}

/**
 * Playwright's `test`, with a mock for the worker and a world for each test. Pages need not know of it; what Playwright
 * does not route, such as the `request` fixture and service workers, is given `world.headers`, or a token of the world.
 */
export function withMock<const A extends string = BundledName>(
  options: MockOptions<A | BundledName> = {},
): TestType<
  PlaywrightTestArgs & PlaywrightTestOptions & TestFixtures<A>,
  PlaywrightWorkerArgs & PlaywrightWorkerOptions & WorkerFixtures<A>
> {
  return test.extend<TestFixtures<A>, WorkerFixtures<A>>({
    mock: [
      // eslint-disable-next-line no-empty-pattern -- the runner reads from the pattern which fixtures are wanted
      async ({}, use) => {
        await using mock = await createMock<A>(options);
        await use(mock);
      },
      { scope: 'worker' },
    ],
    world: async ({ mock }, use) => {
      await using world = await mock.world();
      await use(world);
    },
    // Only a test that has pages gets a browser.
    context: async ({ context, mock, world }, use) => {
      // Added on the way, so that neither the app nor its preflights know of it.
      await context.route(
        (url) => isOf(mock.url, url),
        (route) => route.fallback({ headers: { ...route.request().headers(), ...world.headers } }),
      );
      await use(context);
    },
  });
}

// An app may call the mock by any name that leads to this machine (RFC 6761 section 6.3).
function isOf(mockUrl: string, { protocol, hostname, port }: URL): boolean {
  const mock = new URL(mockUrl);
  const isHere = /^(?:(?:.+\.)?localhost|127(?:\.\d+){3}|\[::1\])$/.test(hostname);
  return protocol === mock.protocol && port === mock.port && (hostname === mock.hostname || isHere);
}
