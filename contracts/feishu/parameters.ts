import type { Case } from '../../src/check/contract.js';
import type { UserFixture } from '../../src/check/fixtures.js';
import type { Trial } from '../../src/check/trial.js';
import { isSuccess, judgeParameterError, type DueRefusal } from './answers.js';
import { logout, nobody, nobodysSid, type Body, type LogoutRequest } from './requests.js';
import { plain, together, type Users } from './users.js';

/** A request with one flaw, and the codes that are due for it. */
interface Flawed extends Omit<DueRefusal, 'statements'> {
  /** What differs from the plainest request. */
  readonly request?: Partial<LogoutRequest>;
  /** Instead: the whole body of a request without a query. */
  readonly only?: Body;
}

// The gateway's own code for a field that is missing or wrong comes before the documented one.
const wrongParameter = [1080001, 99992402] as const;

/** What is refused for its parameters, and with which code. */
export function parameterCases(users: Users): readonly Case[] {
  const flawed = (title: string, statements: Case['statements'], flaws: Flaws): Case =>
    flawedCase(users, { title, statements }, flaws);
  return [
    flawed('logout_type is required', ['L24', 'L45'], (user, sid) => [
      { flaw: 'without logout_type', request: { body: { user_id: user.open_id } }, codes: wrongParameter },
      {
        flaw: 'with an idp_credential_id and no logout_type',
        only: { idp_credential_id: user.idp_credential_id ?? nobody.idp_credential_id },
        codes: wrongParameter,
      },
      { flaw: 'with a sid and no logout_type', only: { sid }, codes: wrongParameter },
    ]),
    flawed('logout_type is 1, 2 or 3', ['L25', 'L24', 'L45'], (user, sid) => [
      ...[0, 4, -1, 8, 31, 1.5].map((logout_type) => flawedType(logout_type, user)),
      {
        flaw: 'with logout_type 4 and identifiers of all three ways',
        request: { body: { ...allIds(user, sid), logout_type: 4 } },
        codes: wrongParameter,
      },
    ]),
    flawed('user_id is required when logout_type is 1', ['L31', 'L45'], (user, sid) => [
      { flaw: 'with logout_type 1 and no user_id', request: { body: { logout_type: 1 } }, codes: wrongParameter },
      {
        flaw: 'with logout_type 1 and an idp_credential_id only',
        request: { body: { logout_type: 1, idp_credential_id: user.idp_credential_id ?? nobody.idp_credential_id } },
        codes: wrongParameter,
      },
      {
        flaw: 'with logout_type 1 and a sid only',
        only: { logout_type: 1, sid },
        codes: wrongParameter,
      },
    ]),
    flawed('idp_credential_id is required when logout_type is 2', ['L22', 'L45'], (user) => [
      { flaw: 'with logout_type 2 and no idp_credential_id', only: { logout_type: 2 }, codes: wrongParameter },
      {
        flaw: 'with logout_type 2 and a user_id only',
        only: { logout_type: 2, user_id: user.open_id },
        codes: wrongParameter,
      },
    ]),
    flawed('sid is required when logout_type is 3', ['L38', 'L45', 'L46'], (user) => [
      { flaw: 'with logout_type 3 and no sid', only: { logout_type: 3 }, codes: [...wrongParameter, 1084001] },
      {
        flaw: 'with logout_type 3 and a user_id only',
        only: { logout_type: 3, user_id: user.open_id, idp_credential_id: user.idp_credential_id },
        codes: [...wrongParameter, 1084001],
      },
    ]),
    flawed('a malformed sid is invalid', ['L46', 'L37'], () => [
      { flaw: 'with the sid "!"', only: { logout_type: 3, sid: '!' }, codes: [1084001] },
    ]),
    ...together([logoutReasons(users)]),
    flawed('user_id_type is one of the documented kinds', ['L17', 'L45'], (user) => [
      { flaw: 'with user_id_type foo', request: { ...plain(users, user), userIdType: 'foo' }, codes: wrongParameter },
    ]),
    flawed('the body is a JSON object', ['L45', 'L24'], (user) => [
      { flaw: 'within a JSON array', request: { body: JSON.stringify([{ logout_type: 1, user_id: user.open_id }]) } },
      { flaw: 'with malformed JSON', request: { body: '{"logout_type":' } },
      { flaw: 'with a JSON array', request: { body: '[]' } },
      { flaw: 'with a JSON text', request: { body: '"logout"' } },
      { flaw: 'with an empty body', request: { body: '' } },
    ]),
  ];
}

/** Values of another JSON type than the documented one: a server may read them all the same, but to the letter. */
export function typeCases(users: Users): readonly Case[] {
  const flawed = (title: string, statements: Case['statements'], flaws: Flaws): Case =>
    flawedCase(users, { title, statements }, (user, sid) =>
      flaws(user, sid).map((flaw) => ({ ...flaw, level: 'letter' })),
    );
  return [
    flawed('logout_type is an integer', ['L24', 'L25', 'L45'], (user) =>
      [true, [1], {}].map((logout_type) => flawedType(logout_type, user)),
    ),
    flawed('identifiers are strings', ['L30', 'L21', 'L37', 'L45'], () => [
      { flaw: 'with an object as user_id', request: { body: { logout_type: 1, user_id: {} } } },
      { flaw: 'with an object as idp_credential_id', only: { logout_type: 2, idp_credential_id: {} } },
      { flaw: 'with an object as sid', only: { logout_type: 3, sid: {} } },
    ]),
    flawed('logout_reason is an integer', ['L33', 'L35', 'L45'], (user) =>
      [34.5, {}].map((logout_reason) => ({
        flaw: `with logout_reason ${JSON.stringify(logout_reason)}`,
        request: { body: { logout_type: 1, user_id: user.open_id, logout_reason } },
      })),
    ),
    flawed('terminal_type is an array', ['L26', 'L45'], (user) => [
      {
        flaw: 'with terminal_type 1, not in an array',
        request: { body: { logout_type: 1, user_id: user.open_id, terminal_type: 1 } },
      },
    ]),
  ];
}

