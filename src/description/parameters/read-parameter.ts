import { parseJson } from '../../json.js';
import type { ParameterObject, Schema } from '../document.js';
import { isJson } from '../media-type.js';
import type { SchemaReader } from '../schemas.js';
import { decodeField, decodePercent, type Field } from './fields.js';
import { readDeep } from './read-deep.js';
import { isSpread, styleOf, type Style } from './style.js';
import { splitItems } from './split-items.js';

/** A parameter as it was sent. */
export interface SentParameter {
  /** Its texts, each time that it came, still percent-encoded. */
  readonly texts: readonly string[];
  /** The query or the cookies it stands in, for what is spread over several fields. @default none */
  readonly fields?: readonly Field[];
  /** Whether a field is another parameter's. @default none is */
  readonly isTaken?: (name: string) => boolean;
}

export type ReadParameter =
  | { readonly kind: 'absent' }
  | { readonly kind: 'malformed'; readonly message: string }
  /** What it may mean, the likeliest first, as a text says no type. Texts are decoded and stay texts. */
  | { readonly kind: 'present'; readonly readings: readonly [unknown, ...unknown[]] };

/**
 * Reads a parameter by its style: what joins the parts of a value stands there literally, and each part is decoded then
 * (RFC 6570 section 3.2). Which shape it has is for its schema to say.
 */
export function readParameter(parameter: ParameterObject, sent: SentParameter, schemas: SchemaReader): ReadParameter {
  const { texts, fields = none } = sent;
  const style = styleOf(parameter);
  if (texts.length === 0 && (fields.length === 0 || !isSpread(style))) return absent; // as most are
  const context = { parameter, sent, schemas, style, decode: decoders[parameter.in] };
  return parameter.content === undefined ? readStyled(context) : readContent(parameter.content, context);
}

function readStyled(context: Context): ReadParameter {
  const { parameter, sent, schemas, decode } = context;
  const types = schemas.types(parameter.schema);
  const parts: Marked[] = [];
  for (const text of sent.texts) {
    const marked = takeMark(text, context);
    if ('message' in marked) return { kind: 'malformed', ...marked };
    parts.push(marked);
  }
  const structured = [
    ...(types.includes('object') ? readObject(parts, context) : []),
    ...(types.includes('array') ? readList(parts, context) : []),
  ];
  const isPlain = structured.length === 0 || types.some((type) => type !== 'object' && type !== 'array');
  const plain = parts.length > 0 && isPlain ? [single(parts.map(({ text }) => decode(text)))] : [];
  const [first, ...others] = [...structured, ...plain];
  return first === undefined ? absent : { kind: 'present', readings: [first, ...others] };
}

const absent = { kind: 'absent' } as const;
const none: readonly Field[] = [];

const decoders: Readonly<Record<ParameterObject['in'], (text: string) => string>> = {
  query: decodeField,
  path: decodePercent,
  cookie: decodePercent,
  header: (text) => text, // headers are not percent-encoded (OpenAPI 3.1.1, appendix D)
};

interface Context {
  readonly parameter: ParameterObject;
  readonly sent: SentParameter;
  readonly schemas: SchemaReader;
  readonly style: Style;
  readonly decode: (text: string) => string;
}

/** A text without what its style puts before it; of an exploded matrix each of its fields. */
interface Marked {
  readonly text: string;
  readonly fields?: readonly Field[];
}

// A single value that came twice is a list, which no single type allows.
function single(texts: readonly string[]): unknown {
  return texts.length > 1 ? texts : texts[0];
}

function readContent(content: NonNullable<ParameterObject['content']>, { sent, decode }: Context): ReadParameter {
  const [mediaType = 'application/json'] = Object.keys(content);
  const value = single(sent.texts.map(decode));
  const json = isJson(mediaType) && typeof value === 'string' ? parseJson(value) : undefined;
  return value === undefined ? absent : { kind: 'present', readings: [json ?? value] };
}

// `.` for label, `;name=` for matrix.
function takeMark(text: string, { parameter, style, schemas }: Context): Marked | { readonly message: string } {
  if (style.style === 'label') {
    return text.startsWith('.') ? { text: text.slice(1) } : { message: 'must begin with "." (style label)' };
  }
  if (style.style !== 'matrix') return { text };
  const { name, schema } = parameter;
  const fields = text.startsWith(';') ? text.slice(1).split(';').map(toField) : [];
  const own = fields.find((field) => field.name === name);
  const isMembers = style.explode && schemas.types(schema).includes('object');
  if (own === undefined && (fields.length === 0 || !isMembers)) {
    return { message: `must begin with ";${name}" (style matrix)` };
  }
  return { text: own?.text ?? text, fields };
}

