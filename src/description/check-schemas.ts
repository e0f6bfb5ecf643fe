import { Ajv } from 'ajv';
import AjvDraft04 from 'ajv-draft-04';
import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { tellFlaw } from './tell-flaw.js';

/** Where a schema is none, as a JSON Pointer into the document, and why. */
export interface BrokenSchema {
  readonly pointer: string;
  readonly message: string;
}

/**
 * Finds the first schema of a document that breaks the rules of its dialect, such as an unknown type or a pattern that
 * is no regular expression. The schema of OpenAPI itself looks no deeper than "this is a schema".
 * @param document as it was written, references and all.
 */
export function findBrokenSchema(document: unknown, isVersion30: boolean): BrokenSchema | undefined {
  const ajv = isVersion30 ? dialects.draft04() : dialects.draft2020();
  for (const found of schemasOf(document, '')) {
    const broken = findBadPattern(found.schema, found.pointer) ?? findBadKeyword(ajv, found);
    if (broken !== undefined) return broken;
  }
  return undefined;
}

// To compile the rules of a dialect takes longer than to check a document by them.
const dialects = {
  draft04: once(() => new AjvDraft04.default({ strict: false })),
  draft2020: once(() => new Ajv2020({ strict: false })),
};

function once(create: () => Ajv): () => Ajv {
  let made: Ajv | undefined;
  return () => (made ??= addFormats.default(create()));
}

function findBadKeyword(ajv: Ajv, { schema, pointer }: FoundSchema): BrokenSchema | undefined {
  if (typeof schema !== 'object' || schema === null || ajv.validateSchema(schema) === true) return undefined;
  const flaw = tellFlaw(ajv.errors ?? []);
  return { pointer: pointer + (flaw?.pointer ?? ''), message: flaw?.message ?? 'is no schema' };
}

interface FoundSchema {
  readonly pointer: string;
  readonly schema: unknown;
}

// The rules of the dialect call a pattern any text.
function findBadPattern(value: unknown, pointer: string): BrokenSchema | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  for (const [key, member] of Object.entries(value)) {
    const place = `${pointer}/${key.replaceAll('~', '~0').replaceAll('/', '~1')}`;
    const isBad = key === 'pattern' && typeof member === 'string' && !isPattern(member);
    const found = isBad ? { pointer: place, message: 'is no regular expression' } : findBadPattern(member, place);
    if (found !== undefined) return found;
  }
  return undefined;
}

function isPattern(text: string): boolean {
  try {
    return new RegExp(text, 'u').source !== '';
  } catch {
    return false;
  }
}

// Their members are named by whoever writes the description, also `x-…`; elsewhere that is an extension, of any form.
const maps = /^(?:headers|parameters|responses|requestBodies|schemas|pathItems|callbacks|links|encoding)$/;

function schemasOf(value: unknown, pointer: string, isMap = false): readonly FoundSchema[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, member]: [string, unknown]) => {
    const place = `${pointer}/${key.replaceAll('~', '~0').replaceAll('/', '~1')}`;
    if (!isMap && /^(?:examples?|x-.*)$/.test(key)) return [];
    const isSchema = key === 'schema' || pointer === '/components/schemas';
    return isSchema ? [{ pointer: place, schema: member }] : schemasOf(member, place, !isMap && maps.test(key));
  });
}
