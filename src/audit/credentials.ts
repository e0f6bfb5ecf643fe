import { isBasic } from '../description/credential-places.js';
import type { Operation } from '../description/operations.js';
import { credentialStates, type CredentialState } from '../description/when.js';
import { authenticate, presentedTokens } from '../mock/authenticate.js';
import { headerValues, type Incoming } from '../mock/incoming.js';
import { matchApi } from '../mock/match-api.js';
import type { Mutant, Original, Setting } from './mutant.js';
import { present, withHeader } from './present.js';

/** Servers that take a wrong credential for a good one, or refuse a good one. */
export function credentialMutants({ operations, acceptsAny }: Original): readonly Mutant[] {
  const secured = operations.filter(({ security }) => security.flat().length > 0);
  return secured.flatMap((operation) => {
    const schemes = operation.security.flat().map(({ scheme }) => scheme);
    const isHttp = schemes.some(({ type }) => type === 'http');
    const isJwt = schemes.some((scheme) => 'bearerFormat' in scheme && scheme.bearerFormat === 'JWT');
    const known = documentedStates(operation, acceptsAny);
    const wrongs = [
      ...known.map(takenForGood),
      ...(known.includes('unknown') ? [...likenesses, ...(isJwt ? jwtLikenesses : [])].map(takenForAlike) : []),
      ...(isHttp ? schemeNames : []),
      refusedLive,
    ];
    return wrongs.map((wrong) => toMutant(operation, wrong));
  });
}

/** What a server makes of a request, instead of the truth. */
interface Wrong {
  readonly what: string;
  /** Rest of the sentence that begins with the method and the path. */
  readonly title: string;
  readonly state: CredentialState;
  readonly misread: (incoming: Incoming, operation: Operation, setting: Setting) => Incoming | Promise<Incoming>;
}

function toMutant(operation: Operation, { what, title, state, misread }: Wrong): Mutant {
  return {
    id: `credential ${operation.id}: ${what}`,
    title: `${operation.method} ${operation.path} ${title}.`,
    statements: credentialStatements(operation, state),
    begin: (setting) => ({
      misread(incoming) {
        const match = matchApi([setting.api], incoming);
        const isMeant = match.kind === 'operation' && match.operation.id === operation.id;
        return isMeant ? misread(incoming, operation, setting) : incoming;
      },
    }),
  };
}

/** The statements of an operation about credentials in this state. */
export function credentialStatements(
  { security, answers, statements }: Operation,
  state: CredentialState,
): readonly string[] {
  const ofSchemes = security.flat().flatMap((named) => named.statements);
  const refusals = answers.filter(({ when }) => when.kind === 'credential' && when.states.includes(state));
  const ofAnswers = refusals.flatMap((answer) => [...answer.statements, ...answer.responseStatements]);
  const found = [...new Set([...ofSchemes, ...ofAnswers])];
  return found.length > 0 ? found : statements;
}

/** The state in which a credential is refused; `undefined` for a good one. */
export async function refusalOf(
  incoming: Incoming,
  operation: Operation,
  setting: Setting,
): Promise<string | undefined> {
  const { api, world } = setting;
  const who = await authenticate(operation, incoming, { behaviour: api.behaviour, world });
  return who.kind === 'refused' ? who.state : undefined;
}

/** The request with a good credential, that nobody else has. */
export async function withGoodOne(
  incoming: Incoming,
  operation: Operation,
  { api, world }: Setting,
): Promise<Incoming> {
  const schemes = (operation.security[0] ?? []).map(({ scheme }) => scheme);
  const scheme = schemes.find(isBasic) ?? schemes.find(({ type }) => type !== 'mutualTLS');
  const { token } = await api.behaviour.issue(world, { scheme });
  return present(incoming, operation, token);
}

// That a credential ends is documented or not; that there has to be one, that somebody issued, goes without saying.
function documentedStates({ answers }: Operation, acceptsAny: boolean): readonly CredentialState[] {
  const named = answers.flatMap(({ when }) => (when.kind === 'credential' ? when.states : []));
  const evident: readonly CredentialState[] = acceptsAny
    ? ['missing', 'malformed']
    : ['missing', 'malformed', 'unknown'];
  return credentialStates.filter((state) => evident.includes(state) || (named.includes(state) && state !== 'unknown'));
}

function takenForGood(state: CredentialState): Wrong {
  return {
    what: `${state} taken for good`,
    title: `takes a credential that is ${state} for a good one`,
    state,
    misread: async (incoming, operation, setting) =>
      (await refusalOf(incoming, operation, setting)) === state ? withGoodOne(incoming, operation, setting) : incoming,
  };
}

interface Likeness {
  readonly what: string;
  readonly isAlike: (token: string, live: string) => boolean;
}

const likenesses: readonly Likeness[] = [
  { what: 'live one with more behind it', isAlike: (token, live) => token.startsWith(live) },
  { what: 'live one cut off', isAlike: (token, live) => live.startsWith(token) && token.length > live.length / 2 },
  { what: 'one with half of a live one', isAlike: (token, live) => token.startsWith(live.slice(0, live.length / 2)) },
];

const jwtLikenesses: readonly Likeness[] = [
  {
    what: 'live JWT without its signature',
    isAlike: (token, live) => isJwt(live) && payloadOf(token) === payloadOf(live),
  },
  { what: 'JWT that nobody issued', isAlike: (token) => isJwt(token) },
];

function takenForAlike({ what, isAlike }: Likeness): Wrong {
  return {
    what: `${what} taken for good`,
    title: `takes a ${what} for a good credential`,
    state: 'unknown',
    async misread(incoming, operation, setting) {
      if ((await refusalOf(incoming, operation, setting)) !== 'unknown') return incoming;
      const [token = ''] = presentedTokens(operation.security, incoming);
      const isTaken = liveOnes(setting).some((live) => isAlike(token, live));
      return isTaken ? withGoodOne(incoming, operation, setting) : incoming;
    },
  };
}

function liveOnes({ fixtures }: Setting): readonly string[] {
  const { tokens = [], tenantAccessToken = [], credentials = {} } = fixtures;
  return [...tokens, tenantAccessToken, ...Object.values(credentials)].flat();
}

function isJwt(token: string): boolean {
  return /^[\w-]+\.[\w-]+\.[\w-]*$/.test(token);
}

function payloadOf(token: string): string | undefined {
  return token.split('.')[1];
}

const schemeNames: readonly Wrong[] = [
  { what: 'any scheme name', form: /^\S+ +(\S+)$/ },
  { what: 'no scheme name', form: /^(\S+)$/ },
].map(({ what, form }) => ({
  what: `${what} will do`,
  title: `takes a token with ${what} before it`,
  state: 'malformed',
  misread(incoming, operation) {
    const [, token] = form.exec(headerValues(incoming.headers, 'authorization')[0] ?? '') ?? [];
    return token === undefined ? incoming : present(incoming, operation, token);
  },
}));

const refusedLive: Wrong = {
  what: 'a live one refused',
  title: 'refuses a live credential',
  state: 'missing',
  async misread(incoming, operation, setting) {
    const isGood = (await refusalOf(incoming, operation, setting)) === undefined;
    return isGood ? present(withHeader(incoming, 'authorization', undefined), operation, undefined) : incoming;
  },
};
