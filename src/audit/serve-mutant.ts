import type { Fixtures } from '../check/fixtures.js';
import { deliver } from '../mock/deliver.js';
import { readIncoming } from '../mock/handler.js';
import type { MockedApi } from '../mock/mocked-api.js';
import { travel } from '../mock/road.js';
import { startServer } from '../mock/server.js';
import { memoryStore } from '../state/memory-store.js';
import type { World } from '../state/world.js';
import { createWorlds, defaultWorld } from '../state/worlds.js';
import type { Change, Mutant } from './mutant.js';

/** What a mutant is made of, and how a check of it is furnished. */
export interface Breed {
  readonly api: MockedApi;
  readonly furnish: (world: World) => Promise<Fixtures>;
}

export interface ServedMutant {
  readonly url: string;
  readonly fixtures: Fixtures;
  readonly close: () => Promise<void>;
}

/** Serves a mutant on a port of its own, in a world of its own; without a mutant, the original. */
export async function serveMutant({ api, furnish }: Breed, mutant?: Pick<Mutant, 'begin'>): Promise<ServedMutant> {
  const worlds = createWorlds({ store: memoryStore(), seed: (world) => api.behaviour.seed(world) });
  const world = await worlds.open(defaultWorld);
  const fixtures = await furnish(world);
  const change: Change = mutant?.begin({ api, world, fixtures }) ?? {};
  const { misread, answer } = change;
  const bugs: unknown[] = [];
  const onBug = (error: unknown): void => void bugs.push(error);
  const surroundings = { apis: [change.api ?? api], worlds, random: () => 0, onBug };
  const closing = new AbortController();
  const server = await startServer(
    (request, response) => {
      const reply = async (): Promise<void> => {
        const incoming = await readIncoming(request);
        const connection = request.socket;
        const { match, handled } = await travel((await misread?.(incoming, connection)) ?? incoming, surroundings);
        const told = (await answer?.(handled, { incoming, connection, match })) ?? handled;
        await deliver(response, told, { closing: closing.signal });
      };
      reply().catch((error: unknown) => {
        onBug(error);
        response.destroy();
      });
    },
    { host: '127.0.0.1', port: 0, cors: false, door: undefined, frontPage: () => '', ownsRoot: () => true },
  );
  return {
    url: server.url,
    fixtures,
    async close() {
      closing.abort();
      await server.close();
      worlds.close();
      if (bugs.length > 0) throw bugs[0]; // a mutant that breaks down shows a bug of ours, not one it was made for
    },
  };
}
