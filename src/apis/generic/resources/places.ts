import type { AnswerBody } from '../../../description/answers.js';
import type { MediaTypeObject, Schema } from '../../../description/document.js';
import { isObject, itemsOf } from '../../../description/json-value.js';
import type { SchemaReader } from '../../../description/schemas.js';

/** Where in a body something stands: the members that lead there, outer first. */
export type Place = readonly string[];

/** Something that stands in a body, and its schema. */
export interface Placed {
  readonly place: Place;
  readonly schema: Schema;
}

/** The schema of a body; where none says anything, one that is made of its example. */
export function schemaOfBody(body: AnswerBody, reader: SchemaReader): Schema | undefined {
  if (body.kind === 'empty') return undefined;
  return isSilent(body.schema, reader) && body.kind === 'value' ? schemaOfValue(body.value) : body.schema;
}

/** The same of a body of a request. */
export function schemaOfMedia(
  { schema = true, example, examples = {} }: MediaTypeObject,
  reader: SchemaReader,
): Schema {
  if (!isSilent(schema, reader)) return schema;
  const [named] = Object.values(examples);
  const value = named === undefined ? example : named.value;
  return value === undefined ? schema : schemaOfValue(value);
}

function isSilent(schema: Schema, reader: SchemaReader): boolean {
  return reader.members(schema).size === 0 && reader.items(schema) === undefined;
}

function schemaOfValue(value: unknown): Schema {
  if (Array.isArray(value)) return { type: 'array', items: value.length > 0 ? schemaOfValue(value[0]) : true };
  if (isObject(value)) {
    const properties = Object.entries(value).map(([name, member]) => [name, schemaOfValue(member)]);
    return { type: 'object', properties: Object.fromEntries(properties) as object };
  }
  return value === null ? true : { type: typeof value };
}

type Fits = (schema: Schema) => boolean;

/** Where a thing stands in a body: the body itself, or its only member that fits, such as `data` or `book`. */
export function placeOfThing(schema: Schema | undefined, fits: Fits, reader: SchemaReader): Placed | undefined {
  if (schema === undefined || reader.items(schema) !== undefined) return undefined;
  if (fits(schema)) return { place: [], schema };
  return onlyOne(membersOfSchema(schema, reader).filter(({ schema: member }) => fits(member)));
}

/** Where a list of things stands in a body, with the schema of its items: the body itself, a member, or one of a member. */
export function placeOfList(schema: Schema | undefined, fits: Fits, reader: SchemaReader): Placed | undefined {
  if (schema === undefined) return undefined;
  const listIn = (placed: Placed): readonly Placed[] => {
    const items = reader.items(placed.schema);
    return items !== undefined && fits(items) ? [{ place: placed.place, schema: items }] : [];
  };
  const [itself] = listIn({ place: [], schema });
  if (itself !== undefined) return itself;
  const members = membersOfSchema(schema, reader);
  const inMembers = members.flatMap(listIn);
  if (inMembers.length > 0) return onlyOne(inMembers);
  const deeper = members.flatMap(({ place, schema: member }) =>
    membersOfSchema(member, reader).flatMap((inner) => listIn({ ...inner, place: [...place, ...inner.place] })),
  );
  return onlyOne(deeper);
}

function membersOfSchema(schema: Schema, reader: SchemaReader): readonly Placed[] {
  return [...reader.members(schema)].map(([name, member]) => ({ place: [name], schema: member }));
}

// Of several nobody knows which is meant, unless one bears a usual name.
function onlyOne(found: readonly Placed[]): Placed | undefined {
  if (found.length <= 1) return found[0];
  const usual = found.filter(({ place }) =>
    /^(?:data|items|results?|records|list|content|values|entries)$/i.test(place.at(-1) ?? ''),
  );
  return usual.length === 1 ? usual[0] : undefined;
}

/** What stands at a place of a value. */
export function valueAt(value: unknown, place: Place): unknown {
  return place.reduce<unknown>(
    (inner, name) => (isObject(inner) && Object.hasOwn(inner, name) ? inner[name] : undefined),
    value,
  );
}

/** A value with something else at a place; what leads there is made where it is lacking. */
export function withValueAt(value: unknown, place: Place, inner: unknown): unknown {
  const [name, ...rest] = place;
  if (name === undefined) return inner;
  const members = isObject(value) ? value : {};
  const member = Object.hasOwn(members, name) ? members[name] : undefined;
  return { ...members, [name]: withValueAt(member, rest, inner) };
}

/** The things that a documented list holds. */
export function thingsIn(value: unknown, place: Place): readonly Readonly<Record<string, unknown>>[] {
  return itemsOf(valueAt(value, place)).filter(isObject);
}
