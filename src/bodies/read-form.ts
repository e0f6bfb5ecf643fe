import { readParameter } from '../conformance/read-parameter.js';
import type { EncodingObject, MediaTypeObject, ParameterObject, Schema } from '../description/document.js';
import { isJson } from '../description/media-type.js';
import { parseJson } from '../json.js';
import { additional, giveTypes, type Tools } from './give-types.js';

/**
 * Reads a form (`application/x-www-form-urlencoded`) by its schema: each member as a query parameter of its style, or
 * as text or JSON where its encoding gives none (OpenAPI 3.1 section 4.8.14.4). Texts get their declared types.
 */
export function readForm(text: string, { schema, encoding = {} }: MediaTypeObject, tools: Tools): unknown {
  const { schemas } = tools;
  const types = schemas.types(schema);
  if (types.length > 0 && !types.includes('object')) return giveTypes(text, schema, tools);
  const form = readPairs(text);
  const left = new Set(form.texts.keys());
  const values = new Map<string, unknown>();
  for (const [name, member] of schemas.members(schema)) {
    const own = Object.hasOwn(encoding, name) ? encoding[name] : undefined;
    const { value, keys } = readMember({ name, schema: member, encoding: own }, form, tools);
    for (const key of keys) left.delete(key);
    if (value !== undefined) values.set(name, giveTypes(value, member, tools));
  }
  const further = additional(schema, schemas);
  for (const key of left) values.set(key, giveTypes(single(form.texts.get(key)), further, tools));
  return Object.fromEntries(values);
}

interface Form {
  readonly query: URLSearchParams;
  /** By key, in order; to look a key up in the query means to go through it. */
  readonly texts: ReadonlyMap<string, readonly string[]>;
}

function readPairs(text: string): Form {
  const query = new URLSearchParams(text);
  const texts = new Map<string, string[]>();
  for (const [key, value] of query) {
    const ofKey = texts.get(key);
    if (ofKey === undefined) texts.set(key, [value]);
    else ofKey.push(value);
  }
  return { query, texts };
}

interface Member {
  readonly name: string;
  readonly schema: Schema;
  readonly encoding: EncodingObject | undefined;
}

interface ReadMember {
  readonly value: unknown;
  /** The keys of the form that say it. */
  readonly keys: readonly string[];
}

function readMember(member: Member, form: Form, tools: Tools): ReadMember {
  const { name, schema, encoding } = member;
  const texts = form.texts.get(name) ?? [];
  const types = tools.schemas.types(schema);
  const readAs = (style: string): ReadMember => readStyled({ ...member, encoding: { style } }, form, tools);
  if (encoding?.style !== undefined || encoding?.explode !== undefined) return readStyled(member, form, tools);
  if (isJson(encoding?.contentType ?? '')) return { value: single(texts.map(fromJson)), keys: [name] };
  if (types.includes('array')) return readAs('form');
  // Without a style an object is JSON, but many clients spell it as `deepObject` does.
  if (types.includes('object') && texts.length === 0) return readAs('deepObject');
  return { value: single(texts), keys: [name] };
}

function readStyled({ name, schema, encoding = {} }: Member, { query, texts }: Form, { schemas }: Tools): ReadMember {
  const { style = 'form', explode = style === 'form' } = encoding;
  const isSpread = style === 'form' && explode && schemas.types(schema).includes('object');
  const ofMembers = isSpread ? schemas.members(schema) : new Map<string, Schema>();
  const isOwn = (key: string): boolean => key === name || key.startsWith(`${name}[`) || ofMembers.has(key);
  const parameter: ParameterObject = { name, in: 'query', style, explode, schema };
  const value = readParameter(parameter, { texts: texts.get(name) ?? [], query }, schemas);
  return { value, keys: [...texts.keys()].filter(isOwn) };
}

// One that came twice is a list, which no single type allows.
function single(texts: readonly unknown[] = []): unknown {
  return texts.length > 1 ? texts : texts[0];
}

// What is no JSON stays a text, which its schema will refuse.
function fromJson(text: string): unknown {
  return parseJson(text) ?? text;
}
