import { dirname } from 'node:path';
import type { Description } from '../description/load.js';
import { pathKey } from '../description/match-path.js';
import { UserError } from '../errors.js';
import type { Behaviour } from './behaviour.js';
import { mockApi, type MockedApi } from './mocked-api.js';
import { watchFiles, type Watching } from './watch.js';

/** A description to serve: where it comes from, each time anew, and how its API behaves. */
export interface Source {
  /** The name of the API that it belongs to. @default the description's */
  readonly api?: string;
  load(): Promise<Description>;
  readonly behaviour: Behaviour;
  /** Whether it stands beside the API's own description, and gives way to it. @default false */
  readonly isCompanion?: boolean;
}

export type Reload =
  { readonly kind: 'served'; readonly name: string } | { readonly kind: 'failed'; readonly error: unknown };

/** The APIs that a mock serves, kept up to date. */
export interface LoadedApis {
  /** The APIs as they are now, those that give way behind those that do not. */
  readonly current: () => readonly MockedApi[];
  /** Serves edits of the descriptions from now on. */
  watch(onReload: (reload: Reload) => void): void;
  close(): Promise<void>;
}

interface Loaded {
  readonly source: Source;
  api: MockedApi;
}

/**
 * Loads the descriptions of a mock.
 * @throws UserError DESCRIPTION_NOT_FOUND, DESCRIPTION_UNREADABLE, DESCRIPTION_INVALID or OPERATION_CONFLICT.
 */
export async function loadApis(sources: readonly Source[]): Promise<LoadedApis> {
  const ordered = [...sources].sort((a, b) => Number(a.isCompanion ?? false) - Number(b.isCompanion ?? false));
  const loaded = await Promise.all(ordered.map(async (source) => ({ source, api: await loadApi(source) })));
  refuseConflicts(loaded);
  const watchings: Watching[] = [];
  return {
    current: () => loaded.map(({ api }) => api),
    watch(onReload) {
      watchings.push(...loaded.map((one) => watch(one, loaded, onReload)));
    },
    async close() {
      await Promise.all(watchings.map((watching) => watching.close()));
    },
  };
}

async function loadApi(source: Source): Promise<MockedApi> {
  const description = await source.load();
  return mockApi(source.api ?? description.name, description, source.behaviour);
}

function refuseConflicts(loaded: readonly Loaded[]): void {
  const owners = new Map<string, string>();
  for (const { api } of loaded.filter(({ source }) => source.isCompanion !== true)) {
    for (const { method, path } of api.description.operations) {
      const owner = owners.get(`${method} ${pathKey(path)}`);
      if (owner !== undefined) {
        const message = `${owner} and ${api.description.name} both describe ${method} ${path}. Serve them by two mocks.`;
        throw new UserError('OPERATION_CONFLICT', message);
      }
      owners.set(`${method} ${pathKey(path)}`, api.description.name);
    }
  }
}

// State lives in the worlds, so that it survives a new description; a bad one changes nothing.
function watch(one: Loaded, all: readonly Loaded[], onReload: (reload: Reload) => void): Watching {
  const watching = watchFiles(one.api.description.files, () => {
    void reload();
  });
  let latest = 0;
  const reload = async (): Promise<void> => {
    const turn = (latest += 1);
    const outcome = await loadApi(one.source).catch((error: unknown) => ({ error }));
    if (turn !== latest) return; // a later edit has overtaken this one
    try {
      if ('error' in outcome) throw outcome.error;
      refuseConflicts(all.map((other) => (other === one ? { ...one, api: outcome } : other)));
      one.api = outcome;
      watching.follow(outcome.description.files);
      onReload({ kind: 'served', name: outcome.description.name });
    } catch (error) {
      // What is missing may be written any time, and beside the description most likely.
      const { files } = one.api.description;
      watching.follow([...files, ...files.slice(0, 1).map((file) => dirname(file))]);
      onReload({ kind: 'failed', error });
    }
  };
  return watching;
}
