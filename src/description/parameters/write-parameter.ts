import { writeJson } from '../../json.js';
import type { ParameterObject } from '../document.js';
import { encodePercent, encodeReserved, type Field } from './fields.js';
import { styleOf, type StyleName } from './style.js';

/**
 * Writes the value of a parameter by its style: each part is percent-encoded, then they are joined literally (RFC 6570
 * section 3.2); parts of headers stay as they are.
 * @returns the fields of a query or the cookies; for a path or a header one field with its text. None for `null` and for
 * lists and objects that are empty, which no style can say.
 */
export function writeParameter(parameter: ParameterObject, value: unknown): readonly Field[] {
  const { name, content } = parameter;
  const encode = encoderOf(parameter);
  if (content !== undefined) return value === undefined ? [] : [{ name, text: encode(writeJson(value)) }];
  if (Array.isArray(value)) return writeList(parameter, value.filter(isGiven).map(toText));
  if (typeof value !== 'object')
    return value === undefined ? [] : [{ name, text: mark(parameter) + encode(toText(value)) }];
  const members = Object.entries(value ?? {}).filter(([, member]) => isGiven(member));
  return styleOf(parameter).style === 'deepObject'
    ? members.flatMap(([key, member]) => writeDeep(`${name}[${key}]`, member, encode))
    : writeObject(
        parameter,
        members.map(([key, member]) => [key, toText(member)] as const),
      );
}

/** Fields as a query or a form has them. */
export function writeFields(fields: readonly Field[]): string {
  return fields.map(({ name, text }) => `${encodePercent(name)}=${text}`).join('&');
}

type Encode = (text: string) => string;

function encoderOf(parameter: ParameterObject): Encode {
  if (parameter.in === 'header') return (text) => text;
  if (parameter.in !== 'query' || parameter.allowReserved !== true) return encodePercent;
  return styleOf(parameter).explode ? encodeReserved : (text) => encodeReserved(text).replaceAll(',', '%2C');
}

const delimiters: Readonly<Record<StyleName, string>> = {
  simple: ',',
  label: ',',
  matrix: ',',
  form: ',',
  spaceDelimited: '%20',
  pipeDelimited: '%7C',
  deepObject: ',',
};

// What a style puts before a value.
function mark({ style, name, in: place }: ParameterObject): string {
  if (place !== 'path') return '';
  return style === 'label' ? '.' : style === 'matrix' ? `;${encodePercent(name)}=` : '';
}

function writeList(parameter: ParameterObject, items: readonly string[]): readonly Field[] {
  const { name, in: place } = parameter;
  const { style, explode } = styleOf(parameter);
  const texts = items.map(encoderOf(parameter));
  if (texts.length === 0) return [];
  if (explode && (place === 'query' || place === 'cookie')) return texts.map((text) => ({ name, text }));
  if (explode && style === 'matrix') return [{ name, text: texts.map((text) => mark(parameter) + text).join('') }];
  return [{ name, text: mark(parameter) + texts.join(explode && style === 'label' ? '.' : delimiters[style]) }];
}

function writeObject(parameter: ParameterObject, members: readonly (readonly [string, string])[]): readonly Field[] {
  const { name, in: place } = parameter;
  const { style, explode } = styleOf(parameter);
  const encode = encoderOf(parameter);
  if (members.length === 0) return [];
  if (explode && (place === 'query' || place === 'cookie')) {
    return members.map(([key, text]) => ({ name: key, text: encode(text) }));
  }
  const parts = members.map((pair) => pair.map(encode));
  if (!explode) return [{ name, text: mark(parameter) + parts.flat().join(delimiters[style]) }];
  const pairs = parts.map((pair) => pair.join('='));
  if (style === 'matrix') return [{ name, text: pairs.map((pair) => `;${pair}`).join('') }];
  return [{ name, text: mark(parameter) + pairs.join(style === 'label' ? '.' : delimiters[style]) }];
}

// As most clients do: members in further brackets, items under the same name again, those that are no plain values by
// their index.
function writeDeep(name: string, value: unknown, encode: Encode): readonly Field[] {
  if (value === undefined || value === null) return [];
  if (typeof value !== 'object') return [{ name, text: encode(toText(value)) }];
  const isPlain = Array.isArray(value) && value.every((item) => typeof item !== 'object');
  return Object.entries(value).flatMap(([key, member]) =>
    writeDeep(isPlain ? name : `${name}[${key}]`, member, encode),
  );
}

function toText(value: unknown): string {
  return typeof value === 'string' ? value : writeJson(value);
}

function isGiven(value: unknown): boolean {
  return value !== undefined && value !== null;
}
