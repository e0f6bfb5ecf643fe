import { UserError } from '../errors.js';
import { after, type Awaitable } from '../awaitable.js';
import type { World } from '../state/world.js';
import { defaultWorld, type Worlds } from '../state/worlds.js';
import { headerValues, type Incoming } from './incoming.js';

/** The header that names the world of a request. */
export const worldHeader = 'Signoff-World';

/** The world of a request; the default one, and why, when the one it names cannot be. */
export interface FoundWorld {
  readonly world: World;
  readonly error?: UserError;
}

/**
 * The world that a request names by its header; else the one that its credential was issued into, so that an app under
 * test need not change; else the default world.
 * @param tokens that the request presents.
 */
export function findWorld(
  incoming: Incoming,
  tokens: readonly string[],
  worlds: Pick<Worlds, 'open' | 'ofToken'>,
): Awaitable<FoundWorld> {
  const names = headerValues(incoming.headers, worldHeader);
  if (names.length > 0) return openNamed(names.join(', '), worlds);
  // An app may send its token with every request, also where no operation asks for it.
  return after(worldOfTokens(withBearer(tokens, incoming), worlds), (world) =>
    world === undefined ? after(worlds.open(defaultWorld), toFound) : { world },
  );
}

function toFound(world: World): FoundWorld {
  return { world };
}

function worldOfTokens(
  tokens: readonly string[],
  worlds: Pick<Worlds, 'ofToken'>,
  index = 0,
): Awaitable<World | undefined> {
  const token = tokens[index];
  if (token === undefined) return undefined;
  return after(worlds.ofToken(token), (world) => world ?? worldOfTokens(tokens, worlds, index + 1));
}

function withBearer(tokens: readonly string[], { headers }: Incoming): readonly string[] {
  const values = headerValues(headers, 'authorization');
  if (values.every((value) => tokens.some((token) => value === `Bearer ${token}`))) return tokens;
  const bearer = values.map((value) => value.trim());
  const further = bearer.flatMap((value) => /^bearer +(\S+)$/i.exec(value)?.[1] ?? []);
  return [...tokens, ...further];
}

async function openNamed(name: string, worlds: Pick<Worlds, 'open'>): Promise<FoundWorld> {
  try {
    return { world: await worlds.open(name) };
  } catch (error) {
    if (error instanceof UserError) return { world: await worlds.open(defaultWorld), error };
    throw error;
  }
}
