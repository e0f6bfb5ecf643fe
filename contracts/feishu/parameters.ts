import type { Case } from '../../src/check/contract.js';
import type { UserFixture } from '../../src/check/fixtures.js';
import { flawedCase, flawedType, wrongParameter, type Flaws } from './flawed-case.js';
import { nobody, type Body } from './requests.js';
import { plain, together, type Users } from './users.js';

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
      { flaw: 'with an empty object', only: {}, codes: wrongParameter },
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

function allIds({ open_id, idp_credential_id }: UserFixture, sid: string): Body {
  return { user_id: open_id, ...(idp_credential_id !== undefined && { idp_credential_id }), sid };
}
