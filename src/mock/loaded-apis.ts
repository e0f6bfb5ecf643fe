import { dirname } from 'node:path';
import type { Description } from '../description/load.js';
import type { Behaviour } from './behaviour.js';
import { mockApi, type MockedApi } from './mocked-api.js';
import type { WatchFiles, Watching } from './watch.js';

/** A description to serve: where it comes from, each time anew, and how its API behaves. */
export interface Source {
  /** The name of the API that it belongs to. @default the description's */
  readonly api?: string;
  load(): Promise<Description>;
  /** The description to begin with, before anything is loaded. @default the loaded one */
  readonly first?: Description | undefined;
  readonly behaviour: Behaviour;
  /** Below what path it answers in place of the bare ones. @default none */
  readonly mount?: string | undefined;
  /** Whether it stands beside the API's own description, and gives way to it. @default false */
  readonly isCompanion?: boolean;
}

export type Reload =
  { readonly kind: 'served'; readonly name: string } | { readonly kind: 'failed'; readonly error: unknown };

/** The APIs that a mock serves, kept up to date. */
export interface LoadedApis {
  /** The APIs as they are now, the same list until one is reloaded, those that give way behind those that do not. */
  readonly current: () => readonly MockedApi[];
  /** Those of them that give way to none. */
  readonly own: () => readonly MockedApi[];
  /** Serves edits of the descriptions from now on. */
  watch(onReload: (reload: Reload) => void): Promise<void>;
  close(): Promise<void>;
}

interface Loaded {
  readonly source: Source;
  api: MockedApi;
}

/**
 * Loads the descriptions of a mock.
 * @throws UserError DESCRIPTION_NOT_FOUND, DESCRIPTION_UNREADABLE or DESCRIPTION_INVALID.
 */
export async function loadApis(sources: readonly Source[]): Promise<LoadedApis> {
  const ordered = [...sources].sort((a, b) => Number(a.isCompanion ?? false) - Number(b.isCompanion ?? false));
  const loaded = await Promise.all(
    ordered.map(async (source) => ({ source, api: toApi(source, source.first ?? (await source.load())) })),
  );
  const list = (): readonly MockedApi[] => loaded.map(({ api }) => api);
  let serving = list();
  const watchings: Watching[] = [];
  return {
    current: () => serving,
    own: () => loaded.flatMap(({ source, api }) => (source.isCompanion === true ? [] : [api])),
    async watch(onReload) {
      const { watchFiles } = await import('./watch.js'); // a mock answers before it watches
      const serveAnew = (reload: Reload): void => {
        serving = list();
        onReload(reload);
      };
      watchings.push(...loaded.map((one) => watch(one, { onReload: serveAnew, watchFiles })));
    },
    async close() {
      await Promise.all(watchings.map((watching) => watching.close()));
    },
  };
}

function toApi({ api, behaviour, mount }: Source, description: Description): MockedApi {
  return mockApi(api ?? description.name, description, behaviour, mount);
}

async function loadAnew(source: Source): Promise<MockedApi> {
  return toApi(source, await source.load());
}

interface Watch {
  readonly onReload: (reload: Reload) => void;
  readonly watchFiles: WatchFiles;
}

// State lives in the worlds, so that it survives a new description; a bad one changes nothing.
function watch(one: Loaded, { onReload, watchFiles }: Watch): Watching {
  const watching = watchFiles(one.api.description.files, () => {
    void reload();
  });
  let latest = 0;
  const reload = async (): Promise<void> => {
    const turn = (latest += 1);
    const outcome = await loadAnew(one.source).catch((error: unknown) => ({ error }));
    if (turn !== latest) return; // a later edit has overtaken this one
    try {
      if ('error' in outcome) throw outcome.error;
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
