import { bundledApis, createGeneric, recognise, type Actor } from './bundled.js';
import type { Fixtures } from './check/fixtures.js';
import { loadDescription, type Description } from './description/load.js';
import { UserError } from './errors.js';
import { curlSample } from './mock/curl-sample.js';
import { createHandler } from './mock/handler.js';
import type { LogLine } from './mock/log.js';
import { mockApi, type MockedApi } from './mock/mocked-api.js';
import { startServer } from './mock/server.js';
import { watchFiles } from './mock/watch.js';
import { memoryStore } from './state/memory-store.js';
import { createWorld, type World } from './state/world.js';

export interface MockOptions {
  /** Names of APIs in the box, or paths of OpenAPI files. @default every API in the box */
  readonly apis?: readonly string[];
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
  /** Milliseconds since 1970. @default Date.now */
  readonly now?: () => number;
  /** A number from 0 up to 1. @default Math.random */
  readonly random?: () => number;
}

export type Reload = { readonly kind: 'served'; readonly name: string } | { readonly kind: 'failed'; readonly error: unknown };

/** A running mock. */
export interface Mock {
  /** Without a trailing slash. */
  readonly url: string;
  readonly apis: readonly string[];
  /** One `curl` command for each operation, that works as it stands. */
  samples(): Promise<readonly string[]>;
  /** Fixtures for a contract run of one API against this mock. */
  furnish(api: string): Promise<Fixtures>;
  /** Refuses new requests, answers those under way, and frees the port. */
  close(): Promise<void>;
  [Symbol.asyncDispose](): Promise<void>;
}

interface Stage {
  readonly file: string;
  readonly companions: readonly string[];
  readonly actor: Actor;
  api: MockedApi;
}

/**
 * Starts a mock of the given APIs on one port.
 * @throws UserError API_UNKNOWN, DESCRIPTION_NOT_FOUND, DESCRIPTION_UNREADABLE, DESCRIPTION_INVALID,
 * OPERATION_CONFLICT, PORT_IN_USE or LISTEN_FAILED.
 */
export async function createMock(options: MockOptions = {}): Promise<Mock> {
  const { apis = [...bundledApis.keys()], random = Math.random, onReload, onBug = () => undefined } = options;
  const stages = await Promise.all(apis.map((api) => setStage(api)));
  refuseConflicts(stages);
  const world = createWorld({ store: memoryStore(), ...(options.now && { now: options.now }) });
  for (const { actor } of stages) await actor.behaviour.seed(world);

  const handler = createHandler({
    surroundings: () => ({ apis: stages.map(({ api }) => api), world, random }),
    log: options.onRequest ?? (() => undefined),
    onBug,
  });
  const server = await startServer(handler, {
    host: options.host,
    port: options.port ?? 0,
    cors: options.cors,
    frontPage: () => listOperations(stages),
    ownsRoot: () => stages.some(({ api }) => api.match('GET', '/').kind === 'operation'),
  });
  const watchings = options.watch === true ? stages.map((stage) => watchStage(stage, stages, onReload)) : [];
  const close = async (): Promise<void> => {
    await Promise.all([server.close(), ...watchings.map((watching) => watching.close())]);
  };
  return {
    url: server.url,
    apis: stages.map(({ api }) => api.description.name),
    samples: () => sampleAll(stages, world, server.url),
    furnish: (name) => furnish(stages, world, name),
    close,
    [Symbol.asyncDispose]: close,
  };
}

async function setStage(nameOrFile: string): Promise<Stage> {
  const bundled = bundledApis.get(nameOrFile);
  if (bundled !== undefined) {
    const { file, companions } = bundled;
    return toStage({ file, companions, actor: bundled.createActor() });
  }
  if (!/[./\\]/.test(nameOrFile)) throw unknownApi(nameOrFile);
  const description = await loadDescription(nameOrFile);
  const original = recognise(description);
  const companions = original?.companions ?? [];
  return toStage({ file: nameOrFile, companions, actor: original?.createActor() ?? createGeneric() });
}

async function toStage(parts: Omit<Stage, 'api'>): Promise<Stage> {
  const description = await loadDescription(parts.file, parts);
  return { ...parts, api: mockApi(description, parts.actor.behaviour) };
}

export function unknownApi(name: string): UserError {
  const known = [...bundledApis.keys()].join(', ');
  return new UserError('API_UNKNOWN', `No such API: ${name}. In the box: ${known}. Or give the path of an OpenAPI file.`);
}

function refuseConflicts(stages: readonly Stage[]): void {
  const owners = new Map<string, Description>();
  for (const { description } of stages.map(({ api }) => api)) {
    for (const { method, path } of description.operations) {
      const key = `${method} ${path}`;
      const owner = owners.get(key);
      if (owner !== undefined) {
        const message = `${owner.name} and ${description.name} both describe ${key}. Serve them by two mocks.`;
        throw new UserError('OPERATION_CONFLICT', message);
      }
      owners.set(key, description);
    }
  }
}

// State lives in the world, not in the stage, so that it survives a new description.
function watchStage(stage: Stage, stages: readonly Stage[], onReload: MockOptions['onReload']): ReturnType<typeof watchFiles> {
  const watching = watchFiles(stage.api.description.files, () => {
    void reload();
  });
  const reload = async (): Promise<void> => {
    try {
      const { api } = await toStage(stage);
      refuseConflicts(stages.map((other) => (other === stage ? { ...stage, api } : other)));
      stage.api = api;
      watching.follow(api.description.files);
      onReload?.({ kind: 'served', name: api.description.name });
    } catch (error) {
      onReload?.({ kind: 'failed', error });
    }
  };
  return watching;
}

async function sampleAll(stages: readonly Stage[], world: World, url: string): Promise<readonly string[]> {
  const samples: string[] = [];
  for (const { api, actor } of stages) {
    for (const operation of api.description.operations) {
      samples.push(curlSample(operation, url, await actor.behaviour.sampleToken(world)));
    }
  }
  return samples;
}

async function furnish(stages: readonly Stage[], world: World, name: string): Promise<Fixtures> {
  const stage = stages.find(({ api }) => api.description.name === name);
  if (stage === undefined) throw unknownApi(name);
  return stage.actor.furnish(world);
}

function listOperations(stages: readonly Stage[]): string {
  const lines = stages.flatMap(({ api: { description } }) => [
    `${description.document.info.title}`,
    ...description.operations.map(({ method, path, answers }) => {
      const names = [...new Set(answers.map(({ statusKey, name }) => (statusKey === name ? name : `${statusKey} ${name}`)))];
      return `  ${method} ${path}\n    answers: ${names.join(', ')}`;
    }),
    '',
  ]);
  return ['signoff mock', '', ...lines].join('\n');
}
