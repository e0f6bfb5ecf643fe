import { answerByName, pairedAnswer, parameterExample } from '../../conformance/paired-answer.js';
import type { RequestValues } from '../../conformance/validator.js';
import type { MediaTypeObject, ParameterObject, Schema } from '../../description/document.js';
import { isJson } from '../../description/media-type.js';
import { meantValue } from '../../description/meant-value.js';
import { documentedExample, type Operation } from '../../description/operations.js';
import type { SchemaObject, SchemaReader } from '../../description/schemas.js';
import { UserError } from '../../errors.js';
import type { MakeUp } from '../../samples/make-up.js';
import type { RequestFixture } from '../fixtures.js';
import { keyOf, type Draft } from './draft.js';

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
  const { values, isMadeUp } = await parameterValues(operation, { fixture, ...tools });
  const content = Object.entries(operation.requestBody?.content ?? {});
  const [mediaType, media] = content.find(([key]) => isJson(key)) ?? [];
  const toBase = ({ value, name, made }: BodyValue): BaseDraft => ({
    draft: {
      operation,
      values: { ...named(operation, values, { name, fixture }), body: value },
      ...(mediaType !== undefined && { mediaType }),
    },
    ...(name !== undefined && { example: name }),
    source: fixture !== undefined ? 'fixture' : isMadeUp || made === true ? 'made-up' : 'documented',
  });
  if (fixture?.body !== undefined) return [toBase({ value: fixture.body })];
  if (media === undefined) {
    const example = pairedAnswer(operation, { values, mediaType: '', schemas: tools.schemas })?.name;
    const source = fixture ? 'fixture' : isMadeUp ? 'made-up' : 'documented';
    return [{ draft: { operation, values }, source, ...(example !== undefined && { example }) }];
  }
  const bodies = (await bodyValues(media, tools)).filter(({ name }) => mayPass(operation, name));
  return bodies.map(toBase);
}

// A request whose example has the name of a refusal's is documented as one that is refused.
function mayPass(operation: Operation, name: string | undefined): boolean {
  const answer = name === undefined ? undefined : answerByName(operation, name);
  return answer === undefined || !/^[45]/.test(answer.statusKey);
}

// Parameters that have an example of the same name as the body belong to it.
function named(
  { parameters }: Operation,
  values: RequestValues,
  { name, fixture }: { readonly name: string | undefined; readonly fixture: RequestFixture | undefined },
): RequestValues {
  const copy = structuredClone(values);
  for (const parameter of name === undefined ? [] : parameters) {
    const [value] = parameterExample(parameter, name ?? '');
    const isGiven = fixture?.[parameter.in]?.[parameter.name] !== undefined;
    if (value !== undefined && !isGiven) copy[parameter.in][keyOf(parameter)] = value;
  }
  return copy;
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
  const wanted = { use: 'request', what: 'the body' } as const;
  const made: BodyValue[] = [];
  for (const schema of alternativesOf(schemas.resolve(media.schema))) {
    const value = await makeUp(schema, wanted).catch(nothingFor);
    if (value !== undefined) made.push({ value, made: true });
  }
  return made.length > 0 ? made : [{ value: await makeUp(media.schema ?? true, wanted), made: true }];
}

// Another alternative may do.
function nothingFor(error: unknown): undefined {
  if (!(error instanceof UserError)) throw error;
}

const mostAlternatives = 16;

function alternativesOf(schema: SchemaObject): readonly Schema[] {
  const choice = [schema['oneOf'], schema['anyOf']].find((list) => Array.isArray(list)) as
    readonly Schema[] | undefined;
  return (choice ?? [true]).slice(0, mostAlternatives).map((alternative) => ({ allOf: [alternative, schema] }));
}

interface ParameterValues {
  readonly values: RequestValues;
  readonly isMadeUp: boolean;
}

async function parameterValues(
  operation: Operation,
  { fixture, makeUp, schemas }: Tools & { readonly fixture: RequestFixture | undefined },
): Promise<ParameterValues> {
  const values: RequestValues = { path: {}, query: {}, header: {}, cookie: {} };
  let isMadeUp = false;
  for (const parameter of operation.parameters) {
    const known =
      fixture?.[parameter.in]?.[parameter.name] ??
      namedExample(operation, parameter) ??
      documentedExample(parameter, schemas) ??
      firstOf(schemas.resolve(parameter.schema));
    if (known === undefined && parameter.required !== true && parameter.in !== 'path') continue;
    isMadeUp ||= known === undefined;
    const wanted = { use: 'request', name: parameter.name, what: `${parameter.in} ${parameter.name}` } as const;
    values[parameter.in][keyOf(parameter)] = known ?? (await makeUp(schemaOf(parameter), wanted));
  }
  return { values, isMadeUp };
}

function namedExample(operation: Operation, parameter: ParameterObject): unknown {
  const name = Object.keys(parameter.examples ?? {}).find((one) => mayPass(operation, one));
  return name === undefined ? undefined : parameterExample(parameter, name)[0];
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
