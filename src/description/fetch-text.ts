import type { IncomingMessage } from 'node:http';
import { pipeline, type Transform } from 'node:stream';
import { createBrotliDecompress, createGunzip, createInflate } from 'node:zlib';
import { messageOf, UserError } from '../errors.js';
import { agentFor, proxyFor } from '../proxy.js';

/** A text that a server gave. */
export interface FetchedText {
  readonly text: string;
  /** Where it was in the end, after all redirects: what is relative in it is relative to that (RFC 3986 5.1.3). */
  readonly address: URL;
}

export interface FetchLimits {
  /** Milliseconds for the whole of it, redirects included. @default 30,000 */
  readonly timeout?: number;
  /** Bytes of the text. @default 100,000,000 */
  readonly size?: number;
}

/** As many as fetch follows. */
const mostRedirects = 20;

/**
 * Gets a text from an http or https address, through the proxy that the environment names for it.
 * @throws UserError DESCRIPTION_UNREACHABLE, DESCRIPTION_NOT_FOUND for another status than 200, or
 * DESCRIPTION_UNREADABLE for a web page or more bytes than the limit.
 */
export async function fetchText(
  given: URL,
  { timeout = 30_000, size = 100e6 }: FetchLimits = {},
): Promise<FetchedText> {
  const signal = AbortSignal.timeout(timeout);
  let address = given;
  try {
    for (let redirects = 0; redirects <= mostRedirects; redirects += 1) {
      const response = await get(address, { signal, timeout });
      const next = nextAddress(response, address);
      if (next === undefined) return { text: await readAnswer(response, address, size), address };
      response.destroy();
      address = next;
    }
  } catch (error) {
    if (error instanceof UserError) throw error;
    const why = signal.aborted ? `no whole answer within ${String(timeout / 1000)} s` : messageOf(error);
    throw unreachable(address, why, error);
  }
  throw unreachable(given, `it redirects more than ${String(mostRedirects)} times`);
}

/** An address as it may be shown: without user, password and query, which may hold a secret. */
export function showAddress({ origin, pathname }: URL): string {
  return origin + pathname;
}

interface Getting {
  readonly signal: AbortSignal;
  readonly timeout: number;
}

async function get(address: URL, { signal, timeout }: Getting): Promise<IncomingMessage> {
  const { request } = address.protocol === 'https:' ? await import('node:https') : await import('node:http');
  return new Promise((resolve, reject) => {
    const headers = { Accept: 'application/yaml, application/json, */*;q=0.8', 'User-Agent': 'signoff' };
    const agent = agentFor(address.href, timeout);
    request(address, { agent, headers, signal }, resolve).on('error', reject).end();
  });
}

// A password goes along to the same origin only: a relative target inherits it, an absolute one does not.
function nextAddress({ statusCode = 0, headers: { location } }: IncomingMessage, address: URL): URL | undefined {
  if (![301, 302, 303, 307, 308].includes(statusCode) || location === undefined) return undefined;
  const next = new URL(location, address);
  if (next.protocol === 'http:' || next.protocol === 'https:') return next;
  throw unreachable(address, `it redirects to ${next.protocol}`);
}

async function readAnswer(response: IncomingMessage, address: URL, size: number): Promise<string> {
  if (response.statusCode !== 200) {
    response.destroy();
    const status = `${String(response.statusCode)} ${response.statusMessage ?? ''}`.trim();
    throw new UserError(
      'DESCRIPTION_NOT_FOUND',
      `${showAddress(address)} answered ${status}, not 200.${hint(response)}`,
    );
  }
  const text = await readText(response, address, size);
  if (!/^\uFEFF?\s*</.test(text)) return text;
  throw new UserError(
    'DESCRIPTION_UNREADABLE',
    `${showAddress(address)} is a web page, no description. Give the address of the YAML or JSON file itself.`,
  );
}

function hint({ statusCode }: IncomingMessage): string {
  const needsCredentials = statusCode === 401 || statusCode === 403 || statusCode === 407;
  return needsCredentials ? ' Download the file with the credentials that it needs, and give its path.' : '';
}

// Nothing encoded is asked for, but what lies compressed in a store comes as it lies.
const decoders = new Map<string, () => Transform>([
  ['gzip', createGunzip],
  ['deflate', createInflate],
  ['br', createBrotliDecompress],
]);

async function readText(response: IncomingMessage, address: URL, size: number): Promise<string> {
  const decoder = decoders.get(response.headers['content-encoding'] ?? '')?.();
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of decoder === undefined ? response : compose(response, decoder)) {
    const bytes = chunk as Buffer; // no encoding is set, so nothing else comes
    length += bytes.length;
    if (length > size) {
      const message = `${showAddress(address)} is larger than ${String(size / 1e6)} MB.`;
      throw new UserError('DESCRIPTION_UNREADABLE', message); // which ends the loop, and with it the connection
    }
    chunks.push(bytes);
  }
  return Buffer.concat(chunks).toString('utf8');
}

// Unlike `pipe` it hands on that the server broke off.
function compose(response: IncomingMessage, decoder: Transform): Transform {
  return pipeline(response, decoder, () => undefined);
}

function unreachable(address: URL, why: string, cause?: unknown): UserError {
  const proxy = proxyFor(address.href);
  const through = proxy === undefined ? '' : ` through the proxy ${new URL(proxy).host}`;
  return new UserError('DESCRIPTION_UNREACHABLE', `${showAddress(address)} cannot be reached${through}: ${why}.`, {
    cause,
  });
}
