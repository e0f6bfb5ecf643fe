import { chooseReading } from '../conformance/choose-reading.js';
import type { EncodingObject, MediaTypeObject, ParameterObject, Schema } from '../description/document.js';
import { isJson } from '../description/media-type.js';
import { decodeField, readFields, type Field } from '../description/parameters/fields.js';
import { isDeep } from '../description/parameters/read-deep.js';
import { readParameter } from '../description/parameters/read-parameter.js';
import { isSpread, styleOf } from '../description/parameters/style.js';
import { parseJson } from '../json.js';
import { giveTypes, type Tools } from '../conformance/give-types.js';

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
    if (value !== undefined) values.set(name, value);
  }
  const further = schemas.additional(schema);
  for (const key of left) values.set(key, giveTypes(single(form.texts.get(key)), further, tools));
  return Object.fromEntries(values);
}

interface Form {
  /** As they were sent. */
  readonly fields: readonly Field[];
  /** By key, in order; to look a key up in the fields means to go through them. */
  readonly texts: ReadonlyMap<string, readonly string[]>;
}

function readPairs(text: string): Form {
  const fields = readFields(text);
  const texts = new Map<string, string[]>();
  for (const field of fields) {
    const ofKey = texts.get(field.name);
    if (ofKey === undefined) texts.set(field.name, [decodeField(field.text)]);
    else ofKey.push(decodeField(field.text));
  }
  return { fields, texts };
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
  const readPlain = (value: unknown): ReadMember => ({ value: giveTypes(value, schema, tools), keys: [name] });
  if (encoding?.style !== undefined || encoding?.explode !== undefined) return readStyled(member, form, tools);
  if (isJson(encoding?.contentType ?? '')) return readPlain(single(texts.map(fromJson)));
  if (types.includes('array')) return readAs('form');
  // Without a style an object is JSON, but many clients spell it as `deepObject` does.
  if (types.includes('object') && texts.length === 0) return readAs('deepObject');
  return readPlain(single(texts));
}

function readStyled({ name, schema, encoding = {} }: Member, form: Form, tools: Tools): ReadMember {
  const parameter: ParameterObject = { name, in: 'query', ...encoding, schema };
  const style = styleOf(parameter);
  const areFields = style.style === 'form' && isSpread(style);
  const ofMembers = areFields ? tools.schemas.members(schema) : new Map<string, Schema>();
  const isOwn = (key: string): boolean => key === name || isDeep(key, name) || ofMembers.has(key);
  const fields = form.fields.filter((field) => isOwn(field.name));
  const texts = fields.filter((field) => field.name === name).map(({ text }) => text);
  const found = readParameter(parameter, { texts, fields }, tools.schemas);
  const value = found.kind === 'present' ? chooseReading(schema, found.readings, tools).value : undefined;
  return { value, keys: fields.map((field) => field.name) };
}

// One that came twice is a list, which no single type allows.
function single(texts: readonly unknown[] = []): unknown {
  return texts.length > 1 ? texts : texts[0];
}

// What is no JSON stays a text, which its schema will refuse.
function fromJson(text: string): unknown {
  return parseJson(text) ?? text;
}
