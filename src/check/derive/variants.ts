import type { Validator } from '../../conformance/validator.js';
import type { SchemaObject } from '../../description/schemas.js';
import { change, isWritable, violationsOf, type Draft } from './draft.js';
import { requestPlaces } from './flaws.js';
import type { Place } from './places.js';
import { isList } from './records.js';

/** A request that differs from another in one thing and is as good. */
export interface Variant {
  /** What tells it from all others of its operation. */
  readonly key: string;
  /** What is particular about it, to follow `a request`: `without query user_id_type`. */
  readonly feature: string;
  readonly draft: Draft;
}

/** Every optional value left out, every listed value used, every bound touched; each once. */
export function variantsOf(
  drafts: readonly Draft[],
  { validator }: { readonly validator: Validator },
): readonly Variant[] {
  const variants = new Map<string, Variant>();
  for (const draft of drafts) {
    for (const place of requestPlaces(draft, validator.schemas)) {
      for (const { key, feature, value } of otherValues(place)) {
        if (variants.has(key)) continue;
        const changed = change(draft, place.pointer, value);
        const isValid =
          isWritable(changed, place.pointer, validator.schemas) && violationsOf(changed, validator).length === 0;
        if (isValid) variants.set(key, { key, feature, draft: changed });
      }
    }
  }
  return [...variants.values()];
}

type OtherValue = Omit<Variant, 'draft'> & { readonly value: unknown };

// A path names one resource, and only the user knows which there are.
function otherValues({ pointer, value, isPresent, schemas }: Place): readonly OtherValue[] {
  if (pointer.startsWith('/path') || pointer.split('/').length < 3) return [];
  const name = nameOf(pointer);
  const isItem = /\/\d+$/.test(pointer);
  const left = isPresent && !isItem ? [{ key: `${pointer} absent`, feature: `without ${name}`, value: undefined }] : [];
  const listed = schemas.flatMap((schema) => listedValues(schema, value));
  const bounds = schemas.flatMap((schema) => boundaries(schema, value));
  const used = [...new Set([...listed, ...(isPresent || typeof value === 'number' ? bounds : [])])].map((other) => {
    const shown = show(other);
    return { key: `${pointer} = ${shown}`, feature: `with ${name} ${shown}`, value: other };
  });
  return [...left, ...used];
}

/** A place in plain words: `/body/a/0` is `body a.0`. */
export function nameOf(pointer: string): string {
  const [, place = '', ...rest] = pointer.split('/').map((part) => part.replaceAll('~1', '/').replaceAll('~0', '~'));
  return `${place} ${rest.join('.')}`.trim();
}

function show(value: unknown): string {
  const text = JSON.stringify(value);
  return text.length > 40 ? `${text.slice(0, 40)}… (${String(text.length)} letters)` : text;
}

function listedValues(schema: SchemaObject, value: unknown): readonly unknown[] {
  if (isList(schema['enum'])) return schema['enum'];
  if ('const' in schema) return [schema['const']];
  return schema['type'] === 'boolean' && typeof value === 'boolean' ? [true, false] : [];
}

function boundaries(schema: SchemaObject, value: unknown): readonly unknown[] {
  const { minimum, maximum, minLength, maxLength, minItems, maxItems } = schema;
  if (typeof value === 'number') return [minimum, maximum].filter((limit) => typeof limit === 'number');
  if (typeof value === 'string' && schema['pattern'] === undefined && schema['format'] === undefined) {
    return [minLength, maxLength].flatMap((length) => (isShort(length) ? [toLength(value, length)] : []));
  }
  const isRepeatable = isList(value) && value.length > 0 && schema['uniqueItems'] !== true;
  if (!isRepeatable) return [];
  return [minItems, maxItems].flatMap((count) =>
    isShort(count) ? [Array.from({ length: count }, (_, index) => value[index] ?? value[0])] : [],
  );
}

function isShort(length: unknown): length is number {
  return typeof length === 'number' && length > 0 && length <= 10_000;
}

function toLength(text: string, length: number): string {
  return text.slice(0, length).padEnd(length, 'a');
}
