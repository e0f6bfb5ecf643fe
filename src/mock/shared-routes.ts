import type { Operation } from '../description/operations.js';
import { hiddenOperations } from '../description/paths/hidden-operations.js';
import { shapeOf, trimSlashes } from '../description/paths/path-template.js';
import type { MockedApi } from './mocked-api.js';

export interface ServedOperation {
  readonly api: MockedApi;
  readonly operation: Operation;
}

/** An operation that is not served at one of its paths, and the one that is. */
export interface SharedRoute {
  readonly hidden: ServedOperation;
  readonly by: ServedOperation;
}

export interface SharedRoutes {
  /** Within an API: requests cannot be told apart, so that none reaches the operation. */
  readonly alike: readonly SharedRoute[];
  /** Among APIs: the operation is served below the name of its API alone. */
  readonly amongApis: readonly SharedRoute[];
  /** What a server's path leads to is a path of its own: the operation is served at its bare path alone. */
  readonly behindServers: readonly SharedRoute[];
}

/** Where several operations have one path. @param apis in the order in which they answer */
export function sharedRoutes(apis: readonly MockedApi[]): SharedRoutes {
  const all = apis.flatMap((api) => api.description.operations.map((operation) => ({ api, operation })));
  const bare = firstByRoute(all.map((served) => ({ served, route: routeOf(served, served.operation.path) })));
  const amongApis = all.flatMap((hidden): readonly SharedRoute[] => {
    const by = bare.get(routeOf(hidden, hidden.operation.path));
    return by === undefined || by.api === hidden.api ? [] : [{ hidden, by }];
  });
  const behindServers = all.flatMap((hidden) =>
    (hidden.operation.basePaths ?? []).flatMap((base): readonly SharedRoute[] => {
      const by = bare.get(routeOf(hidden, base + hidden.operation.path));
      return by === undefined || base.includes('{') ? [] : [{ hidden, by }];
    }),
  );
  return { alike: apis.flatMap(alikeIn), amongApis, behindServers };
}

function alikeIn(api: MockedApi): readonly SharedRoute[] {
  return hiddenOperations(api.description.operations).map(({ operation, by }) => ({
    hidden: { api, operation },
    by: { api, operation: by },
  }));
}

function routeOf({ api: { mount }, operation }: ServedOperation, path: string): string {
  return `${operation.method} ${trimSlashes(mount + shapeOf(path))}`;
}

function firstByRoute(
  routes: readonly { readonly served: ServedOperation; readonly route: string }[],
): ReadonlyMap<string, ServedOperation> {
  return new Map(routes.toReversed().map(({ served, route }) => [route, served]));
}
