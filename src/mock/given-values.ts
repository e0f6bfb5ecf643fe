import type { RequestValues } from '../conformance/validator.js';
import { membersOf } from '../description/json-value.js';
import type { Operation } from '../description/operations.js';

/**
 * The values of a request that its answer may show again, by name. The path says most of what is asked for, the query least.
 * What a path such as `/pets/{petId}` ends in is the thing itself, so its last parameter is the thing's `id`, too.
 */
export function givenValues({ path: template }: Operation, values: RequestValues): ReadonlyMap<string, unknown> {
  const { path, query, body } = values;
  const [, last = ''] = /\{([^{}]+)\}\/?$/.exec(template) ?? [];
  const isId = /(?:^|[a-z\d_-])id$/i.test(last) && Object.hasOwn(path, last);
  const entries = [
    ...Object.entries(query),
    ...Object.entries(membersOf(body)),
    ...(isId ? [['id', path[last]] as const] : []),
    ...Object.entries(path),
  ];
  return new Map(entries.filter(([, value]) => value !== undefined));
}
