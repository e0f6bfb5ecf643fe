import type { Operation } from '../description/operations.js';
import type { Behaviour } from '../mock/behaviour.js';
import type { CredentialLedger } from '../state/credentials.js';
import type { World } from '../state/world.js';
import { credentialStatements } from './credentials.js';
import { nearest, type Change, type Mutant, type Original, type Setting } from './mutant.js';

/** Servers that keep wrong books: of the credentials they have ended, and of the states they document. */
export function ledgerMutants({ operations }: Original): readonly Mutant[] {
  return operations.flatMap((operation) => [
    ...(ends(operation) ? revocations(operation) : []),
    ...ignoredStates(operation),
  ]);
}

function ends({ answers }: Operation): boolean {
  return answers.some(({ when }) => when.kind === 'credential' && when.states.includes('revoked'));
}

/** What is known of a token when it is shown. */
interface Shown {
  readonly token: string;
  /** The tokens that were ended so far, in their order. */
  readonly ended: readonly string[];
  /** How often it was shown since it was ended. */
  readonly times: number;
}

interface WrongBooks {
  readonly what: string;
  readonly isDead: (shown: Shown) => boolean;
  /** Whether what comes after the check of the credential is wrong too, so that a dead token succeeds. @default true */
  readonly succeeds?: boolean;
}

const wrongBooks: readonly WrongBooks[] = [
  { what: 'revocation forgotten', isDead: () => false },
  { what: 'revocation forgotten, the session ended', isDead: () => false, succeeds: false },
  { what: 'revocation one request late', isDead: ({ times }) => times > 1 },
  { what: 'revocation two requests late', isDead: ({ times }) => times > 2 },
  { what: 'revocation holds for one request', isDead: ({ times }) => times <= 1 },
  { what: 'revocation of the last token only', isDead: ({ token, ended }) => token === ended.at(-1) },
  { what: 'revocation of the first token only', isDead: ({ token, ended }) => token === ended[0] },
  { what: 'revocation of one token ends all', isDead: ({ ended }) => ended.length > 0 },
  { what: 'revocation of two tokens ends all', isDead: ({ ended }) => ended.length > 1 },
];

function revocations(operation: Operation): readonly Mutant[] {
  return wrongBooks.map((books) => ({
    id: `ledger ${operation.id}: ${books.what}`,
    title: `${operation.method} ${operation.path} keeps wrong books of tokens: ${books.what}.`,
    statements: [...new Set([...operation.statements, ...credentialStatements(operation, 'revoked')])],
    begin: (setting) => ({ api: { ...setting.api, behaviour: keepWrongly(setting, books) } }),
  }));
}

function keepWrongly({ api: { behaviour } }: Setting, { isDead, succeeds = true }: WrongBooks): Behaviour {
  const ended: string[] = [];
  const shown = new Map<string, number>();
  const watched = (world: World): World => ({ ...world, credentials: (name) => watch(world.credentials(name), ended) });
  return {
    ...behaviour,
    async checkCredential(token, world) {
      const verdict = await behaviour.checkCredential(token, world);
      if (verdict.state !== 'valid' && !ended.includes(token)) return verdict;
      const times = (shown.get(token) ?? 0) + (ended.includes(token) ? 1 : 0);
      shown.set(token, times);
      if (ended.length > 0 && isDead({ token, ended, times })) return { state: 'revoked' };
      return verdict.state === 'valid' ? verdict : { state: 'valid', subject: 'somebody without a session' };
    },
    act: (action) =>
      succeeds && action.credential !== undefined && ended.includes(action.credential.token)
        ? Promise.resolve({ kind: 'done' })
        : behaviour.act({ ...action, world: watched(action.world) }),
  };
}

function watch(ledger: CredentialLedger, ended: string[]): CredentialLedger {
  return {
    ...ledger,
    revoke(token) {
      ended.push(token);
      return ledger.revoke(token);
    },
  };
}

function ignoredStates(operation: Operation): readonly Mutant[] {
  return operation.answers.flatMap((answer) => {
    if (answer.when.kind !== 'state') return [];
    const { state } = answer.when;
    const statements = nearest([...answer.statements, ...answer.responseStatements], operation.statements);
    const ignore = ({ api }: Setting): Change => ({
      api: {
        ...api,
        behaviour: {
          ...api.behaviour,
          async act(action) {
            const outcome = await api.behaviour.act(action);
            return outcome.kind === 'state' && outcome.state === state ? { kind: 'done' } : outcome;
          },
        },
      },
    });
    return [
      {
        id: `ledger ${operation.id}: ${state} ignored`,
        title: `${operation.method} ${operation.path} succeeds in the state ${state}.`,
        statements,
        begin: ignore,
      },
      {
        id: `ledger ${operation.id}: ${state} told once`,
        title: `${operation.method} ${operation.path} tells the state ${state} once, and refuses the credential from then on.`,
        statements,
        begin: (setting) => ({ api: { ...setting.api, behaviour: tellOnce(setting, state) } }),
      },
    ];
  });
}

function tellOnce({ api: { behaviour } }: Setting, state: string): Behaviour {
  const told = new Set<string>();
  return {
    ...behaviour,
    checkCredential: (token, world) =>
      told.has(token) ? Promise.resolve({ state: 'revoked' }) : behaviour.checkCredential(token, world),
    async act(action) {
      const outcome = await behaviour.act(action);
      if (outcome.kind === 'state' && outcome.state === state) told.add(action.credential?.token ?? '');
      return outcome;
    },
  };
}
