import cors from 'cors';
import { createHash, timingSafeEqual } from 'node:crypto';
import { isIP } from 'node:net';
import type { Description } from '../description/load.js';
import { UserError } from '../errors.js';
import { lazily } from '../mock/lazily.js';
import { createHandler, type Handler } from '../mock/handler.js';
import { headerValues, type Incoming } from '../mock/incoming.js';
import { refuseUnread } from '../mock/malformed.js';
import { createMasking } from '../mock/mask.js';
import { mockApi, type MockedApi } from '../mock/mocked-api.js';
import { reasonHeader } from '../mock/reason.js';
import type { Door } from '../mock/server.js';
import { memoryStore } from '../state/memory-store.js';
import { createWorld } from '../state/world.js';
import { controlBehaviour } from './behaviour.js';
import type { Controls } from './controls.js';

export interface DoorOptions {
  /** Loads the description of the control API; asked when somebody first knocks. */
  readonly load: () => Promise<Description>;
  readonly controls: Controls;
  readonly apis: () => readonly MockedApi[];
  readonly version: string;
  /** The address that the mock listens on. */
  readonly host: string;
  /** What lets in where the mock listens on another address than loopback. @default nothing does */
  readonly adminToken?: string | undefined;
  /** Origins whose pages may call, such as `http://localhost:3000`. @default none */
  readonly origins?: readonly string[] | undefined;
  /** Told of every bug of ours. */
  readonly onBug: (error: unknown) => void;
}

/**
 * The tester's door of a mock: the control API under `/__signoff`, served from its description as any other API is.
 * Open on loopback; elsewhere it asks for the admin token, and is shut without one.
 * @throws UserError ARGUMENT_INVALID when one of the origins is none.
 */
export function createDoor(options: DoorOptions): Door {
  const { load, host, onBug } = options;
  const origins = readOrigins(options.origins ?? []);
  const adminToken = options.adminToken?.trim() || undefined; // nobody could send an empty one
  const isOpen = isLoopback(host);
  const behaviour = controlBehaviour({
    ...options,
    isAdmin: (token) => adminToken !== undefined && isSame(token, adminToken),
  });
  const world = Promise.resolve(createWorld({ store: memoryStore(), name: 'control' }));
  const closing = new AbortController();
  const guard = (incoming: Incoming): void => {
    if (!isOpen && adminToken === undefined) throw off();
    if (isOpen) refuseForeignHost(incoming, host);
    refuseForeignOrigin(incoming, origins);
  };
  const createDoorHandler = async (): Promise<Handler> => {
    const description = await load();
    const operations = description.operations.map((one) => (isOpen ? { ...one, security: [] } : one));
    const apis = [mockApi('control', { ...description, operations }, behaviour)];
    return createHandler({
      surroundings: () => ({
        apis,
        worlds: { open: () => world, ofToken: () => Promise.resolve(undefined) },
        random: Math.random,
        onBug,
        guard,
        isStrict: true, // a preference would replay an example in place of the deed, and ask nobody for the token
      }),
      createMask: createMasking([]),
      journaling: false,
      log: () => undefined,
      onBug,
      closing: closing.signal,
      maxBody: 1024 * 1024,
    });
  };
  const ready = lazily(createDoorHandler);
  const handler: Handler = (request, response) => {
    void ready().then(
      (handle) => handle(request, response),
      (error: unknown) => {
        onBug(error);
        refuseUnread(response, 503, 'The control API cannot be loaded just now.', 'UNAVAILABLE');
      },
    );
  };
  return {
    path: '/__signoff',
    handler: origins.length === 0 ? handler : allowOrigins(handler, origins),
    close() {
      closing.abort();
      return Promise.resolve();
    },
  };
}

/** Whether nobody from another machine can reach this address (RFC 1122 section 3.2.1.3, RFC 4291 section 2.5.3). */
function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || /^127(?:\.\d+){3}$/.test(host);
}

function isSame(token: string, expected: string): boolean {
  const [a, b] = [token, expected].map((text) => createHash('sha256').update(text).digest());
  return a !== undefined && b !== undefined && timingSafeEqual(a, b);
}

// A page on the web can make its own name lead to this machine (DNS rebinding), but it cannot choose the Host header.
function refuseForeignHost({ headers }: Incoming, host: string): void {
  const [value = '', ...others] = headerValues(headers, 'host');
  const name = hostName(value);
  const isOwn = name === host || name === 'localhost' || name.endsWith('.localhost') || isIP(name) !== 0;
  if (isOwn && others.length === 0) return;
  throw new UserError('HOST_FOREIGN', 'The control API answers requests to localhost or to an address only.');
}

function hostName(host: string): string {
  return host
    .replace(/:\d*$/, '')
    .replace(/^\[(.*)\]$/, '$1')
    .toLowerCase();
}

// A page on the web can send simple requests anywhere, and the browser tells from where.
function refuseForeignOrigin({ headers }: Incoming, origins: readonly string[]): void {
  const [host = ''] = headerValues(headers, 'host');
  const own = [`http://${host}`, `https://${host}`];
  const isForeign = headerValues(headers, 'origin').some((origin) => ![...own, ...origins].includes(origin));
  if (isForeign) throw new UserError('ORIGIN_FOREIGN', 'Pages of this origin may not use the control API.');
}

function off(): UserError {
  const message =
    'The control API is off, because this mock can be reached from other machines. ' +
    'Start the mock with SIGNOFF_ADMIN_TOKEN set, and send that as a bearer token.';
  return new UserError('CONTROL_OFF', message);
}

function readOrigins(texts: readonly string[]): readonly string[] {
  const wrong = texts.filter((text) => originOf(text) === undefined);
  if (wrong.length === 0) return texts.flatMap((text) => originOf(text) ?? []);
  const message = `No origin: ${wrong.join(', ')}. An origin is like http://localhost:3000, each named by itself.`;
  throw new UserError('ARGUMENT_INVALID', message);
}

// As browsers write it (RFC 6454 section 6.2): in lower case, without the usual port and without a path.
function originOf(text: string): string | undefined {
  if (!URL.canParse(text)) return undefined;
  const { protocol, host, href } = new URL(text);
  const origin = `${protocol}//${host}`;
  return host !== '' && (href === origin || href === `${origin}/`) ? origin : undefined;
}

// Only a preflight (Fetch standard section 4.8) of a page that may call is answered here.
function allowOrigins(handler: Handler, origins: readonly string[]): Handler {
  const allow = cors((request, callback) => {
    const isPreflight = request.headers['access-control-request-method'] !== undefined;
    const isListed = origins.includes(request.headers.origin ?? '');
    callback(null, {
      origin: [...origins],
      exposedHeaders: [reasonHeader],
      preflightContinue: !isPreflight || !isListed,
    });
  });
  return (request, response) => {
    allow(request, response, () => {
      handler(request, response);
    });
  };
}
