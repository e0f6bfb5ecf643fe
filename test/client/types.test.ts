import { expect, expectTypeOf, test } from 'vitest';
import { createClient, examples, type FeishuClient, type FunGameClient } from '../../src/client.js';

// What must not compile stands below a `@ts-expect-error`, which `tsc` counts as an error where there is none.
type LoggedOut = Awaited<ReturnType<FeishuClient['logout']>>;
type SignedOut = Awaited<ReturnType<FunGameClient['LogOut']>>;

test('a result narrows by its code', () => {
  expectTypeOf<LoggedOut['code']>().toEqualTypeOf<0 | 1080001 | 1084001 | 1084002>();
  expectTypeOf<Extract<LoggedOut, { ok: false }>['code']>().toEqualTypeOf<1080001 | 1084001 | 1084002>();
  expectTypeOf<Extract<LoggedOut, { code: 1084001 }>['status']>().toEqualTypeOf<400>();
  expectTypeOf<Extract<LoggedOut, { code: 1084001 }>['body']['code']>().toEqualTypeOf<1084001>();
  expectTypeOf<LoggedOut['status']>().toEqualTypeOf<200 | 400>();
});

test('a result without a code narrows by its status', () => {
  expectTypeOf<SignedOut['status']>().toEqualTypeOf<200 | 400 | 401>();
  expectTypeOf<Extract<SignedOut, { status: 401 }>['body']>().toEqualTypeOf<undefined>();
  expectTypeOf<''>().toExtend<Extract<SignedOut, { status: 400 }>['body']>();
  expectTypeOf<'Oops'>().not.toExtend<Extract<SignedOut, { status: 400 }>['body']>();
  expectTypeOf<Extract<SignedOut, { ok: true }>['body']['Message']>().toEqualTypeOf<string>();
  // @ts-expect-error -- FunGame has no such member
  expectTypeOf<SignedOut['code']>();
});

// @ts-expect-error -- without 1084002 the function may end without a text
function explain(result: LoggedOut): string {
  // eslint-disable-next-line @typescript-eslint/switch-exhaustiveness-check -- what is forgotten is the point
  switch (result.code) {
    case 0:
      return 'signed out';
    case 1080001:
      return 'a parameter is wrong';
    case 1084001:
      return 'no such session';
  }
}

function remember(result: LoggedOut): void {
  if (result.ok || result.code === 1080001 || result.code === 1084001) return;
  expectTypeOf(result.code).toEqualTypeOf<1084002>();
  // @ts-expect-error -- 1084002 is forgotten
  result satisfies never;
}

test('a code that is forgotten does not compile', () => {
  expect(explain(examples.feishu.logout.sidInvalid)).toBe('no such session');
  expect(explain(examples.feishu.logout.logoutReasonInvalid)).toBeUndefined();
  remember(examples.feishu.logout.logoutReasonInvalid);
});

test('a request that breaks the description does not compile', () => {
  const feishu = createClient('feishu', { baseUrl: 'http://127.0.0.1:1' });
  const calls = [
    // @ts-expect-error -- logout_type 1 needs a user_id
    () => feishu.logout({ body: { logout_type: 1 } }),
    // @ts-expect-error -- there is no logout_type 4
    () => feishu.logout({ body: { logout_type: 4, user_id: 'ou_1' } }),
    // @ts-expect-error -- there is no such kind of id
    () => feishu.logout({ body: { logout_type: 3, sid: 'a' }, query: { user_id_type: 'email' } }),
    // @ts-expect-error -- a body is needed
    () => feishu.logout(),
    // @ts-expect-error -- LogOut takes no body
    () => createClient('fungame').LogOut({ body: {} }),
    // @ts-expect-error -- feishu is the name
    () => createClient('feishou'),
  ];
  expect(calls).toHaveLength(6);
});

test('documented answers are results themselves, so that they can stand for the client', () => {
  expectTypeOf(examples.feishu.logout.sidInvalid).toExtend<LoggedOut>();
  expectTypeOf(examples.feishu.logout.success).toExtend<Extract<LoggedOut, { ok: true }>>();
  expectTypeOf<(typeof examples.fungame.LogOut)[keyof typeof examples.fungame.LogOut]>().toExtend<SignedOut>();
  expect(examples.fungame.LogOut.sessionGone).toMatchObject({ status: 400, body: { Message: '退出登录失败！' } });
});
