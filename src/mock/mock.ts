import { dirname } from 'node:path';
import type { Description } from '../description/load.js';
import { pathKey } from '../description/match-path.js';
import { UserError } from '../errors.js';
import type { World } from '../state/world.js';
import type { Behaviour } from './behaviour.js';
import { curlSample } from './curl-sample.js';
import { createHandler } from './handler.js';
import type { LogLine } from './log.js';
import { mockApi, type MockedApi } from './mocked-api.js';
import { startServer } from './server.js';
import { watchFiles, type Watching } from './watch.js';

/** An API to serve: where its description comes from, each time anew, and how it behaves. */
export interface Source {
  load(): Promise<Description>;
  readonly behaviour: Behaviour;
}

export interface ServeOptions {
  /** @default 127.0.0.1 */
  readonly host?: string;
  /** 0 is any free port. @default 0 */
  readonly port?: number;
  /** Whether browsers of any origin may call. @default true */
  readonly cors?: boolean;
  /** Whether edits of the descriptions are served at once. @default false */
  readonly watch?: boolean;
  /** Told of every request. @default nobody */
  readonly onRequest?: (line: LogLine) => void;
  /** Told when an edited description is served, or why it is not. @default nobody */
  readonly onReload?: (reload: Reload) => void;
  /** Told of every bug of ours. @default nobody */
  readonly onBug?: (error: unknown) => void;
  /** A number from 0 up to 1. @default Math.random */
  readonly random?: () => number;
}

export type Reload =
  { readonly kind: 'served'; readonly name: string } | { readonly kind: 'failed'; readonly error: unknown };

/** Several APIs served on one port, in one world. */
export interface Serving {
  /** Without a trailing slash. */
  readonly url: string;
  /** Names of the descriptions. */
  readonly apis: readonly string[];
  /** One `curl` command for each operation, that works as it stands. */
  samples(): Promise<readonly string[]>;
  /** Refuses new requests, answers those under way, and frees the port. */
  close(): Promise<void>;
}

interface Served {
  readonly source: Source;
  api: MockedApi;
}

/**
 * Loads descriptions and serves them.
 * @throws UserError DESCRIPTION_NOT_FOUND, DESCRIPTION_UNREADABLE, DESCRIPTION_INVALID, OPERATION_CONFLICT,
 * PORT_IN_USE or LISTEN_FAILED.
 */
export async function serve(sources: readonly Source[], world: World, options: ServeOptions): Promise<Serving> {
  const { random = Math.random, onRequest = ignore, onReload = ignore, onBug = ignore } = options;
  const served = await Promise.all(sources.map(async (source) => ({ source, api: await loadApi(source) })));
  refuseConflicts(served.map(({ api }) => api));
  for (const { behaviour } of sources) await behaviour.seed(world);

  const apis = (): readonly MockedApi[] => served.map(({ api }) => api);
  const handler = createHandler({ surroundings: () => ({ apis: apis(), world, random }), log: onRequest, onBug });
  const server = await startServer(handler, {
    host: options.host,
    port: options.port ?? 0,
    cors: options.cors,
    frontPage: () => listOperations(apis()),
    ownsRoot: () => apis().some((api) => api.match('GET', '/').kind === 'operation'),
  });
  const watchings = options.watch === true ? served.map((one) => watch(one, served, onReload)) : [];
  return {
    url: server.url,
    apis: apis().map(({ description }) => description.name),
    samples: () => sampleAll(apis(), world, server.url),
    async close() {
      await Promise.all([server.close(), ...watchings.map((watching) => watching.close())]);
    },
  };
}

async function loadApi(source: Source): Promise<MockedApi> {
  return mockApi(await source.load(), source.behaviour);
}

function refuseConflicts(apis: readonly MockedApi[]): void {
  const owners = new Map<string, string>();
  for (const { description } of apis) {
    for (const { method, path } of description.operations) {
      const owner = owners.get(`${method} ${pathKey(path)}`);
      if (owner !== undefined) {
        const message = `${owner} and ${description.name} both describe ${method} ${path}. Serve them by two mocks.`;
        throw new UserError('OPERATION_CONFLICT', message);
      }
      owners.set(`${method} ${pathKey(path)}`, description.name);
    }
  }
}

// State lives in the world, so that it survives a new description; a bad one changes nothing.
function watch(one: Served, all: readonly Served[], onReload: (reload: Reload) => void): Watching {
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
      refuseConflicts(all.map((other) => (other === one ? outcome : other.api)));
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

async function sampleAll(apis: readonly MockedApi[], world: World, url: string): Promise<readonly string[]> {
  const samples: string[] = [];
  for (const { description, behaviour } of apis) {
    for (const operation of description.operations) {
      samples.push(curlSample(operation, url, await behaviour.sampleToken(world)));
    }
  }
  return samples;
}

function listOperations(apis: readonly MockedApi[]): string {
  const blocks = apis.map(({ description: { document, operations } }) => {
    const lines = operations.flatMap(({ method, path, answers }) => {
      const names = answers.map(({ statusKey, name }) => (statusKey === name ? name : `${statusKey} ${name}`));
      return [`  ${method} ${path}`, `    answers: ${[...new Set(names)].join(', ')}`];
    });
    return [document.info.title, ...lines].join('\n');
  });
  return `signoff mock\n\n${blocks.join('\n\n')}\n`;
}

function ignore(): void {
  // nobody asked to be told
}