/** What the document leaves open; it comes last, as any of it may sign somebody out. */
export function openCases(users: Users): readonly Case[] {
  const observed = (title: string, statements: Case['statements'], flaws: Flaws): Case =>
    flawedCase(users, { title, statements, mayChange: true, observes: true }, (user, sid) =>
      flaws(user, sid).map((flaw) => ({ ...flaw, level: 'info' })),
    );
  return [
    observed('a user who does not exist', ['L30'], () => [
      { flaw: 'with an unknown user_id', request: { body: { logout_type: 1, user_id: nobody.open_id } } },
      {
        flaw: 'with an unknown idp_credential_id',
        only: { logout_type: 2, idp_credential_id: nobody.idp_credential_id },
      },
      { flaw: 'with an unknown sid', only: { logout_type: 3, sid: nobodysSid } },
    ]),
    observed('a logout_type as a text, or null', ['L24'], (user) =>
      ['1', null].map((logout_type) => flawedType(logout_type, user)),
    ),
    observed('a terminal_type that is not documented', ['L28'], (user) =>
      [[7], [0], [9], [1, 7], [1.5], ['1']].map((terminal_type) => ({
        flaw: `with terminal_type ${JSON.stringify(terminal_type)}`,
        request: { body: { logout_type: 1, user_id: user.open_id, terminal_type } },
      })),
    ),
    idsOfOtherKinds(users),
  ];
}

function logoutReasons(users: Users): Case {
  return flawedCase(users, { title: 'logout_reason is 34, 35 or 36', statements: ['L47', 'L35'] }, (user) =>
    [
      { logout_reason: 33 },
      { logout_reason: 37 },
      { logout_reason: 0 },
      { logout_reason: 340, terminal_type: [1] },
    ].map((members) => ({
      flaw: `with logout_reason ${String(members.logout_reason)}`,
      request: { body: { logout_type: 1, user_id: user.open_id, ...members } },
      // With a user who is not there, or not signed in, a server may complain of that first.
      ...(user !== nobody && users.isSurelyIn(user) && { codes: [1084002], exactly: true }),
    })),
  );
}

// A session that exists, where there is one: a server that falls back on it would end it.
async function borrowSid({ fixtures }: Trial, { lastingSid }: Users): Promise<string> {
  if (lastingSid !== undefined) return lastingSid;
  return fixtures.missing('sid') === undefined ? fixtures.borrowSid() : nobodysSid;
}

function allIds({ open_id, idp_credential_id }: UserFixture, sid: string): Body {
  return { user_id: open_id, ...(idp_credential_id !== undefined && { idp_credential_id }), sid };
}

function flawedType(logout_type: unknown, user: UserFixture): Flawed {
  return {
    flaw: `with logout_type ${JSON.stringify(logout_type)}`,
    request: { body: { logout_type, user_id: user.open_id } },
    codes: wrongParameter,
  };
}

type Flaws = (user: UserFixture, sid: string) => readonly Flawed[];

// Sent with a real user where there is one: otherwise a refusal might be about the user, not about the flaw.
function flawedCase(users: Users, about: Omit<Case, 'needs' | 'run'>, flaws: Flaws): Case {
  const { statements } = about;
  return {
    ...about,
    needs: ['tenantAccessToken'],
    async run(trial) {
      for (const index of flaws(nobody, nobodysSid).keys()) {
        const user = users.anybody(trial);
        const flawed = flaws(user, await borrowSid(trial, users))[index];
        if (flawed !== undefined) await expectRefused(trial, users, { user, flawed, statements });
      }
    },
  };
}

interface Attempt {
  readonly user: UserFixture;
  readonly flawed: Flawed;
  readonly statements: readonly string[];
}

async function expectRefused(trial: Trial, users: Users, { user, flawed, statements }: Attempt): Promise<void> {
  const { request, only, ...due } = flawed;
  const sent = only === undefined ? { ...plain(users, user), ...request } : { body: only };
  const exchange = await trial.send(logout(trial, sent));
  if (isSuccess(exchange)) {
    users.signedOut(user, sent.body);
    if (typeof sent.body === 'object' && 'sid' in sent.body) trial.fixtures.loseSid();
  }
  judgeParameterError(trial, exchange, { ...due, statements });
}

const kinds = ['open_id', 'union_id', 'user_id'] as const;

// The same user under an id of another kind than user_id_type says.
function idsOfOtherKinds(users: Users): Case {
  return {
    title: 'an id of another kind than user_id_type names',
    statements: ['L30', 'L17'],
    needs: ['tenantAccessToken', 'user'],
    mayChange: true,
    observes: true,
    async run(trial) {
      for (const userIdType of kinds) {
        for (const kind of kinds.filter((other) => other !== userIdType)) {
          const user = users.choose(trial, kind, userIdType);
          if (user === undefined) continue;
          const request = { userIdType, body: { logout_type: 1, user_id: user[kind] } };
          const flawed = { flaw: `with the ${kind} of a user as ${userIdType}`, request, level: 'info' } as const;
          await expectRefused(trial, users, { user, flawed, statements: ['L30', 'L17'] });
        }
      }
    },
  };
}
