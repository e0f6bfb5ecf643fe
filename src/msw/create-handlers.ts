import { http, type RequestHandler } from 'msw';
import { genericBehaviour } from '../apis/generic/generic-behaviour.js';
import { createControls } from '../control/controls.js';
import { describe, readParsed } from '../description/describe.js';
import { UserError } from '../errors.js';
import { createAttend, type AttendOptions } from '../mock/attend.js';
import { createMask, type Fingerprint } from '../mock/create-mask.js';
import { mockApi, type MockedApi } from '../mock/mocked-api.js';
import type { LogLine } from '../mock/log.js';
import { settleMaxBody } from '../mock/max-body.js';
import type { Surroundings } from '../mock/road.js';
import { memoryStore } from '../state/memory-store.js';
import type { World } from '../state/world.js';
import { createWorlds, defaultWorld } from '../state/worlds.js';
import { createTester, type BundledName, type Tester } from '../tester.js';
import { addressesOf, type Address, type BaseUrl } from './addresses.js';
import { boxedNames, playBoxed, type PlayedApi } from './boxed-apis.js';
import { toIncoming } from './to-incoming.js';
import { toResponse } from './to-response.js';

export interface HandlersOptions<A extends string = BundledName> {
  /** Names of APIs in the box. @default every one, or none where `documents` are given */
  readonly apis?: readonly A[];
  /** Further APIs: what was parsed from their OpenAPI files, each under the name of its API. @default none */
  readonly documents?: Readonly<Record<string, object>>;
  /**
   * Where the app asks, instead of the servers of the descriptions: an address, or a path of the page's own origin,
   * such as `/api`; for all APIs or for each by its name.
   */
  readonly baseUrl?: BaseUrl;
  /** Milliseconds since 1970. @default Date.now */
  readonly now?: () => number;
  /** Whether a well-formed token that nobody issued is taken for a fresh session, once. @default false */
  readonly anyToken?: boolean;
  /** The largest request body that is read, in bytes. @default 10 MB */
  readonly maxBody?: number;
  /** Told of every request. @default nobody */
  readonly onRequest?: (line: LogLine) => void;
  /** Told of every bug of ours. @default the console */
  readonly onBug?: (error: unknown) => void;
  /** A number from 0 up to 1. @default Math.random */
  readonly random?: () => number;
}

/** Handlers for `setupServer` and `setupWorker`, and what a test does with the world behind them. */
export type Handlers<A extends string = BundledName> = RequestHandler[] & Tester<A>;

/**
 * Makes request handlers of Mock Service Worker that answer as the mock does: the same descriptions, the same road.
 * @throws UserError API_UNKNOWN, ARGUMENT_INVALID, DESCRIPTION_INVALID or OPERATION_CONFLICT.
 */
export function createHandlers<const A extends string = BundledName>(
  options: HandlersOptions<A | BundledName> = {},
): Handlers<A> {
  const { now, onRequest = () => undefined, onBug = console.error, random = Math.random } = options;
  const maxBody = settleMaxBody(options.maxBody);
  const apis = play(options);
  const mocked = inOrder(apis);
  const seed = async (world: World): Promise<void> => {
    for (const { behaviour } of apis) await behaviour.seed(world);
  };
  const worlds = createWorlds({ store: memoryStore(), seed, now });
  const fingerprint = createFingerprint();
  const shapes = apis.flatMap(({ behaviour }) => behaviour.tokenShape ?? []);
  const controls = createControls({ apis: () => mocked, worlds, fingerprint });
  const attending = { createMask: () => createMask(fingerprint, shapes), journaling: true, log: onRequest, onBug };
  const handlers = addressesOf(apis, options.baseUrl).map((address) => {
    const here = inOrder(address.apis);
    const surroundings = (): Surroundings => ({ apis: here, worlds, random, onBug });
    return toHandler(address, { ...attending, surroundings }, maxBody);
  });
  const names = apis.map(({ name }) => name);
  return Object.assign(handlers, createTester<A>({ controls, world: defaultWorld, apis: names }));
}

function play({ apis, documents = {}, anyToken = false }: HandlersOptions<string>): readonly PlayedApi[] {
  const further = Object.entries(documents);
  const boxed = apis ?? (further.length > 0 ? [] : boxedNames);
  const played = [
    ...boxed.map((name) => playBoxed(name, { anyToken })),
    ...further.map(([name, parsed]) => playParsed(name, parsed, anyToken)),
  ];
  const twice = played.find(({ name }, index) => played.findIndex((other) => other.name === name) < index);
  if (twice !== undefined)
    throw new UserError('OPERATION_CONFLICT', `There are two APIs ${twice.name}: name each once.`);
  return played;
}

function playParsed(name: string, parsed: object, anyToken: boolean): PlayedApi {
  const behaviour = genericBehaviour(name, { anyToken });
  return { name, behaviour, mocked: [mockApi(name, describe(name, readParsed(name, parsed)), behaviour)] };
}

// What stands beside an API gives way to every API's own description.
function inOrder(apis: readonly PlayedApi[]): readonly MockedApi[] {
  return [...apis.flatMap(({ mocked }) => mocked.slice(0, 1)), ...apis.flatMap(({ mocked }) => mocked.slice(1))];
}

function toHandler({ requests, base }: Address, attending: AttendOptions, maxBody: number): RequestHandler {
  const attend = createAttend(attending);
  return http.all(requests, async ({ request, cookies }) => {
    const handled = await attend(await toIncoming(request, base, cookies, maxBody));
    return toResponse(handled, request.method);
  });
}

// Browsers cannot hash without waiting. A random name tells even less of a secret, and a page does not live long.
function createFingerprint(): Fingerprint {
  const names = new Map<string, string>();
  return (secret) => {
    const name = names.get(secret) ?? `masked:${crypto.randomUUID().slice(0, 8)}`;
    names.set(secret, name);
    return name;
  };
}
