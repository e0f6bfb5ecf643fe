import type { ParameterObject, Schema } from '../description/document.js';
import type { SchemaReader } from '../description/schemas.js';

/** A parameter as it came: its texts, and for exploded form objects the parameters beside it. */
export interface SentParameter {
  readonly texts: readonly string[];
  readonly query: URLSearchParams;
}

/** Reads a parameter by its style (OpenAPI 3.1 section 4.8.12.3); texts stay texts, the validator coerces them. */
export function readParameter(
  parameter: ParameterObject,
  { texts, query }: SentParameter,
  schemas: SchemaReader,
): unknown {
  const [first] = texts;
  if (isAbsent(parameter, first, query)) return undefined;
  if (parameter.content !== undefined) return first === undefined || texts.length > 1 ? first : fromJson(first);
  const shape = shapeOf(parameter.schema, schemas);
  if (shape === 'object' && isSpread(parameter)) return spreadObject(parameter, query, schemas) ?? first;
  if (first === undefined) return undefined;
  if (shape === 'array') return readList(parameter, texts);
  if (texts.length > 1) return texts; // a single value that came twice is a list, which no single type allows
  return shape === 'object' ? members(parameter, first) : bare(parameter, first);
}

// Looked at first, as most parameters are not there.
function isAbsent({ in: place }: ParameterObject, first: string | undefined, query: URLSearchParams): boolean {
  return first === undefined && (place !== 'query' || query.size === 0);
}

function isSpread(parameter: ParameterObject): boolean {
  return parameter.in === 'query' && (parameter.style === 'deepObject' || isExploded(parameter));
}

function readList(parameter: ParameterObject, texts: readonly string[]): readonly string[] {
  const isRepeated = isFormLike(parameter) && isExploded(parameter);
  return isRepeated ? texts : texts.flatMap((text) => items(parameter, text));
}

function shapeOf(schema: Schema | undefined, schemas: SchemaReader): 'array' | 'object' | 'single' {
  const types = schemas.types(schema);
  return types.includes('array') ? 'array' : types.includes('object') ? 'object' : 'single';
}

function isFormLike({ in: place, style }: ParameterObject): boolean {
  return (place === 'query' || place === 'cookie') && (style === undefined || style === 'form' || isDelimited(style));
}

function isDelimited(style: string | undefined): boolean {
  return style === 'spaceDelimited' || style === 'pipeDelimited';
}

function isExploded({ in: place, style, explode }: ParameterObject): boolean {
  return explode ?? (style === 'form' || (style === undefined && (place === 'query' || place === 'cookie')));
}

// What a style puts before a value: `.` for label, `;name=` for matrix.
function bare({ style, name }: ParameterObject, text: string): string {
  if (style === 'label') return text.replace(/^\./, '');
  return style === 'matrix' && text.startsWith(`;${name}=`) ? text.slice(name.length + 2) : text;
}

function items(parameter: ParameterObject, text: string): readonly string[] {
  const { style } = parameter;
  if (parameter.in === 'header') return text.split(separatorOf(parameter)).filter(Boolean);
  if (style === 'matrix' && isExploded(parameter)) {
    return text
      .split(';')
      .filter(Boolean)
      .map((item) => bare(parameter, `;${item}`));
  }
  return bare(parameter, text).split(separatorOf(parameter));
}

// RFC 9110 section 5.6.1: blanks around the commas of a header, and empty elements, say nothing.
function separatorOf(parameter: ParameterObject): string | RegExp {
  if (parameter.in === 'header') return /[ \t]*,[ \t]*/;
  if (parameter.style === 'spaceDelimited') return ' ';
  if (parameter.style === 'pipeDelimited') return '|';
  return parameter.style === 'label' && isExploded(parameter) ? '.' : ',';
}

// Exploded `R=1,G=2`, else `R,1,G,2`.
function members(parameter: ParameterObject, text: string): Readonly<Record<string, string>> {
  const isMatrix = parameter.style === 'matrix' && isExploded(parameter);
  const parts = isMatrix ? text.split(';').filter(Boolean) : bare(parameter, text).split(separatorOf(parameter));
  if (isExploded(parameter)) {
    return Object.fromEntries(parts.map((part) => [part.split('=', 1)[0] ?? '', part.slice(part.indexOf('=') + 1)]));
  }
  const names = parts.filter((_, index) => index % 2 === 0);
  return Object.fromEntries(names.map((name, index) => [name, parts[index * 2 + 1] ?? '']));
}

// `deepObject` spells members as `name[member]`; an exploded form object spells them as parameters of their own.
function spreadObject(
  { name, style, schema }: ParameterObject,
  query: URLSearchParams,
  schemas: SchemaReader,
): unknown {
  const declared = schemas.members(schema);
  const isDeep = style === 'deepObject';
  const entries = [...query].flatMap(([key, value]) => {
    const member = isDeep ? deepMember(key, name) : key;
    return member !== undefined && (isDeep || declared.has(member)) ? [[member, value] as const] : [];
  });
  return entries.length > 0 ? Object.fromEntries(entries) : undefined;
}

function deepMember(key: string, name: string): string | undefined {
  return key.startsWith(`${name}[`) && key.endsWith(']') ? key.slice(name.length + 1, -1) : undefined;
}

// What is no JSON stays a text, which its schema will refuse.
function fromJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return text;
  }
}
