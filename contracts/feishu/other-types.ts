import type { Case } from '../../src/check/contract.js';
import { flawedCase, flawedType, type Flaws } from './flawed-case.js';
import { nobody } from './requests.js';
import type { Users } from './users.js';

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
    flawed('identifiers are strings', ['L30', 'L21', 'L37', 'L45'], (user, sid) => [
      ...otherThanText(user.open_id).map(({ what, value }) => ({
        flaw: `with ${what} as user_id`,
        request: { body: { logout_type: 1, user_id: value } },
      })),
      ...otherThanText(user.idp_credential_id ?? nobody.idp_credential_id).map(({ what, value }) => ({
        flaw: `with ${what} as idp_credential_id`,
        only: { logout_type: 2, idp_credential_id: value },
      })),
      ...otherThanText(sid).map(({ what, value }) => ({
        flaw: `with ${what} as sid`,
        only: { logout_type: 3, sid: value },
      })),
    ]),
    flawed('logout_reason is an integer', ['L33', 'L35', 'L45'], (user) =>
      [34.5, true, [34], {}].map((logout_reason) => ({
        flaw: `with logout_reason ${JSON.stringify(logout_reason)}`,
        request: { body: { logout_type: 1, user_id: user.open_id, logout_reason } },
      })),
    ),
    flawed('terminal_type is an array', ['L26', 'L45'], (user) =>
      [1, '1', true, {}].map((terminal_type) => ({
        flaw: `with terminal_type ${JSON.stringify(terminal_type)}, not in an array`,
        request: { body: { logout_type: 1, user_id: user.open_id, terminal_type } },
      })),
    ),
  ];
}

function otherThanText(text: string | undefined): readonly { readonly what: string; readonly value: unknown }[] {
  return [
    { what: 'a number', value: 7 },
    { what: 'a boolean', value: true },
    { what: 'a list', value: [text] },
    { what: 'an object', value: {} },
  ];
}
