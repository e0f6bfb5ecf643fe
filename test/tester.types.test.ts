import { describe, expect, expectTypeOf } from 'vitest';
import { createMock, type AnswerName, type AnswerStatus, type Mock, type OperationId } from '../src/index.js';
import { withMock } from '../src/vitest.js';

// What must not compile stands below a `@ts-expect-error`, which `tsc` counts as an error where there is none. The same
// mistakes are refused when they are made all the same.
const test = withMock();

describe('what is not documented does not compile, and is refused', () => {
  test('an example', async ({ world }) => {
    // @ts-expect-error -- LogOut documents no such answer
    await expect(world.next('LogOut', { example: 'nope' })).rejects.toMatchObject({ code: 'EXAMPLE_UNKNOWN' });
    // @ts-expect-error -- an answer of another operation
    await expect(world.next('Login', { example: 'sessionGone' })).rejects.toMatchObject({ code: 'EXAMPLE_UNKNOWN' });
  });

  test('a status', async ({ world }) => {
    // @ts-expect-error -- LogOut never answers 418
    await expect(world.next('LogOut', { status: 418 })).rejects.toMatchObject({ code: 'EXAMPLE_UNKNOWN' });
    // @ts-expect-error -- 415 is a status of Login
    await expect(world.next('LogOut', { status: 415 })).rejects.toMatchObject({ code: 'EXAMPLE_UNKNOWN' });
  });

  test('an operation', async ({ world }) => {
    // @ts-expect-error -- LogOut is the name
    await expect(world.next('nope', { delay: 1 })).rejects.toMatchObject({ code: 'OPERATION_UNKNOWN' });
    // @ts-expect-error -- names are told apart by their case
    await expect(world.next('Logout', { delay: 1 })).rejects.toMatchObject({ code: 'OPERATION_UNKNOWN' });
    // @ts-expect-error -- nothing can match
    expect(await world.verify({ operation: 'nope' })).toMatchObject({ count: 0 });
  });

  test('an API', async ({ world }) => {
    // @ts-expect-error -- feishu is the name
    await expect(world.issue({ api: 'feishou' })).rejects.toMatchObject({ code: 'API_UNKNOWN' });
    // @ts-expect-error -- feishu is the name
    await expect(world.revoke('token', 'feishou')).rejects.toMatchObject({ code: 'API_UNKNOWN' });
    // @ts-expect-error -- feishu is the name
    await expect(world.sessions.list('feishou')).rejects.toMatchObject({ code: 'API_UNKNOWN' });
    // @ts-expect-error -- feishu is the name
    await expect(world.next('LogOut', { api: 'feishou', delay: 1 })).rejects.toMatchObject({
      code: 'OPERATION_UNKNOWN',
    });
    // @ts-expect-error -- feishu is the name
    expect(await world.verify({ api: 'feishou' })).toMatchObject({ count: 0 });
  });
});

test('what is documented compiles and is served', async ({ world }) => {
  expect(await world.next('LogOut', { example: 'sessionGone', status: 400, delay: 1, times: 2 })).toBe(2);
  expect(await world.next('Login', { status: 415 })).toBe(1);
  expect(await world.next('logout', { example: '1084002', api: 'feishu', fault: 'slow', duration: 1 })).toBe(1);
  expect(await world.next('tenantAccessTokenInternal', { example: '99991400' })).toBe(1);
  // Names of what the mock answers beside the documented answers.
  expect(await world.verify({ answer: 'no operation' })).toMatchObject({ count: 0 });
});

test('a mock of one API knows nothing of the other', async () => {
  await using mock = await createMock({ apis: ['feishu'] });
  expectTypeOf(mock).toEqualTypeOf<Mock<'feishu'>>();
  expect(await mock.next('logout', { example: '1080001' })).toBe(1);
  // @ts-expect-error -- an operation of FunGame
  await expect(mock.next('LogOut', { delay: 1 })).rejects.toMatchObject({ code: 'OPERATION_UNKNOWN' });
  // @ts-expect-error -- FunGame is not served
  await expect(mock.issue({ api: 'fungame' })).rejects.toMatchObject({ code: 'API_UNKNOWN' });
  // @ts-expect-error -- an operation of FunGame
  expect(await (await mock.world()).verify({ operation: 'LogOut' })).toMatchObject({ count: 0 });
});

test('a mock of a file takes any name, because nobody knows yet what the file says', async () => {
  await using mock = await createMock({ apis: ['openapi/feishu.yaml'] });
  expectTypeOf<Parameters<typeof mock.next>[0]>().toEqualTypeOf<string>();
  expect(await mock.next('logout', { example: '1080001' })).toBe(1);
  await expect(mock.next('nope', { status: 418 })).rejects.toMatchObject({ code: 'OPERATION_UNKNOWN' });
});

test('a mock of files beside an API in the box takes any name too', async () => {
  await using mock = await createMock({ apis: ['feishu', 'openapi/fungame.yaml'] });
  expect(await mock.next('LogOut', { status: 401 })).toBe(1);
  await expect(mock.next('nope', { delay: 1 })).rejects.toMatchObject({ code: 'OPERATION_UNKNOWN' });
});

test('createMock without names knows every API in the box', () => {
  const starts = [() => createMock(), () => createMock({ idleTime: 1 })];
  expectTypeOf(starts).items.returns.resolves.toEqualTypeOf<Mock>();
  expectTypeOf<Mock>().toEqualTypeOf<Mock<'fungame' | 'feishu'>>();
  type Operations = OperationId<'fungame' | 'feishu'>;
  expectTypeOf<Operations>().toEqualTypeOf<'LogOut' | 'Login' | 'logout' | 'tenantAccessTokenInternal'>();
});

test('answers and statuses are those of the operation', () => {
  expectTypeOf<AnswerName<'fungame' | 'feishu', 'LogOut'>>().toEqualTypeOf<
    'loggedOut' | 'sessionGone' | 'serverError' | '401'
  >();
  expectTypeOf<AnswerStatus<'fungame' | 'feishu', 'LogOut'>>().toEqualTypeOf<200 | 400 | 401>();
  expectTypeOf<AnswerStatus<'feishu', 'tenantAccessTokenInternal'>>().toEqualTypeOf<200 | 429>();
  expectTypeOf<AnswerName<'./any.yaml', 'whatever'>>().toEqualTypeOf<string>();
});