function toField(pair: string): Field {
  const end = pair.indexOf('=');
  return end === -1
    ? { name: decodePercent(pair), text: '' }
    : { name: decodePercent(pair.slice(0, end)), text: pair.slice(end + 1) };
}

function readList(parts: readonly Marked[], { parameter, style, decode }: Context): readonly unknown[] {
  const [first, ...others] = parts;
  if (first === undefined) return [];
  if (style.explode && style.style === 'matrix') {
    const fields = (first.fields ?? none).filter(({ name }) => name === parameter.name);
    return [fields.map(({ text }) => decode(text))];
  }
  const isRepeated = style.explode && (parameter.in === 'query' || parameter.in === 'cookie');
  if (isRepeated) return withEmpty(parts, [parts.map(({ text }) => decode(text))]);
  const [lists, ...further] = parts.map(({ text }) => splitItems(text, parameter.in, style));
  if (others.length > 0) return [[lists, ...further].flatMap((list) => list?.[0] ?? []).map(decode)];
  return withEmpty(
    parts,
    (lists ?? []).map((items) => items.map(decode)),
  );
}

// An empty list has no other text either.
function withEmpty(parts: readonly Marked[], readings: readonly (readonly string[])[]): readonly unknown[] {
  return parts.length === 1 && parts[0]?.text === '' ? [...readings, []] : readings;
}

function readObject(parts: readonly Marked[], context: Context): readonly unknown[] {
  const { parameter, sent, schemas, style } = context;
  const { fields = none } = sent;
  if (style.style === 'deepObject') return [readDeep(parameter.name, fields, parameter.schema, schemas) ?? []].flat();
  if (isSpread(style)) return spread(fields, context);
  const [first, ...others] = parts;
  if (first === undefined || others.length > 0) return [];
  if (style.explode && style.style === 'matrix') return [toObject(first.fields ?? none, context)];
  return splitItems(first.text, parameter.in, style).flatMap((items) => {
    const pairs = style.explode ? pairsOf(items) : alternating(items);
    return pairs === undefined ? [] : [toObject(pairs, context)];
  });
}

// Members are fields of their own: those that the schema names, and where it allows others, those of nobody else.
function spread(fields: readonly Field[], context: Context): readonly unknown[] {
  const { parameter, sent, schemas } = context;
  const { isTaken = () => false } = sent;
  const members = schemas.members(parameter.schema);
  const additional = schemas.additional(parameter.schema);
  const isOpen = additional === undefined ? members.size === 0 : additional !== false;
  const own = fields.filter(({ name }) => members.has(name) || (isOpen && !isTaken(name)));
  return own.length === 0 ? [] : [toObject(own, context)];
}

// `R=1,G=2`
function pairsOf(items: readonly string[]): readonly Field[] | undefined {
  return items.every((item) => item.includes('=')) ? items.map(toField) : undefined;
}

// `R,1,G,2`
function alternating(items: readonly string[]): readonly Field[] | undefined {
  if (items.length % 2 === 1) return undefined;
  const names = items.filter((_, index) => index % 2 === 0);
  return names.map((name, index) => ({ name: decodePercent(name), text: items[index * 2 + 1] ?? '' }));
}

function toObject(fields: readonly Field[], { parameter, schemas, decode }: Context): object {
  const members = schemas.members(parameter.schema);
  const texts = new Map<string, string[]>();
  for (const { name, text } of fields) {
    const ofName = texts.get(name) ?? [];
    ofName.push(decode(text));
    texts.set(name, ofName);
  }
  return Object.fromEntries([...texts].map(([name, ofName]) => [name, memberOf(ofName, members.get(name), schemas)]));
}

function memberOf(texts: readonly string[], schema: Schema | undefined, schemas: SchemaReader): unknown {
  const types = schemas.types(schema);
  const isListOnly = types.length > 0 && types.every((type) => type === 'array' || type === 'null');
  return isListOnly ? texts : single(texts);
}
