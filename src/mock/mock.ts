import type { SecurityScheme } from '../description/document.js';
import type { Worlds } from '../state/worlds.js';
import { defaultWorld } from '../state/worlds.js';
import { createSchemaReader } from '../description/schemas.js';
import { curlSample } from './curl-sample.js';
import { createHandler } from './handler.js';
import type { LoadedApis, Reload } from './loaded-apis.js';
import type { LogLine } from './log.js';
import type { CreateMask } from './mask.js';
import { settleMaxBody } from './max-body.js';
import type { MockedApi } from './mocked-api.js';
import { pathNotes } from './path-notes.js';
import { startServer, type Door } from './server.js';

export interface ServeOptions {
  /** @default 127.0.0.1 */
  readonly host?: string;
  /** 0 is any free port. @default 0 */
  readonly port?: number;
  /** Whether browsers of any origin may call. @default true */
  readonly cors?: boolean;
  /** The largest request body that is read, in bytes. @default 10 MB */
  readonly maxBody?: number;
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
  /** Milliseconds after which closing waits for no request any more. @default 10,000 */
  readonly closeTimeout?: number;
}

/** What is served. */
export interface Stock {
  readonly apis: LoadedApis;
  readonly worlds: Worlds;
  /** The tester's door beside the APIs. @default none */
  readonly door?: Door;
  readonly createMask: CreateMask;
}

/** Several APIs served on one port. */
export interface Serving {
  /** Without a trailing slash. */
  readonly url: string;
  /** One `curl` command for each operation, that works as it stands. */
  samples(): Promise<readonly string[]>;
  /** What whoever starts the mock should know of its APIs, in lines. */
  notes(): Promise<readonly string[]>;
  /** Refuses new requests, answers those under way, and frees the port. */
  close(): Promise<void>;
}

/**
 * Serves APIs on one port.
 * @throws UserError PORT_IN_USE, LISTEN_FAILED or ARGUMENT_INVALID.
 */
export async function serve({ apis, worlds, door, createMask }: Stock, options: ServeOptions): Promise<Serving> {
  const { random = Math.random, onRequest = ignore, onReload = ignore, onBug = ignore } = options;
  const closing = new AbortController();
  const handler = createHandler({
    surroundings: () => ({ apis: apis.current(), worlds, random, onBug }),
    createMask,
    journaling: true,
    log: onRequest,
    onBug,
    maxBody: settleMaxBody(options.maxBody),
    closing: closing.signal,
    ...(options.cors !== false && { headers: { Vary: 'Origin' } }),
  });
  const starting = startServer(handler, {
    host: options.host,
    port: options.port ?? 0,
    cors: options.cors,
    closeTimeout: options.closeTimeout,
    door,
    frontPage: () => listOperations(apis.current()) + (door ? `\nControl API: ${door.path}\n` : ''),
    ownsRoot: () =>
      apis.current().some((api) => api.mount === '' && api.match('path', 'GET', '/').kind === 'operation'),
  });
  starting.catch(() => worlds.close());
  const server = await starting;
  if (options.watch === true) await apis.watch(onReload);
  return {
    url: server.url,
    notes: async () => [...noteAll(apis.current()), ...(await pathNotes(apis.own()))],
    samples: () => sampleAll(apis.current(), worlds, server.url),
    async close() {
      closing.abort();
      await Promise.all([server.close(), door?.close(), apis.close()]);
      worlds.close();
    },
  };
}

async function sampleAll(apis: readonly MockedApi[], worlds: Worlds, url: string): Promise<readonly string[]> {
  const world = await worlds.open(defaultWorld);
  const samples: string[] = [];
  for (const { description, behaviour } of grouped(apis)) {
    const schemas = createSchemaReader(description.document);
    for (const operation of description.operations.filter(({ unserved }) => unserved === undefined)) {
      const schemes = (operation.security[0] ?? []).map(({ scheme }) => scheme);
      const tokens = new Map<SecurityScheme, string>();
      for (const scheme of schemes) tokens.set(scheme, await behaviour.sampleToken(world, scheme));
      samples.push(curlSample(operation, url, tokens, schemas));
    }
  }
  return samples;
}

function noteAll(apis: readonly MockedApi[]): readonly string[] {
  return grouped(apis).flatMap(({ behaviour, description }) => [
    ...(description.address === undefined
      ? []
      : [`${description.address} is read once: start anew to serve its edits.`]),
    ...(description.notes ?? []),
    ...(behaviour.tell?.(description) ?? []),
  ]);
}

// What belongs to one API stands together.
function grouped(apis: readonly MockedApi[]): readonly MockedApi[] {
  const names = [...new Set(apis.map(({ name }) => name))];
  return names.flatMap((name) => apis.filter((api) => api.name === name));
}

function listOperations(apis: readonly MockedApi[]): string {
  const blocks = grouped(apis).map(({ description: { document, operations } }) => {
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
