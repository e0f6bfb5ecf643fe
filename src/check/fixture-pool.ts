import { exec } from 'node:child_process';
import { promisify } from 'node:util';
import { UserError, messageOf } from '../errors.js';
import type { Fixtures, UserFixture } from './fixtures.js';

/** What a case may ask for. */
export type FixtureKind = 'token' | 'sessionlessToken' | 'expiredToken' | 'tenantAccessToken' | 'user' | 'sid';

/** The keys of a target file that give each kind of fixture. */
export const fixtureKeys: Readonly<Record<FixtureKind, readonly [string, ...string[]]>> = {
  token: ['tokens', 'tokenCommand'],
  sessionlessToken: ['sessionlessTokens', 'sessionlessTokenCommand'],
  expiredToken: ['expiredTokens'],
  tenantAccessToken: ['tenantAccessToken'],
  user: ['users'],
  sid: ['sids', 'sidCommand'],
};

/** Hands out fixtures. What may be used up is handed out once. */
export interface FixturePool {
  /** Why a kind of fixture cannot be had; `undefined` when it can. */
  missing(kind: FixtureKind): string | undefined;
  /** How many tokens or sids there are to take; `Infinity` where a command makes them. */
  left(kind: 'token' | 'sid'): number;
  /** A live token for requests that must not use it up. */
  borrowToken(): Promise<string>;
  /** The borrowed token has been used up against expectation; the next one is another. */
  loseToken(): void;
  /** A live token to use up: the borrowed one, else a fresh one. */
  takeToken(): Promise<string>;
  /** A valid token whose session is gone; the last one again when all were taken. */
  takeSessionlessToken(): Promise<string>;
  /** The sid of a live session for requests that must not end it. */
  borrowSid(): Promise<string>;
  /** The borrowed sid has been used up against expectation; the next one is another. */
  loseSid(): void;
  /** The sid of a live session to end: the borrowed one, else a fresh one. */
  takeSid(): Promise<string>;
  readonly expiredTokens: readonly string[];
  readonly tenantAccessToken: string | undefined;
  readonly users: readonly UserFixture[];
  /** Whether every token is minted when it is taken. */
  readonly mintsTokens: boolean;
  /** Everything that must not be shown: each credential handed out so far. */
  secrets(): ReadonlySet<string>;
}

/** @throws UserError FIXTURE_COMMAND_FAILED, from the functions that take. */
export function createFixturePool(fixtures: Fixtures): FixturePool {
  const { expiredTokens = [], tenantAccessToken, users = [] } = fixtures;
  const byScheme = [fixtures.credentials, fixtures.expiredCredentials, fixtures.revokedCredentials];
  const secrets = new Set([
    ...expiredTokens,
    ...(tenantAccessToken === undefined ? [] : [tenantAccessToken]),
    ...byScheme.flatMap((credentials) => Object.values(credentials ?? {})),
  ]);
  const keep: Keep = async (taken) => {
    const secret = await taken;
    secrets.add(secret);
    return secret;
  };
  const tokens = lend(supply('tokens', fixtures.tokens, fixtures.tokenCommand), keep);
  const sessionless = supply('sessionlessTokens', fixtures.sessionlessTokens, fixtures.sessionlessTokenCommand);
  const sids = lend(supply('sids', fixtures.sids, fixtures.sidCommand), keep);
  let lastSessionless: string | undefined;
  const lack = (isThere: boolean, name: string): string | undefined =>
    isThere ? undefined : `the target has no ${name}`;
  return {
    missing: (kind) =>
      ({
        token: () => tokens.missing(),
        sessionlessToken: () => (lastSessionless === undefined ? sessionless.missing() : undefined),
        sid: () => sids.missing(),
        expiredToken: () => lack(expiredTokens.length > 0, 'expiredTokens'),
        tenantAccessToken: () => lack(tenantAccessToken !== undefined, 'tenantAccessToken'),
        user: () => lack(users.length > 0, 'users'),
      })[kind](),
    left: (kind) => ({ token: tokens, sid: sids })[kind].left(),
    borrowToken: () => tokens.borrow(),
    loseToken: () => {
      tokens.lose();
    },
    takeToken: () => tokens.take(),
    async takeSessionlessToken() {
      if (sessionless.missing() === undefined) lastSessionless = await keep(sessionless.take());
      return lastSessionless ?? '';
    },
    borrowSid: () => sids.borrow(),
    loseSid: () => {
      sids.lose();
    },
    takeSid: () => sids.take(),
    expiredTokens,
    tenantAccessToken,
    users,
    mintsTokens: fixtures.tokenCommand !== undefined,
    secrets: () => secrets,
  };
}

interface Supply {
  missing(): string | undefined;
  left(): number;
  take(): Promise<string>;
}

function supply(name: string, list: readonly string[] = [], command: string | undefined): Supply {
  let next = 0;
  return {
    missing() {
      if (next < list.length || command !== undefined) return undefined;
      return list.length === 0
        ? `the target has no ${name}`
        : `the ${String(list.length)} ${name} of the target are used up`;
    },
    left: () => (command === undefined ? Math.max(list.length - next, 0) : Infinity),
    async take() {
      const item = list[next];
      next += 1;
      if (item !== undefined) return item;
      if (command === undefined) throw new Error(`no ${name} left`); // the runner asks `missing` first
      return runCommand(name, command);
    },
  };
}

interface Lender extends Supply {
  borrow(): Promise<string>;
  lose(): void;
}

type Keep = (taken: Promise<string>) => Promise<string>;

function lend(supply: Supply, keep: Keep): Lender {
  let borrowed: Promise<string> | undefined;
  return {
    missing: () => (borrowed === undefined ? supply.missing() : undefined),
    left: () => supply.left() + (borrowed === undefined ? 0 : 1),
    borrow: () => (borrowed ??= keep(supply.take())),
    lose() {
      borrowed = undefined;
    },
    take() {
      const taken = borrowed ?? keep(supply.take());
      borrowed = undefined;
      return taken;
    },
  };
}

async function runCommand(name: string, command: string): Promise<string> {
  try {
    const { stdout } = await promisify(exec)(command, { timeout: 30_000 });
    if (stdout.trim() !== '') return stdout.trim();
  } catch (error) {
    throw new UserError('FIXTURE_COMMAND_FAILED', `The command for ${name} failed: ${firstLine(messageOf(error))}`, {
      cause: error,
    });
  }
  throw new UserError('FIXTURE_COMMAND_FAILED', `The command for ${name} printed nothing. It has to print one value.`);
}

function firstLine(text: string): string {
  return text.split('\n', 1)[0] ?? text;
}
