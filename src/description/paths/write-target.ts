import type { Operation } from '../operations.js';
import { encodePercent, type Field } from '../parameters/fields.js';
import { writeFields } from '../parameters/write-parameter.js';
import { readPathTemplate, type TemplatePair } from './path-template.js';
import { conditionsOf } from './tell-apart.js';

/** What of a request says where it goes, still in parts. */
export interface WrittenParts {
  /** The parameters of the path by name, percent-encoded. */
  readonly path: ReadonlyMap<string, string>;
  readonly query: readonly Field[];
}

/**
 * Writes the path and query of a request to an operation; a parameter that nobody declares is `1`. What stands behind the mark of its template goes into the
 * query, unless it is there already or only labels the operation: a fragment is never sent.
 */
export function writeTarget({ path: template, parameters }: Operation, { path, query }: WrittenParts): string {
  const { whole, pairs } = readPathTemplate(template);
  const valued = whole.replace(/\{([^}]+)\}/g, (_, name: string) => path.get(name) ?? '1');
  const isLacking = ({ name, isQuery }: TemplatePair): boolean =>
    !query.some((field) => field.name === name) &&
    (isQuery || parameters.some((one) => one.in === 'query' && one.name === name && one.required !== true));
  const ofTemplate = pairs.filter(isLacking).map(({ name, text = '', parameter }) => ({
    name,
    text: parameter === undefined ? encodePercent(text) : (path.get(parameter) ?? ''),
  }));
  const search = writeFields([...ofTemplate, ...query]);
  return search === '' ? valued : `${valued}?${search}`;
}

/** Pointers to what tells an operation from others of its path: a request without that is meant for another one. */
export function markedPlaces(operation: Operation): readonly string[] {
  if (readPathTemplate(operation.path).pairs.length === 0) return [];
  return conditionsOf(operation).map(({ in: place, name }) => `/${place}/${name}`);
}
