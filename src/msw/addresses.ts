import { readPathTemplate } from '../description/paths/path-template.js';
import { UserError } from '../errors.js';
import type { PlayedApi } from './boxed-apis.js';

/** For all APIs, or for each by its name. */
export type BaseUrl = string | Readonly<Record<string, string>>;

/** An address that requests are answered at. */
export interface Address {
  /** What requests to it look like, without their query. */
  readonly requests: RegExp;
  /** What their addresses begin with, before the path of an operation. */
  readonly base: RegExp;
  readonly apis: readonly PlayedApi[];
}

/**
 * The addresses of APIs: the servers of their descriptions, unless told otherwise; the longest first. All requests to
 * one are answered, as the mock does, but on an origin that the app itself may be served from: there only those to
 * the paths of operations.
 * @throws UserError ARGUMENT_INVALID for a base URL that cannot be, or for an API that there is not.
 */
export function addressesOf(apis: readonly PlayedApi[], baseUrl: BaseUrl | undefined): readonly Address[] {
  const named = typeof baseUrl === 'object' ? Object.keys(baseUrl) : [];
  const unknown = named.filter((name) => !apis.some((api) => api.name === name));
  if (unknown.length > 0) throw new UserError('ARGUMENT_INVALID', `baseUrl: there is no API ${unknown.join(', ')}.`);
  const byBase = new Map<string, PlayedApi[]>();
  const shared = new Set<string>();
  for (const api of apis) {
    const given = typeof baseUrl === 'object' ? baseUrl[api.name] : baseUrl;
    for (const url of given === undefined ? serversOf(api) : [given]) {
      const base = toBase(url);
      byBase.set(base, [...(byBase.get(base) ?? []), api]);
      if (given !== undefined || url.startsWith('/')) shared.add(base);
    }
  }
  const longestFirst = [...byBase].sort(([one], [other]) => other.length - one.length);
  return longestFirst.map(([base, group]) => toAddress(base, group, shared.has(base)));
}

function serversOf({ mocked: [own] }: PlayedApi): readonly string[] {
  const servers = own?.description.document.servers ?? [];
  return servers.length === 0 ? ['/'] : servers.map(({ url }) => url); // OpenAPI: the server of the description itself
}

// A relative one is of the page; where there is no page, of any host.
function toBase(url: string): string {
  const { location } = globalThis as { readonly location?: { readonly origin: string } };
  const isRelative = url.startsWith('/');
  if (!isRelative && !/^https?:\/\/[^/?#]/i.test(url)) {
    throw new UserError('ARGUMENT_INVALID', `A base URL begins with http://, https:// or a slash, unlike ${url}.`);
  }
  const page = location?.origin.startsWith('http') === true ? location.origin : '{scheme}://{host}';
  const whole = isRelative ? page + url : url;
  return toSource((whole.includes('{') ? whole : new URL(whole).href).replace(/\/+$/, ''));
}

function toAddress(base: string, apis: readonly PlayedApi[], isShared: boolean): Address {
  const isWholeOrigin = !/:\/\/.*\//.test(base.replaceAll('[^/]+', ''));
  const rest = isShared && isWholeOrigin ? pathsOf(apis) : '(?:/.*)?';
  return { requests: new RegExp(`^${base}${rest}$`), base: new RegExp(`^${base}`), apis };
}

function pathsOf(apis: readonly PlayedApi[]): string {
  const paths = apis.flatMap(({ name, mocked }) =>
    mocked.flatMap(({ description }) =>
      description.operations.flatMap(({ path, basePaths = [] }) =>
        ['', ...basePaths].map((base) => ({ name, path: toSource(base + readPathTemplate(path).path) })),
      ),
    ),
  );
  return `(?:${paths.map(({ name, path }) => `(?:/+${toSource(name)})?/*${path}/?`).join('|')})`;
}

// What stands in braces is anything but a slash, as in paths and servers of OpenAPI.
function toSource(template: string): string {
  const parts = template.split(/\{[^}]*\}/);
  return parts.map((part) => part.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&')).join('[^/]+');
}
