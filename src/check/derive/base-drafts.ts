import { keyOf } from '../../conformance/read-parameters.js';
import type { RequestValues } from '../../conformance/validator.js';
import type { MediaTypeObject, ParameterObject, Schema } from '../../description/document.js';
import { isJson } from '../../description/media-type.js';
import { meantValue } from '../../description/meant-value.js';
import { documentedExample, type Operation } from '../../description/operations.js';
import { isSettled } from '../../description/parameters/settled.js';
import type { SchemaObject, SchemaReader } from '../../description/schemas.js';
import type { MakeUp } from '../../samples/make-up.js';
import type { RequestFixture } from '../fixtures.js';
import type { Draft } from './draft.js';

/** A request that has to succeed, and where its values come from. */
export interface BaseDraft {
  readonly draft: Draft;
  /** The name of the documented example it sends; `undefined` where there is none. */
  readonly example?: string;
  /** `fixture`: the user says that it succeeds; `made-up`: nothing documents at least one value that it needs. */
  readonly source: 'fixture' | 'documented' | 'made-up';
}

interface Tools {
  readonly makeUp: MakeUp;
  readonly schemas: SchemaReader;
}

/**
 * The requests from which the others of an operation are derived: one for each documented example of its body, and one
 * for each alternative of its body that no example shows.
 */
export async function baseDrafts(
  operation: Operation,
  { fixture, ...tools }: Tools & { readonly fixture: RequestFixture | undefined },
): Promise<readonly BaseDraft[]> {
  const { values, isMadeUp } = await parameterValues(operation, fixture, tools);
  const content = Object.entries(operation.requestBody?.content ?? {});
  const [mediaType, media] = content.find(([key]) => isJson(key)) ?? [];
  const toBase = ({ value, name, made }: BodyValue): BaseDraft => ({
    draft: { operation, values: { ...values, body: value }, ...(mediaType !== undefined && { mediaType }) },
    ...(name !== undefined && { example: name }),
    source: fixture !== undefined ? 'fixture' : isMadeUp || made === true ? 'made-up' : 'documented',
  });
  if (fixture?.body !== undefined) return [toBase({ value: fixture.body })];
  if (media === undefined) {
    return [{ draft: { operation, values }, source: fixture ? 'fixture' : isMadeUp ? 'made-up' : 'documented' }];
  }
  return (await bodyValues(media, tools)).map(toBase);
}

/** Whether the body of an operation is of a kind that requests can be made of. */
export function unwritable({ requestBody }: Operation): string | undefined {
  const types = Object.keys(requestBody?.content ?? {});
  if (requestBody?.required !== true || types.length === 0 || types.some(isJson)) return undefined;
  return `its body is ${types.join(' or ')}, and only JSON bodies are derived`;
}

interface BodyValue {
  readonly value: unknown;
  readonly name?: string;
  readonly made?: boolean;
}

async function bodyValues(media: MediaTypeObject, { makeUp, schemas }: Tools): Promise<readonly BodyValue[]> {
  const named = Object.entries(media.examples ?? {}).flatMap(([name, example]) =>
    'value' in example ? [{ name, value: meantValue(example.value, media.schema, schemas) }] : [],
  );
  if (named.length > 0) return named;
  const example = documentedExample(media, schemas);
  if (example !== undefined) return [{ value: example }];
  const alternatives = alternativesOf(schemas.resolve(media.schema));
  return Promise.all(
    alternatives.map(async (schema) => ({
      value: await makeUp(schema, { use: 'request', what: 'the body' }),
      made: true,
    })),
  );
}

function alternativesOf(schema: SchemaObject): readonly Schema[] {
  const { oneOf, anyOf, ...common } = schema;
  const choice = [oneOf, anyOf].find((list) => Array.isArray(list)) as readonly Schema[] | undefined;
  return choice === undefined ? [schema] : choice.map((alternative) => ({ allOf: [common, alternative] }));
}

interface ParameterValues {
  readonly values: RequestValues;
  readonly isMadeUp: boolean;
}

async function parameterValues(
  { parameters }: Operation,
  fixture: RequestFixture | undefined,
  { makeUp, schemas }: Tools,
): Promise<ParameterValues> {
  const values: RequestValues = { path: {}, query: {}, header: {}, cookie: {} };
  let isMadeUp = false;
  for (const parameter of parameters) {
    const given = fixture?.[parameter.in]?.[parameter.name];
    const known = given ?? exampleOf(parameter, schemas) ?? firstOf(schemas.resolve(parameter.schema));
    if (given === undefined && mayBeLeftOut(parameter, known, schemas)) continue;
    isMadeUp ||= known === undefined;
    values[parameter.in][keyOf(parameter)] =
      known ?? (await makeUp(schemaOf(parameter), { use: 'request', what: `${parameter.in} ${parameter.name}` }));
  }
  return { values, isMadeUp };
}

// Servers differ about values that no style settles.
function mayBeLeftOut(parameter: ParameterObject, known: unknown, schemas: SchemaReader): boolean {
  const isNeeded = parameter.required === true || parameter.in === 'path';
  return !isNeeded && (known === undefined || !isSettled(parameter, known, schemas));
}

function exampleOf(parameter: ParameterObject, schemas: SchemaReader): unknown {
  const [media] = Object.values(parameter.content ?? {});
  return documentedExample(parameter, schemas) ?? (media && documentedExample(media, schemas));
}

function schemaOf({ schema, content }: ParameterObject): Schema {
  return schema ?? Object.values(content ?? {})[0]?.schema ?? { type: 'string', minLength: 1 };
}

// A closed set documents its values.
function firstOf(schema: SchemaObject): unknown {
  if ('const' in schema) return schema['const'];
  if (Array.isArray(schema['enum'])) return (schema['enum'] as unknown[])[0];
  return schema['type'] === 'boolean' ? true : undefined;
}
