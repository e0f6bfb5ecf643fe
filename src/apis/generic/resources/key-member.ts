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
  const things = singulars(plain(collection));
  const named = (wanted: string): string | undefined => members.find((name) => plain(name) === wanted);
  const isOfThing = (prefix: string): boolean => things.some((thing) => thing.endsWith(prefix));
  const suffix = members.find((name) => asked.endsWith(plain(name)) && isOfThing(asked.slice(0, -plain(name).length)));
  return (
    members.find((name) => name === parameter) ??
    named(asked) ??
    suffix ??
    things.map((thing) => named(thing + asked)).find(Boolean) ??
    (things.includes(asked) || asked.endsWith('id') ? (named('id') ?? named('uuid')) : undefined)
  );
}

/** A name as it is compared: case and separators tell nothing apart. */
export function plain(name: string): string {
  return name.toLowerCase().replace(/[^a-z0-9]/g, '');
}

// What one of them may be called: English makes its plurals in several ways.
function singulars(word: string): readonly string[] {
  const endings: readonly (readonly [RegExp, string])[] = [
    [/s$/, ''],
    [/es$/, ''],
    [/ies$/, 'y'],
    [/ves$/, 'f'],
    [/ves$/, 'fe'],
    [/ices$/, 'ex'],
    [/ices$/, 'ix'],
    [/people$/, 'person'],
    [/children$/, 'child'],
    [/men$/, 'man'],
  ];
  return [word, ...endings.filter(([ending]) => ending.test(word)).map(([ending, one]) => word.replace(ending, one))];
}

// What can stand in a path.
function isPlain(schema: Schema, reader: SchemaReader): boolean {
  const types = reader.types(schema);
  return types.length === 0 || types.some((type) => type === 'string' || type === 'integer' || type === 'number');
}
