import type { Case } from '../../src/check/contract.js';
import type { UserFixture } from '../../src/check/fixtures.js';
import { Inconclusive } from '../../src/check/trial.js';
import { codeOf, isRefusal } from './answers.js';
import { logout, type LogoutRequest } from './requests.js';
import { expectSuccess, plain, type DueSuccess, type Users } from './users.js';

/** What signs a user out beside the plainest request. */
export function successCases(users: Users): readonly Case[] {
  return [
    variation(
      users,
      'logout_type 2 signs a user out by idp_credential_id',
      ['L25', 'L21', 'L22'],
      ['idp_credential_id'],
      (user) => [
        {
          feature: 'by idp_credential_id',
          withoutUserIdType: true,
          request: { body: { logout_type: 2, idp_credential_id: user.idp_credential_id } },
        },
      ],
    ),
    variation(users, 'a union_id names a user', ['L17', 'L30'], ['union_id'], (user) => [
      { feature: 'by union_id', request: { userIdType: 'union_id', body: { logout_type: 1, user_id: user.union_id } } },
    ]),
    variation(users, 'user_id_type is optional and means open_id', ['L18', 'L15'], ['open_id'], () => [
      { feature: 'without user_id_type', withoutUserIdType: true },
    ]),
    byUserId(users),
    variation(users, 'every documented logout_reason is accepted', ['L35', 'L33'], ['open_id'], () =>
      [34, 35, 36].flatMap((logout_reason) =>
        [{ logout_reason }, { logout_reason, terminal_type: [1, 2] }].map((extra) => ({
          feature: `with ${Object.entries(extra)
            .map(([name, value]) => `${name} ${JSON.stringify(value)}`)
            .join(' and ')}`,
          extra,
        })),
      ),
    ),
    variation(users, 'every documented terminal_type is accepted', ['L28', 'L26'], ['open_id'], () =>
      [[1], [2], [3], [4], [5], [6], [8], [1, 2, 3, 4, 5, 6, 8]].map((terminal_type) => ({
        feature: `with terminal_type ${JSON.stringify(terminal_type)}`,
        extra: { terminal_type },
      })),
    ),
    withoutCharset(users),
  ];
}

interface Variant {
  readonly feature: string;
  readonly request?: Partial<LogoutRequest>;
  /** Members beside those of the plainest body. */
  readonly extra?: Readonly<Record<string, unknown>>;
  /** Whether user_id_type is left away: nothing says that it may come where no user_id counts. */
  readonly withoutUserIdType?: boolean;
}

type Variants = (user: UserFixture) => readonly Variant[];

function variation(
  users: Users,
  title: string,
  statements: Case['statements'],
  ids: readonly (keyof UserFixture)[],
  variants: Variants,
): Case {
  return {
    title,
    statements,
    needs: ['tenantAccessToken', 'user'],
    mayChange: true,
    succeeds: true,
    async run(trial) {
      for (const index of variants({}).keys()) {
        const user = users.choose(trial, 'open_id', ...ids);
        if (user === undefined)
          throw new Inconclusive(`no user of the target has ${ids.join(' and ')} beside an open_id`);
        const variant = variants(user)[index];
        if (variant === undefined) return;
        const request = vary(plain(users, user), users, variant);
        await expectSuccess(trial, users, { user, request, feature: variant.feature, statements });
      }
    },
  };
}

function vary(base: LogoutRequest, { extras }: Users, variant: Variant): LogoutRequest {
  const { request = {}, extra = {}, withoutUserIdType = false } = variant;
  const { userIdType, ...rest } = { ...base, ...request };
  const { body } = rest;
  return {
    ...rest,
    ...(!withoutUserIdType && userIdType !== undefined && { userIdType }),
    body: typeof body === 'string' ? body : { ...body, ...extras.body, ...extra },
  };
}

// The gateway asks for a scope of its own before it takes a user_id (L19).
function byUserId(users: Users): Case {
  return {
    title: 'a user_id names a user',
    statements: ['L17', 'L30'],
    needs: ['tenantAccessToken', 'user'],
    mayChange: true,
    succeeds: true,
    async run(trial) {
      const user = users.choose(trial, 'open_id', 'user_id');
      if (user === undefined) throw new Inconclusive('no user of the target has a user_id beside an open_id');
      const body = { logout_type: 1, user_id: user.user_id, ...users.extras.body };
      const request = { ...plain(users, user), userIdType: 'user_id', body };
      const excuse: DueSuccess['excuse'] = (exchange) =>
        codeOf(exchange) === 99991672 ? 'the app may not name users by user_id' : undefined;
      await expectSuccess(trial, users, { user, request, feature: 'by user_id', statements: ['L17', 'L30'], excuse });
    },
  };
}

function withoutCharset(users: Users): Case {
  return {
    title: 'Content-Type may lack its charset',
    statements: ['L14'],
    needs: ['tenantAccessToken', 'user'],
    mayChange: true,
    observes: true,
    async run(trial) {
      const user = users.choose(trial, 'open_id');
      if (user === undefined) return;
      const exchange = await trial.send(logout(trial, { ...plain(users, user), contentType: 'application/json' }));
      if (!isRefusal(exchange)) return;
      const message = 'a Content-Type without charset is refused';
      const departure = {
        rule: 'media-type',
        statements: ['L14'],
        message,
        expected: 'code 0',
        came: String(exchange.reply.status),
      };
      trial.report(exchange, departure, 'info');
    },
  };
}
