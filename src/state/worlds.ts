import { UserError } from '../errors.js';
import { after, type Awaitable } from '../awaitable.js';
import type { Store } from './store.js';
import { createWorld, type World } from './world.js';

/** The worlds of one mock, by name. */
export interface Worlds {
  /**
   * The world of this name; it begins with its first use.
   * @throws UserError WORLD_INVALID for a name that cannot be, WORLD_LIMIT when there are too many.
   */
  open(name: string): Awaitable<World>;
  /** The world of this name, if it has begun. */
  find(name: string): Promise<World | undefined>;
  /** The world that a token was issued into; that it is the default one need not be said. */
  ofToken(token: string): Awaitable<World | undefined>;
  list(): Promise<readonly World[]>;
  /** Milliseconds since 1970. */
  lastUsedAt(world: World): number;
  /** Ends the world of this name; its next use begins it afresh. @returns whether there was one. */
  drop(name: string): Promise<boolean>;
  /** Stops looking for idle worlds, and lets those go who follow a journal. */
  close(): void;
}

export interface WorldsOptions {
  readonly store: Store;
  /** Puts into a fresh world what every world has. */
  readonly seed: (world: World) => Promise<void>;
  /** Milliseconds since 1970. @default Date.now */
  readonly now?: (() => number) | undefined;
  /** Milliseconds without a request after which a world is dropped; the default world never is. @default an hour */
  readonly idleTime?: number | undefined;
  /** How many worlds there may be. @default 10,000 */
  readonly limit?: number;
}

/** The world of requests that name none. */
export const defaultWorld = 'default';

interface Held {
  readonly key: string;
  readonly world: Promise<World>;
  /** The same, as soon as it is seeded. */
  seeded?: World;
  lastUsedAt: number;
}

export function createWorlds({
  store,
  seed,
  now = Date.now,
  idleTime = 3_600_000,
  limit = 10_000,
}: WorldsOptions): Worlds {
  const held = new Map<string, Held>();
  const worldOfToken = store.collection<string>('world-of-token');
  let begun = 0;
  let nextSweep = now() + idleTime;

  const use = (found: Held | undefined): Awaitable<World> | undefined => {
    if (found !== undefined) found.lastUsedAt = now();
    return found?.seeded ?? found?.world;
  };
  const begin = async (name: string): Promise<World> => {
    if (!isWorldName(name)) throw invalidName();
    // Whoever names no world, or one that cannot be, is answered in the default one.
    if (held.size >= limit && name !== defaultWorld) throw tooMany(limit);
    begun += 1;
    const key = keyOf(name, begun);
    const world = createWorld({ store, name, key, now, worldOfToken });
    const ready = seed(world).then(
      () => (entry.seeded = world),
      async (error: unknown) => {
        if (held.get(name)?.key === key) held.delete(name); // the next request tries again
        await world.drop();
        throw error;
      },
    );
    const entry: Held = { key, world: ready, lastUsedAt: now() };
    held.set(name, entry);
    return ready;
  };
  const drop = async (name: string): Promise<boolean> => {
    const found = held.get(name);
    held.delete(name);
    const world = await found?.world.catch(() => undefined); // one that could not be seeded is dropped already
    await world?.drop();
    return found !== undefined;
  };
  const sweep = (): void => {
    nextSweep = now() + idleTime;
    for (const [name, { lastUsedAt }] of held) {
      const end = lastUsedAt + idleTime;
      if (name === defaultWorld) continue;
      if (end <= now()) void drop(name);
      else nextSweep = Math.min(nextSweep, end);
    }
  };
  const timer = setInterval(sweep, Math.min(idleTime / 4, 60_000));
  (timer as Partial<typeof timer>).unref?.(); // a browser's timer is a number
  const current = (): ReadonlyMap<string, Held> => {
    if (now() >= nextSweep) sweep();
    return held;
  };

  return {
    open: (name) => use(current().get(name)) ?? begin(name),
    find: (name) => current().get(name)?.world ?? Promise.resolve(undefined),
    ofToken(token) {
      const known = current();
      if (known.size === 1 && known.has(defaultWorld)) return undefined; // a twentieth of a request among many tokens
      return after(worldOfToken.get(token), (key) => {
        const found = key === undefined ? undefined : current().get(nameOf(key));
        return found?.key === key ? use(found) : undefined;
      });
    },
    list: () => Promise.all([...current().values()].map(({ world }) => world)),
    lastUsedAt: ({ name, createdAt }) => held.get(name)?.lastUsedAt ?? createdAt,
    drop,
    close() {
      clearInterval(timer);
      for (const { world } of held.values()) {
        world.then(
          ({ journal }) => journal.end(),
          () => undefined,
        );
      }
    },
  };
}

// The state of a world stands under another key each time that a world of this name begins.
function keyOf(name: string, count: number): string {
  return `world ${name} ${String(count)}`;
}

// No name has a space in it.
function nameOf(key: string): string {
  return key.split(' ')[1] ?? '';
}

/** Whether a world can have this name: 1 to 64 unreserved characters (RFC 3986 section 2.3). */
export function isWorldName(name: string): boolean {
  return /^(?!\.+$)[\w.~-]{1,64}$/.test(name); // dots alone would be a step in a path
}

// The name is not told again: somebody may have taken a token for it.
function invalidName(): UserError {
  return new UserError('WORLD_INVALID', 'The name of a world has 1 to 64 letters, digits, or any of . _ ~ and -.');
}

function tooMany(limit: number): UserError {
  const message = `There are ${String(limit)} worlds already. Drop those that are over, or wait until idle ones are dropped.`;
  return new UserError('WORLD_LIMIT', message);
}
