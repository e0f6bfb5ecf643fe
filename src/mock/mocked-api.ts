import type { Validator } from '../conformance/validator.js';
import type { Description } from '../description/load.js';
import { createMakeUp, type MakeUp } from '../description/make-up.js';
import { indexPaths, type PathMatch, type PathMatcher } from '../description/match-path.js';
import type { Awaitable } from '../awaitable.js';
import { lazily } from './lazily.js';
import type { Behaviour } from './behaviour.js';

/** One API of a mock: what it promises, how it behaves, and both made ready for requests. */
export interface MockedApi {
  /** The name of the API that the description belongs to, as worlds, queues and journals know it. */
  readonly name: string;
  readonly description: Description;
  readonly behaviour: Behaviour;
  readonly match: PathMatcher;
  /** Its engine is loaded for the first request that has to be validated, so that a mock starts at once. */
  readonly validator: () => Awaitable<Validator>;
  readonly makeUp: MakeUp;
}

export function mockApi(name: string, description: Description, behaviour: Behaviour): MockedApi {
  const { document, operations } = description;
  return {
    name,
    description,
    behaviour,
    match: indexPaths(operations),
    validator: lazyValidator(document),
    makeUp: createMakeUp(document),
  };
}

/** A validator that is made when it is first asked for. */
export function lazyValidator(document: Description['document']): () => Awaitable<Validator> {
  let validator: Validator | undefined;
  const load = lazily(async () => {
    const { createValidator } = await import('../conformance/validator.js');
    return (validator = createValidator(document));
  });
  return () => validator ?? load();
}

/** What a request leads to among the APIs of a mock. */
export type ApiMatch = Matched | Unmatched;

export type Matched = Extract<PathMatch, { kind: 'operation' }> & { readonly api: MockedApi };

export type Unmatched =
  | (Extract<PathMatch, { kind: 'other-method' }> & { readonly apis: readonly MockedApi[] })
  | Extract<PathMatch, { kind: 'nothing' }>;

/** Every API answers below a prefix of its own name too, which clients get from their base URL. */
export function matchApi(apis: readonly MockedApi[], method: string, path: string): ApiMatch {
  const match = matchPath(apis, method, path);
  const [, name, rest] = /^\/+([^/]+)(\/.*)$/s.exec(path) ?? [];
  if (match.kind !== 'nothing' || rest === undefined) return match;
  return matchPath(
    apis.filter((api) => api.name === name),
    method,
    rest,
  );
}

function matchPath(apis: readonly MockedApi[], method: string, path: string): ApiMatch {
  const owners: MockedApi[] = [];
  const allow: string[] = [];
  for (const api of apis) {
    const match = api.match(method, path);
    if (match.kind === 'operation') {
      const { kind, operation, pathParameters } = match;
      return { kind, api, operation, pathParameters };
    }
    if (match.kind === 'nothing') continue;
    owners.push(api);
    allow.push(...match.allow);
  }
  return owners.length > 0 ? { kind: 'other-method', allow: [...new Set(allow)], apis: owners } : { kind: 'nothing' };
}
