import { UserError } from '../errors.js';
import type { World } from '../state/world.js';
import { defaultWorld, type Worlds } from '../state/worlds.js';
import { presentedTokens } from './authenticate.js';
import { headerValues, type Incoming } from './incoming.js';
import type { ApiMatch } from './mocked-api.js';

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
 */
export async function findWorld(
  match: ApiMatch,
  incoming: Incoming,
  worlds: Pick<Worlds, 'open' | 'ofToken'>,
): Promise<FoundWorld> {
  const names = headerValues(incoming.headers, worldHeader);
  if (names.length > 0) return openNamed(names.join(', '), worlds);
  const asked = match.kind === 'operation' ? presentedTokens(match.operation.security, incoming) : [];
  // An app may send its token with every request, also where no operation asks for it.
  for (const token of [...asked, ...bearerTokens(incoming)]) {
    const world = await worlds.ofToken(token);
    if (world !== undefined) return { world };
  }
  return { world: await worlds.open(defaultWorld) };
}

async function openNamed(name: string, worlds: Pick<Worlds, 'open'>): Promise<FoundWorld> {
  try {
    return { world: await worlds.open(name) };
  } catch (error) {
    if (error instanceof UserError) return { world: await worlds.open(defaultWorld), error };
    throw error;
  }
}

function bearerTokens({ headers }: Incoming): readonly string[] {
  return headerValues(headers, 'authorization').flatMap((value) => /^bearer +(\S+)$/i.exec(value.trim())?.[1] ?? []);
}
