import type { ConformingServer, FeishuFixtures } from '../trial-server.js';
import { startBase, type Changes } from './base.js';
import { done, failure } from './reply.js';
import { hasUser, idTypes, isTerminal, listed, rules, type Call } from './rules.js';
import { exempt, replace, reword } from './wrong/changes.js';

/** The base, made different where the document leaves it open. */
export const lawfulFeishuServers: readonly ConformingServer<FeishuFixtures>[] = [
  lawful('tells nobody who exists', () => exempt(['userKnown', 'idpKnown', 'sidKnown'], () => true)),
  lawful('refuses an unknown user in its own way', () => reword('userKnown', () => failure(99992351))),
  lawful('answers an unknown user with 404', () => reword('userKnown', () => failure(99992351, 404))),
  lawful('knows a user by any id, whatever user_id_type says', () =>
    exempt(['userKnown'], (call) => idTypes.some((idType) => hasUser(call, idType, call.body.user_id))),
  ),
  lawful('signs out once, by whichever id', () => {
    const gone = new Set<unknown>();
    return {
      rules: {
        userKnown: (call) => {
          const user = userOf(call);
          return call.body.logout_type === 3 || (user !== undefined && !gone.has(user)) ? undefined : failure(1080001);
        },
        idpKnown: () => undefined,
        sidKnown: (call) => rules.sidKnown(call) ?? (gone.has(call.body.sid) ? failure(1084001) : undefined),
      },
      success: (call) => {
        gone.add(call.body.logout_type === 3 ? call.body.sid : userOf(call));
        return done();
      },
    };
  }),
  lawful('ends sessions: each user has one, and is out when it is ended', () => {
    const gone = new Set<number>();
    return {
      rules: {
        userKnown: (call) => rules.userKnown(call) ?? refuseGone(call, gone),
        idpKnown: (call) => rules.idpKnown(call) ?? refuseGone(call, gone),
        sidKnown: (call) => rules.sidKnown(call) ?? refuseGone(call, gone),
      },
      success: (call) => {
        gone.add(placeOf(call));
        return done();
      },
    };
  }),
  lawful('refuses wrong parameters with 99992402', () => replace([1080001], () => failure(99992402))),
  lawful('refuses wrong parameters with a code of its own', () => replace([1080001], () => failure(40001))),
  lawful('refuses wrong parameters with a negative code', () => replace([1080001], () => failure(-1))),
  lawful('answers a malformed sid with 1080001', () => reword('sidWellFormed', () => failure(1080001))),
  lawful('does not look at what is in terminal_type', () => exempt(['terminals'], () => true)),
  lawful('takes some terminal types that are not documented', () =>
    exempt(['terminals'], ({ body }) =>
      listed(body.terminal_type).every((terminal) => isTerminal(terminal) || terminal === 7),
    ),
  ),
  lawful('reads logout_type "1"', () => ({
    understand: (body) => (body.logout_type === '1' ? { ...body, logout_type: 1 } : body),
  })),
];

function lawful(name: string, change: () => Changes): ConformingServer<FeishuFixtures> {
  return { name, start: () => startBase(change()) };
}

function userOf({ fixtures, body, idType }: Call): unknown {
  const id = body.logout_type === 2 ? body.idp_credential_id : body.user_id;
  const kinds = body.logout_type === 2 ? ['idp_credential_id'] : idTypes;
  return idType === ''
    ? undefined
    : fixtures.users.find((user) => Object.entries(user).some(([kind, value]) => kinds.includes(kind) && value === id));
}

// The user at a place has the session at that place.
function placeOf(call: Call): number {
  const { fixtures, body, idType } = call;
  if (body.logout_type === 3) return fixtures.sids.findIndex((sid) => sid === body.sid);
  const kind = body.logout_type === 2 ? 'idp_credential_id' : idType;
  const id = body.logout_type === 2 ? body.idp_credential_id : body.user_id;
  return fixtures.users.findIndex((user) => Object.entries(user).some((entry) => entry[0] === kind && entry[1] === id));
}

function refuseGone(call: Call, gone: ReadonlySet<number>): ReturnType<typeof failure> | undefined {
  return gone.has(placeOf(call)) ? failure(call.body.logout_type === 3 ? 1084001 : 1080001) : undefined;
}
