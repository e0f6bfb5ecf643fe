import type { PathMatch } from '../description/paths/match-path.js';
import type { Way } from '../description/paths/match-ways.js';
import type { Incoming } from './incoming.js';
import type { MockedApi } from './mocked-api.js';

/** What a request leads to among the APIs of a mock. */
export type ApiMatch = Matched | Unmatched;

export type Matched = Extract<PathMatch, { kind: 'operation' }> & { readonly api: MockedApi };

export type Unmatched =
  | (Extract<PathMatch, { kind: 'other-method' }> & { readonly apis: readonly MockedApi[] })
  | Extract<PathMatch, { kind: 'nothing' }>;

/** What of a request says where it leads. */
export type Addressed = Pick<Incoming, 'method' | 'path' | 'query' | 'headers'>;

/**
 * An API answers at the paths of its operations and behind the paths of its servers; where no API has such a path,
 * behind a prefix of its own name too, which clients get from their base URL. One that is mounted answers below its
 * mount in place of the bare paths. Of several paths the one with the most literal letters is meant; of several such a
 * bare one, then that of the first API.
 */
export function matchApi(apis: readonly MockedApi[], request: Addressed): ApiMatch {
  const bare = matchWay(apis, 'path', request);
  if (bare.kind === 'operation' && bare.literalLength === Infinity) return bare;
  const server = matchWay(apis, 'server', request);
  const best = moreLiteral(bare, server);
  if (best !== undefined) return best;
  const named = matchNamed(apis, request);
  if (named.kind === 'operation') return named;
  const open = matchWay(apis, 'open-server', request);
  if (open.kind === 'operation') return open;
  return [bare, server, named, open].find(({ kind }) => kind === 'other-method') ?? nothing;
}

function moreLiteral(one: ApiMatch, other: ApiMatch): Matched | undefined {
  if (other.kind !== 'operation') return one.kind === 'operation' ? one : undefined;
  return one.kind === 'operation' && one.literalLength >= other.literalLength ? one : other;
}

function matchNamed(apis: readonly MockedApi[], request: Addressed): ApiMatch {
  const [, name, rest] = /^\/+([^/]+)(\/.*)$/s.exec(request.path) ?? [];
  const here = rest === undefined ? [] : apis.filter((api) => api.name === name);
  if (here.length === 0) return nothing;
  const matches = ways.map((way) => matchWay(here, way, request, () => rest));
  return matches.find(({ kind }) => kind === 'operation') ?? matches.find(({ kind }) => kind !== 'nothing') ?? nothing;
}

const ways = ['path', 'server', 'open-server'] as const;

/** @param pathIn what of the path an API looks at. @default what is below its mount */
function matchWay(
  apis: readonly MockedApi[],
  way: Way,
  request: Addressed,
  pathIn: (api: MockedApi) => string | undefined = (api) => restBelow(api.mount, request.path),
): ApiMatch {
  const owners: MockedApi[] = [];
  const allow: string[] = [];
  let best: Matched | undefined;
  for (const api of apis) {
    const path = pathIn(api);
    const match = path === undefined ? nothing : api.match(way, request.method, path, request);
    if (match.kind === 'operation') {
      if (best === undefined || match.literalLength > best.literalLength) best = toMatched(api, match);
      if (best.literalLength === Infinity) return best;
    }
    if (match.kind !== 'other-method') continue;
    owners.push(api);
    allow.push(...match.allow);
  }
  if (best !== undefined) return best;
  return owners.length > 0 ? { kind: 'other-method', allow: [...new Set(allow)], apis: owners } : nothing;
}

const nothing = { kind: 'nothing' } as const;

function restBelow(mount: string, path: string): string | undefined {
  if (mount === '') return path;
  const plain = path.replace(/^\/+/, '/');
  if (plain === mount) return '/';
  return plain.startsWith(`${mount}/`) ? plain.slice(mount.length) : undefined;
}

// Spelt out: to spread it took longer than to find it.
function toMatched(api: MockedApi, match: Extract<PathMatch, { kind: 'operation' }>): Matched {
  const { kind, operation, pathParameters, encodedParameters, literalLength } = match;
  return { kind, api, operation, pathParameters, encodedParameters, literalLength };
}
