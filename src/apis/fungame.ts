import { SignJWT } from 'jose';
import type { Behaviour, Outcome } from '../mock/behaviour.js';
import type { World } from '../state/world.js';

/** How long a FunGame token lives, in milliseconds: the sibling document on refreshing says thirty minutes. */
export const tokenLife: number = 30 * 60 * 1000;

/** Tokens that every fresh world knows; the first is the document's own example (F13, F37). */
export const knownTokens = {
  documented: 'eyJhbGciOiJIUzI1NiIs...',
  sessionless: 'sessionless-token',
  expired: 'expired-token',
  revoked: 'revoked-token',
} as const;

const api = 'fungame';

interface Session {
  readonly live: boolean;
}

export interface FunGame extends Behaviour {
  /** Signs a user in: a session and a token for it. Without a session the token alone. */
  issueToken(world: World, user: string, options?: { readonly session?: boolean }): Promise<string>;
}

/** FunGame: a token is good once; logging out ends the user's session and revokes the token (F03, F29). */
export function fungame(): FunGame {
  const key = crypto.getRandomValues(new Uint8Array(32));
  const issueToken: FunGame['issueToken'] = async (world, user, { session = true } = {}) => {
    const token = await signToken(key, user, world.now());
    await world.credentials(api).issue(token, { subject: user, expiresAt: world.now() + tokenLife });
    if (session) await sessionsOf(world).set(user, { live: true });
    return token;
  };
  return {
    issueToken,
    seed,
    checkCredential: (token, world) => world.credentials(api).check(token),
    act: ({ world, credential }) => logOut(world, credential),
    sampleToken: (world) => issueToken(world, `guest-${crypto.randomUUID().slice(0, 8)}`),
    // The real server answers another method with an empty body (its framework does).
    answerUnmatched: (match) =>
      match.kind === 'other-method' ? { status: 405, headers: { Allow: match.allow.join(', ') } } : undefined,
  };
}

async function seed(world: World): Promise<void> {
  const credentials = world.credentials(api);
  await credentials.issue(knownTokens.documented, { subject: 'documented' });
  await sessionsOf(world).set('documented', { live: true });
  await credentials.issue(knownTokens.sessionless, { subject: 'sessionless' });
  await credentials.issue(knownTokens.expired, { subject: 'expired', expiresAt: world.now() - 1 });
  await credentials.issue(knownTokens.revoked, { subject: 'revoked', revoked: true });
}

async function logOut(world: World, credential?: { token: string; subject: string }): Promise<Outcome> {
  if (credential === undefined) return { kind: 'done' }; // a description edited to ask for no credential
  const ended = await sessionsOf(world).update(credential.subject, (session) =>
    session?.live === true ? { live: false } : undefined,
  );
  if (ended === undefined) {
    return { kind: 'state', state: 'session-gone', message: 'the token is valid, its session is gone' };
  }
  await world.credentials(api).revoke(credential.token);
  return { kind: 'done', note: 'session ended, token revoked' };
}

function sessionsOf(world: World): ReturnType<typeof world.collection<Session>> {
  return world.collection<Session>(api, 'sessions');
}

// The claims of the real tokens; ours are looked up, never verified, so that only issued ones are good.
async function signToken(key: Uint8Array, user: string, now: number): Promise<string> {
  return new SignJWT()
    .setProtectedHeader({ alg: 'HS256', typ: 'JWT' })
    .setSubject(user)
    .setJti(crypto.randomUUID())
    .setIssuer('FunGame')
    .setAudience('FunGame Web API')
    .setExpirationTime(Math.floor((now + tokenLife) / 1000))
    .sign(key);
}
