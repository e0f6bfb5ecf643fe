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
  /** A world of the test's own, dropped after it. Whatever its pages ask of the mock happens there. */
  readonly world: WorldHandle<A>;
}

export interface WorkerFixtures<A extends string = BundledName> {
  /** One mock for all tests of a worker. */
  readonly mock: Mock<A>;
}

/** Playwright's `test`, with a mock for the worker and a world for each test. */
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
    world: [
      async ({ mock, context }, use) => {
        await using world = await mock.world();
        // Added on the way, so that neither the app nor its preflights know of it.
        await context.route(
          (url) => isOf(mock.url, url),
          (route) => route.continue({ headers: { ...route.request().headers(), ...world.headers } }),
        );
        await use(world);
      },
      { auto: true },
    ],
  });
}

// An app may call the mock by either name of this machine.
function isOf(mockUrl: string, url: URL): boolean {
  const { port, hostname } = new URL(mockUrl);
  return url.port === port && [hostname, 'localhost'].includes(url.hostname);
}
