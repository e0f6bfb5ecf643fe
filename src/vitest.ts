import { test, type TestAPI } from 'vitest';
import { createMock, type Mock, type MockOptions } from './compose.js';
import type { BundledName, WorldHandle } from './tester.js';

export interface MockFixtures<A extends string = BundledName> {
  /** One mock for all tests of a file. */
  readonly mock: Mock<A>;
  /** A world of the test's own, dropped after it. */
  readonly world: WorldHandle<A>;
}

/** Vitest's `test`, with a mock for the file and a world for each test. */
export function withMock<const A extends string = BundledName>(
  options: MockOptions<A | BundledName> = {},
): TestAPI<MockFixtures<A>> {
  return test.extend<MockFixtures<A>>({
    mock: [
      // eslint-disable-next-line no-empty-pattern -- the runner reads from the pattern which fixtures are wanted
      async ({}, use) => {
        await using mock = await createMock<A>(options);
        await use(mock);
      },
      { scope: 'file' },
    ],
    world: async ({ mock }, use) => {
      await using world = await mock.world();
      await use(world);
    },
  });
}
