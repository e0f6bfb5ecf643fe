import type { Action, Behaviour, CredentialVerdict, IssuedCredential, Outcome } from '../mock/behaviour.js';
import { after, type Awaitable } from '../awaitable.js';
import type { CredentialCheck } from '../state/credentials.js';
import type { World } from '../state/world.js';
import { randomHex } from './random.js';

const api = 'feishu';

/** How long a tenant access token lives, in milliseconds, and for how long before its end the app gets a new one. */
const tokenLife = 2 * 60 * 60 * 1000;
const renewal = 30 * 60 * 1000;

/** The scope that the logout asks for (L09). */
const logoutScope = 'passport:session:logout';

type AppToken = Required<IssuedCredential>;

/** A tenant access token of an app. */
export const issue: Behaviour['issue'] = (world, { subject = 'app', lifetime = tokenLife, scopes }) =>
  issueToken(world, { subject, expiresAt: world.now() + lifetime, ...(scopes && { scopes }) });

async function issueToken(
  world: World,
  credential: { readonly subject: string; readonly expiresAt: number; readonly scopes?: readonly string[] },
): Promise<AppToken> {
  const token = `t-${randomHex(15)}`;
  await world.credentials(api).issue(token, credential);
  return { token, subject: credential.subject, expiresAt: credential.expiresAt };
}

/** Gives an app its token: the same again as long as half an hour of its life is left. */
export async function giveToken({ world, values }: Action): Promise<Outcome> {
  const { app_id: app } = values.body as { app_id: string };
  const now = world.now();
  const held = await world.collection<AppToken>(api, 'app-tokens').get(app);
  const isFresh = held !== undefined && (await isGood(held, world)) && held.expiresAt - now >= renewal;
  const { token, expiresAt } = isFresh ? held : await renew(app, held, { world, now });
  const expire = Math.floor((expiresAt - now) / 1000);
  return { kind: 'done', note: 'token given', patch: { tenant_access_token: token, expire } };
}

async function isGood({ token }: AppToken, world: World): Promise<boolean> {
  return (await world.credentials(api).check(token)).state === 'valid';
}

// Of two that ask at once, the second gets the token of the first.
async function renew(
  app: string,
  held: AppToken | undefined,
  { world, now }: { readonly world: World; readonly now: number },
): Promise<AppToken> {
  const fresh = await issueToken(world, { subject: app, expiresAt: now + tokenLife });
  const tokens = world.collection<AppToken>(api, 'app-tokens');
  const renewed = await tokens.update(app, (current) => (current?.token === held?.token ? fresh : undefined));
  return renewed ?? (await tokens.get(app)) ?? fresh;
}

/** @param anyToken whether a well-formed token that nobody issued is good too. */
export function checkCredential(token: string, world: World, anyToken: boolean): Awaitable<CredentialVerdict> {
  const check = world.credentials(api).check(token);
  return after(check, (found) => toVerdict(found, token, { world, anyToken }));
}

interface Circumstances {
  readonly world: World;
  readonly anyToken: boolean;
}

function toVerdict(
  check: CredentialCheck,
  token: string,
  { world, anyToken }: Circumstances,
): Awaitable<CredentialVerdict> {
  if (check.state === 'valid') {
    const isAllowed = check.scopes === undefined || check.scopes.includes(logoutScope);
    return isAllowed ? check : { state: 'insufficient', special: 'scope-missing' };
  }
  if (check.state !== 'unknown') return check;
  if (!token.startsWith('t-')) return { ...check, special: 'foreign-token' };
  if (!anyToken || !/^t-[\w.~+/-]+=*$/.test(token)) return check;
  // Nobody issued it into this world, so it does not lead here.
  const known = world.credentials(api).know(token, { subject: 'app' });
  return after(known, () => ({ state: 'valid', subject: 'app' }));
}
