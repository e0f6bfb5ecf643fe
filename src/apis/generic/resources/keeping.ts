import type { Collection } from '../../../state/store.js';
import type { World } from '../../../state/world.js';
import type { Kept, Resource } from './resource.js';

/** The things of one resource in one world, by the path parameters that say in which collection, and by their keys. */
export interface Keeping {
  get(parents: readonly string[], key: string): Promise<Kept | undefined>;
  list(parents: readonly string[]): Promise<readonly Kept[]>;
  /** Adds a thing unless one of its key is there. @returns whether none was. */
  add(kept: Kept): Promise<boolean>;
  /** Changes a thing as one step. @returns what it is now; `undefined` where there is none, or `next` leaves it. */
  change(parents: readonly string[], key: string, next: (before: Kept) => Kept | undefined): Promise<Kept | undefined>;
  /** @returns what was there. */
  remove(parents: readonly string[], key: string): Promise<Kept | undefined>;
  /** Forgets every collection below a thing that is gone. @param owner its collection and its key. */
  forgetBelow(owner: readonly string[]): Promise<void>;
  /** A number that was not given out before in this collection, above all that are given. */
  count(above: number): Promise<number>;
}

/** @param seed puts into a collection what is there from the start; asked once for each. */
export function keepingOf(
  { id: resource }: Resource,
  { world, api, seed }: { world: World; api: string; seed: (parents: readonly string[]) => Promise<readonly Kept[]> },
): Keeping {
  const things: Collection<Kept> = world.collection(api, `things of ${resource}`);
  const begun: Collection<readonly string[]> = world.collection(api, `begun collections of ${resource}`);
  const counters: Collection<number> = world.collection(api, 'counters of keys');
  const begin = async (parents: readonly string[]): Promise<void> => {
    const id = idOf(parents);
    if ((await begun.get(id)) !== undefined) return;
    const seeds = await seed(parents);
    // Of several first requests one begins it: what it finds gone is not put back.
    const isFirst = (await begun.update(id, (before) => (before === undefined ? parents : undefined))) !== undefined;
    if (!isFirst) return;
    for (const kept of seeds)
      await things.update(idOf([...parents, kept.key]), (there) => (there === undefined ? kept : undefined));
  };
  return {
    async get(parents, key) {
      await begin(parents);
      return things.get(idOf([...parents, key]));
    },
    async list(parents) {
      await begin(parents);
      return (await things.values()).filter((kept) => idOf(kept.parents) === idOf(parents));
    },
    async add(kept) {
      await begin(kept.parents);
      const added = await things.update(idOf([...kept.parents, kept.key]), (there) =>
        there === undefined ? kept : undefined,
      );
      return added !== undefined;
    },
    async change(parents, key, next) {
      await begin(parents);
      return things.update(idOf([...parents, key]), (before) => (before === undefined ? undefined : next(before)));
    },
    async remove(parents, key) {
      await begin(parents);
      const id = idOf([...parents, key]);
      const before = await things.get(id);
      await things.delete(id);
      return before;
    },
    async forgetBelow(owner) {
      const isBelow = (parents: readonly string[]): boolean => owner.every((part, index) => parents[index] === part);
      for (const { parents, key } of (await things.values()).filter((kept) => isBelow(kept.parents))) {
        await things.delete(idOf([...parents, key]));
      }
      for (const parents of (await begun.values()).filter(isBelow)) await begun.delete(idOf(parents));
    },
    async count(above) {
      return (await counters.update(resource, (last = 0) => Math.max(last, above) + 1)) ?? above + 1;
    },
  };
}

// Any text may be a part, so they are told apart by more than a separator.
function idOf(parts: readonly string[]): string {
  return JSON.stringify(parts);
}
