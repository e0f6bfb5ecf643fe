import { itemsOf, type Members } from '../description/json-value.js';
import { isList } from './json.js';

/** The values that a schema documents itself, in the order in which they are taken. */
export function documentedValues(schema: Members): readonly unknown[] {
  const { example, examples, default: usual } = schema;
  return [...(example === undefined ? [] : [example]), ...itemsOf(examples), ...(usual === undefined ? [] : [usual])];
}

/** The values that a schema lists as the only ones. */
export function listedValues(schema: Members): readonly unknown[] | undefined {
  if (schema['const'] !== undefined) return [schema['const']];
  return isList(schema['enum']) ? schema['enum'] : undefined;
}
