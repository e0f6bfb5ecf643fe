import type { Schema } from '../../../description/document.js';
import type { SchemaReader } from '../../../description/schemas.js';

/**
 * The member of a thing that a path parameter names: of the same name, or what is left of it without the name of the
 * thing, such as `id` for `bookId` in `/books/{bookId}`, and `id` for `book`.
 * @param collection the last fixed part of the path, such as `books`.
 */
export function findKeyMember(
  schema: Schema,
  { parameter, collection }: { readonly parameter: string; readonly collection: string },
  reader: SchemaReader,
): string | undefined {
  const members = [...reader.members(schema)].filter(([, member]) => isPlain(member, reader)).map(([name]) => name);
  const asked = plain(parameter);
  const thing = singular(plain(collection));
  const named = (wanted: string): string | undefined => members.find((name) => plain(name) === wanted);
  const suffix = members.find(
    (name) => asked.endsWith(plain(name)) && thing.endsWith(asked.slice(0, -plain(name).length)),
  );
  return (
    members.find((name) => name === parameter) ??
    named(asked) ??
    suffix ??
    named(thing + asked) ??
    (asked === thing || asked.endsWith('id') ? (named('id') ?? named('uuid')) : undefined)
  );
}

/** A name as it is compared: case and separators tell nothing apart. */
export function plain(name: string): string {
  return name.toLowerCase().replace(/[^a-z0-9]/g, '');
}

function singular(word: string): string {
  if (word.endsWith('ies')) return `${word.slice(0, -3)}y`;
  if (/(?:x|ch|sh|ss)es$/.test(word)) return word.slice(0, -2);
  return word.endsWith('s') && !word.endsWith('ss') ? word.slice(0, -1) : word;
}

// What can stand in a path.
function isPlain(schema: Schema, reader: SchemaReader): boolean {
  const types = reader.types(schema);
  return types.length === 0 || types.some((type) => type === 'string' || type === 'integer' || type === 'number');
}
