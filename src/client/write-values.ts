import type { Style, Styles } from './documented.js';

/**
 * Values as the query of an address or a form says them, each by its style; what has none is written as `form`,
 * exploded: lists and objects side by side.
 */
export function writeFields(values: Readonly<Record<string, unknown>>, styles: Styles = {}): string {
  const fields = Object.entries(values).flatMap(([name, value]) => writeField(name, value, styleOf(styles, name)));
  return fields.join('&');
}

/**
 * A form body (OpenAPI, Encoding Object): lists as repeated fields, objects as JSON, unless their encoding says
 * otherwise.
 */
export function writeForm(values: Readonly<Record<string, unknown>>, styles: Styles = {}): string {
  const objects = Object.entries(values).filter(([, value]) => isObject(value));
  return writeFields(values, { ...Object.fromEntries(objects.map(([name]) => [name, 'json' as const])), ...styles });
}

/** A path template with the operators of RFC 6570 that its parameters' styles stand for: `/{id}` → `/{;id*}`. */
export function withOperators(template: string, styles: Styles = {}): string {
  return template.replaceAll(/\{([^{}]+)\}/g, (whole, name: string) => {
    const style = styleOf(styles, name);
    if (style === undefined || style === 'json') return whole;
    return `{${operators.get(style.style) ?? ''}${name}${style.explode ? '*' : ''}}`;
  });
}

const operators: ReadonlyMap<string, string> = new Map([
  ['label', '.'],
  ['matrix', ';'],
]);

/** Path or header values, objects among them written as the text that they are sent as. */
export function withJson(values: Readonly<Record<string, unknown>>, styles: Styles = {}): Record<string, unknown> {
  const written = Object.entries(values).map(([name, value]) => {
    return [name, styleOf(styles, name) === 'json' ? textOf(value) : value];
  });
  return Object.fromEntries(written) as Record<string, unknown>;
}

/** Header values as `simple` writes them; they are not percent-encoded. */
export function writeHeaders(values: Readonly<Record<string, unknown>>, styles: Styles = {}): Record<string, string> {
  const given = Object.entries(withJson(values, styles)).filter(([, value]) => value !== undefined && value !== null);
  const written = given.map(([name, value]) => [name, writeSimple(value, styleOf(styles, name))]);
  return Object.fromEntries(written) as Record<string, string>;
}

/** Cookies as the header `Cookie` says them. */
export function writeCookies(values: Readonly<Record<string, unknown>>): string {
  return writeFields(values).replaceAll('&', '; ');
}

function styleOf(styles: Styles, name: string): Style | undefined {
  return Object.hasOwn(styles, name) ? styles[name] : undefined;
}

const separators: ReadonlyMap<string, string> = new Map([
  ['spaceDelimited', '%20'],
  ['pipeDelimited', '%7C'],
]);

const form = { style: 'form', explode: true } as const;

function writeField(name: string, value: unknown, style: Style = form): readonly string[] {
  const key = encodeURIComponent(name);
  if (value === undefined || value === null) return [];
  const parts = partsOf(value);
  if (style === 'json' || parts === undefined) return [`${key}=${encode(value)}`];
  if (style.style === 'deepObject') return writeDeep(key, value);
  if (style.explode) return parts.map(([member = name, part]) => `${encodeURIComponent(member)}=${encode(part)}`);
  const texts = parts.flatMap(([member, part]) =>
    member === undefined ? [encode(part)] : [encode(member), encode(part)],
  );
  return texts.length === 0 ? [] : [`${key}=${texts.join(separators.get(style.style) ?? ',')}`];
}

// The items of a list, the members of an object with their names; undefined for what is neither.
function partsOf(value: unknown): readonly (readonly [string | undefined, unknown])[] | undefined {
  if (Array.isArray(value)) return value.filter(isGiven).map((item) => [undefined, item] as const);
  return isObject(value) ? Object.entries(value).filter(([, member]) => isGiven(member)) : undefined;
}

// No specification says how `deepObject` writes what lies deeper. So do most: a member in another pair of brackets, a
// list by its name again for each item, and an item that is no plain value by its index.
function writeDeep(key: string, value: unknown): readonly string[] {
  if (Array.isArray(value)) {
    const isPlain = value.every((item) => !isObject(item) && !Array.isArray(item));
    return value.flatMap((item, index) => writeDeep(isPlain ? key : `${key}[${String(index)}]`, item));
  }
  if (!isObject(value)) return isGiven(value) ? [`${key}=${encode(value)}`] : [];
  return Object.entries(value).flatMap(([name, member]) => writeDeep(`${key}[${encodeURIComponent(name)}]`, member));
}

function writeSimple(value: unknown, style: Style | undefined): string {
  const isExploded = style !== undefined && style !== 'json' && style.explode;
  const parts = partsOf(value) ?? [[undefined, value] as const];
  return parts
    .map(([member, part]) => (member === undefined ? '' : `${member}${isExploded ? '=' : ','}`) + textOf(part))
    .join(',');
}

function encode(value: unknown): string {
  return encodeURIComponent(textOf(value));
}

// A text is JSON that is written already: so openapi-typescript types parameters that are JSON.
function textOf(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}

function isGiven(value: unknown): boolean {
  return value !== undefined && value !== null;
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
