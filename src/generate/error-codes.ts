import type { Document, Schema } from '../description/document.js';
import { follow } from '../description/json-pointer.js';

export type ErrorCode = number | string | null;

/**
 * The values of a body's error code: of its member `code`, where that is required and a `const` or an `enum` of
 * integers, texts or null. Of alternatives (`oneOf`, `anyOf`) each needs one; of parts (`allOf`) any will do.
 * @returns undefined where the body has none.
 */
export function errorCodesOf(document: Document, schema: Schema, depth = 0): readonly ErrorCode[] | undefined {
  const parts = partsOf(document, schema, depth);
  const isRequired = parts.some(({ required }) => Array.isArray(required) && required.includes('code'));
  const declared = parts.flatMap(({ properties }) => partsOf(document, recordOf(properties)['code'], depth));
  const codes = allowedByAll(declared.flatMap(listedValues));
  if (isRequired && codes.length > 0 && codes.every(isCode)) return codes;
  if (depth >= deepest) return undefined;
  for (const alternatives of parts.flatMap(({ oneOf, anyOf }) => [oneOf, anyOf].filter(isSchemaList))) {
    const each = alternatives.map((one) => errorCodesOf(document, { allOf: [withoutChoice(parts), one] }, depth + 1));
    if (each.every((listed) => listed !== undefined)) return [...new Set(each.flat())];
  }
  return undefined;
}

// Where references lead in a circle, the search ends here.
const deepest = 6;

function allowedByAll(lists: readonly (readonly unknown[])[]): readonly unknown[] {
  const [first = [], ...others] = lists;
  return [...new Set(first)].filter((value) => others.every((list) => list.includes(value)));
}

type Part = Readonly<Record<string, unknown>>;

// A schema with the parts of its `allOf`.
function partsOf(document: Document, schema: unknown, depth: number): readonly Part[] {
  const part = resolve(document, recordOf(schema));
  const parts = Array.isArray(part['allOf']) && depth < deepest ? (part['allOf'] as unknown[]) : [];
  return [part, ...parts.flatMap((each) => partsOf(document, each, depth + 1))];
}

function resolve(document: Document, schema: Part): Part {
  const reference = schema['$ref'];
  return typeof reference === 'string' ? recordOf(follow(document, reference)) : schema;
}

function withoutChoice(parts: readonly Part[]): Part {
  return { allOf: parts.map(({ required, properties }) => ({ required, properties })) };
}

function listedValues({ const: only, enum: several }: Part): readonly (readonly unknown[])[] {
  if (only !== undefined) return [[only]];
  return Array.isArray(several) ? [several] : [];
}

function isCode(value: unknown): value is ErrorCode {
  return value === null || typeof value === 'string' || Number.isInteger(value);
}

function isSchemaList(value: unknown): value is readonly Schema[] {
  return Array.isArray(value);
}

function recordOf(value: unknown): Part {
  return typeof value === 'object' && value !== null ? (value as Part) : {};
}
