import { pointerTokens } from './json-pointer.js';

/** What stands in an OpenAPI document, by the name that OpenAPI gives it. Whatever is none of these is data. */
export type Kind =
  | 'document'
  | 'components'
  | 'pathItem'
  | 'operation'
  | 'parameter'
  | 'requestBody'
  | 'mediaType'
  | 'encoding'
  | 'responses'
  | 'response'
  | 'header'
  | 'example'
  | 'link'
  | 'callback'
  | 'securityScheme'
  | 'schema';

/** How what stands under a key is arranged: alone, in a list, or by names that the author chose. */
export interface Arrangement {
  readonly kind: Kind;
  readonly as: 'one' | 'list' | 'map';
}

const one = (kind: Kind): Arrangement => ({ kind, as: 'one' });
const list = (kind: Kind): Arrangement => ({ kind, as: 'list' });
const map = (kind: Kind): Arrangement => ({ kind, as: 'map' });

type Members = Readonly<Record<string, Arrangement>>;

const methods = ['get', 'put', 'post', 'delete', 'options', 'head', 'patch', 'trace', 'query'];

const described: Members = { schema: one('schema'), content: map('mediaType'), examples: map('example') };

// OpenAPI 3.0 to 3.2, section "Specification". In a schema 3.0 knows some of these keywords only.
const grammar: Readonly<Record<Kind, Members>> = {
  document: { paths: map('pathItem'), webhooks: map('pathItem'), components: one('components') },
  components: {
    schemas: map('schema'),
    responses: map('response'),
    parameters: map('parameter'),
    examples: map('example'),
    requestBodies: map('requestBody'),
    headers: map('header'),
    securitySchemes: map('securityScheme'),
    links: map('link'),
    callbacks: map('callback'),
    pathItems: map('pathItem'),
    mediaTypes: map('mediaType'),
  },
  pathItem: {
    parameters: list('parameter'),
    additionalOperations: map('operation'),
    ...Object.fromEntries(methods.map((method) => [method, one('operation')])),
  },
  operation: {
    parameters: list('parameter'),
    requestBody: one('requestBody'),
    responses: one('responses'),
    callbacks: map('callback'),
  },
  parameter: described,
  header: described,
  requestBody: { content: map('mediaType') },
  mediaType: {
    schema: one('schema'),
    itemSchema: one('schema'),
    examples: map('example'),
    encoding: map('encoding'),
    itemEncoding: one('encoding'),
    prefixEncoding: list('encoding'),
  },
  encoding: { headers: map('header'), encoding: map('encoding') },
  responses: {},
  response: { headers: map('header'), content: map('mediaType'), links: map('link') },
  callback: {},
  example: {},
  link: {},
  securityScheme: {},
  schema: {
    ...Object.fromEntries(['allOf', 'anyOf', 'oneOf', 'prefixItems'].map((key) => [key, list('schema')])),
    ...Object.fromEntries(
      ['properties', 'patternProperties', 'dependentSchemas', '$defs', 'definitions'].map((key) => [
        key,
        map('schema'),
      ]),
    ),
    ...Object.fromEntries(
      [
        ...['not', 'if', 'then', 'else', 'items', 'contains', 'additionalProperties', 'propertyNames'],
        ...['unevaluatedItems', 'unevaluatedProperties', 'contentSchema'],
      ].map((key) => [key, one('schema')]),
    ),
  },
};

// Their own members are what stands there, under keys that the author chose.
const open: Partial<Record<Kind, Kind>> = { responses: 'response', callback: 'pathItem' };

/** Something that stands in an object, with the object or list that holds it. */
export interface Place {
  readonly holder: Record<string, unknown>;
  readonly key: string;
  readonly kind: Kind;
  /** The keys that lead there from what is of a kind itself. */
  readonly path: readonly string[];
}

/** The members of an object of a kind that hold what is of a kind again; extensions and data are left out. */
export function* arrangementsIn(value: object, kind: Kind): Generator<readonly [string, Arrangement]> {
  for (const key of Object.keys(value)) {
    const arrangement = arrangementOf(kind, key);
    if (arrangement !== undefined) yield [key, arrangement];
  }
}

function arrangementOf(kind: Kind, key: string): Arrangement | undefined {
  if (Object.hasOwn(grammar[kind], key)) return grammar[kind][key];
  const ofAny = open[kind];
  return ofAny === undefined || key.startsWith('x-') ? undefined : one(ofAny);
}

/** What stands in an object of a kind, in the order of the document. */
export function* placesIn(value: object, kind: Kind): Generator<Place> {
  const holder = value as Record<string, unknown>; // an object, whose keys are texts
  for (const [key, arrangement] of arrangementsIn(value, kind)) {
    if (arrangement.as === 'one') yield { holder, key, kind: arrangement.kind, path: [key] };
    else yield* itemsIn(holder[key], key, arrangement);
  }
}

function* itemsIn(value: unknown, key: string, { kind, as }: Arrangement): Generator<Place> {
  if (typeof value !== 'object' || value === null || Array.isArray(value) !== (as === 'list')) return;
  const holder = value as Record<string, unknown>; // an object or a list, whose keys are texts
  for (const name of Object.keys(holder)) {
    // Components may be called so; among paths it is an extension.
    if (key !== 'paths' || !name.startsWith('x-')) yield { holder, key: name, kind, path: [key, name] };
  }
}

/** What stands at a JSON Pointer into a document, or what it is part of; `undefined` within data. */
export function kindAt(pointer: string): Kind | undefined {
  let kind: Kind = 'document';
  const tokens = [...pointerTokens(pointer)];
  for (let key = tokens.shift(); key !== undefined && kind !== 'schema'; key = tokens.shift()) {
    const arrangement = arrangementOf(kind, key);
    if (arrangement === undefined) return undefined;
    if (arrangement.as !== 'one') tokens.shift();
    kind = arrangement.kind;
  }
  return kind;
}
