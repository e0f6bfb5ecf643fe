import type { Case } from '../../src/check/contract.js';
import { expectRefused, flawedCase, flawedType, type Flaws } from './flawed-case.js';
import { nobody, nobodysSid } from './requests.js';
import type { Users } from './users.js';

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
    observed('members of which the document does not speak', ['L24'], (user) =>
      [{ x: 1 }, { sid: null }, { terminal_type: [] }].map((member) => ({
        flaw: `with ${JSON.stringify(member)} beside what counts`,
        request: { body: { logout_type: 1, user_id: user.open_id, ...member } },
        isHarmless: true,
      })),
    ),
    idsOfOtherKinds(users),
  ];
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
