import type { OpenAPIV2 } from 'openapi-types';
import { messageOf, UserError } from '../errors.js';
import type { Schema } from './document.js';
import { follow, pointerTo } from './json-pointer.js';
import { isObject, itemsOf, membersOf, type Members } from './json-value.js';
import type { Loss } from './loss.js';
import { completeForms } from './swagger2-forms.js';
import { createSwagger2Schemas, type Swagger2Schemas } from './swagger2-schemas.js';

/** A Swagger 2.0 document as one of OpenAPI 3.0. */
export interface FromSwagger2 {
  readonly document: Members;
  /** Where in the Swagger document stands what a JSON Pointer into the converted one leads to. */
  readonly sourceOf: (pointer: string) => string;
  /** What OpenAPI 3.0 has no words for. */
  readonly losses: readonly Loss[];
}

/** Whether a parsed document says that it is Swagger 2.0. */
export function isSwagger2(document: unknown): document is Members {
  return isObject(document) && document['swagger'] === '2.0' && !('openapi' in document);
}

/**
 * Converts a Swagger 2.0 document whose references stay within it. The library moves what has moved; schemas, examples
 * and extensions pass it by, since it takes references, nulls and some names in them for its own.
 * @param address where the document was read from, if from a server: it may leave host and scheme to that.
 * @throws UserError DESCRIPTION_INVALID where the library cannot tell what is meant.
 */
export async function fromSwagger2(swagger: Members, address?: URL): Promise<FromSwagger2> {
  const kept: Kept[] = [];
  const losses: Loss[] = [];
  const settled = settle(swagger, address, losses);
  const moved = await move(prepare(settled, 'root', '', { swagger, kept, losses, passed: [] }));
  losses.push(...completeForms(swagger, moved));
  const schemas = createSwagger2Schemas(swagger);
  const sources = new Map<string, string>();
  const restored = membersOf(restore(moved, '', { schemas, kept, losses, sources }));
  const components = { ...membersOf(restored['components']), schemas: componentsOf(schemas, sources) };
  return {
    document: { ...restored, info: swagger['info'], components },
    sourceOf: (pointer) => nearest(sources, pointer),
    losses,
  };
}

// What is left to defaults is said, and what was referred to is put where it is meant.
function settle(swagger: Members, address: URL | undefined, losses: Loss[]): Members {
  const root = Object.entries(swagger).filter(([key]) => !/^(?:definitions|parameters|responses)$/.test(key));
  const schemes = itemsOf(swagger['schemes']);
  const served = schemes.filter((scheme) => scheme === 'http' || scheme === 'https');
  if (served.length < schemes.length) losses.push({ pointer: '/schemes', message: 'only http and https are served' });
  return {
    ...Object.fromEntries(root),
    info: { title: '', version: '' }, // the true one passes the library by
    host: swagger['host'] ?? address?.host,
    schemes: served.length > 0 ? served : [address?.protocol.slice(0, -1) ?? 'https'],
    // The specification leaves it open; both are JSON wherever it is left out.
    produces: swagger['produces'] ?? ['application/json'],
    consumes: swagger['consumes'] ?? ['application/json'],
  };
}

type Kind = 'root' | 'path' | 'operation' | 'parameter' | 'response' | 'header' | 'scheme' | 'schema' | 'free';

const operation = 'operation';

// What kind of object stands at which member; in brackets, at each member of it.
const grammar: Readonly<Record<Kind, Readonly<Record<string, Kind | readonly [Kind]>>>> = {
  root: { paths: ['path'], securityDefinitions: ['scheme'] },
  path: {
    parameters: ['parameter'],
    get: operation,
    put: operation,
    post: operation,
    delete: operation,
    options: operation,
    head: operation,
    patch: operation,
  },
  operation: { parameters: ['parameter'], responses: ['response'] },
  parameter: { schema: 'schema' },
  response: { schema: 'schema', headers: ['header'], examples: ['free'] },
  header: {},
  scheme: {},
  schema: {},
  free: {},
};

// Every object of a known kind bears the number of its note; schemas and what is free are nothing else.
const mark = 'x-signoff-note';

/** What is to be known of an object that has passed the library. */
interface Kept {
  /** Where it stands in the Swagger document. */
  readonly source: string;
  /** What did not pass, but only its mark in its place. */
  readonly instead?: { readonly kind: Kind; readonly value: unknown };
}

interface Preparing {
  readonly swagger: Members;
  readonly kept: Kept[];
  readonly losses: Loss[];
  /** The references on the way here. */
  readonly passed: readonly string[];
}

function prepare(value: unknown, kind: Kind, source: string, work: Preparing): unknown {
  const note = (instead?: Kept['instead']): object => ({
    [mark]: work.kept.push({ source, ...(instead && { instead }) }) - 1,
  });
  if (kind === 'schema' || kind === 'free') return note({ kind, value });
  if (!isObject(value)) return leaveOut(source, 'must be an object', work);
  if (typeof value['$ref'] === 'string') return prepareTarget(value['$ref'], kind, source, work);
  const members = entriesOf(value, (key, member) => prepareMember(key, member, kind, pointerTo(source, key), work));
  // The library looks for the bodies of a path only where an operation has parameters.
  return { ...(kind === 'operation' && { parameters: [] }), ...members, ...note() };
}

// What is left out is told.
function leaveOut(pointer: string, message: string, { losses }: Preparing): unknown {
  losses.push({ pointer, message });
  return undefined;
}

function entriesOf(members: Members, prepareOne: (key: string, member: unknown) => unknown): Members {
  const prepared = Object.entries(members).map(([key, member]) => [key, prepareOne(key, member)] as const);
  return Object.fromEntries(prepared.filter(([, member]) => member !== undefined));
}

function prepareTarget(reference: string, kind: Kind, source: string, work: Preparing): unknown {
  const target = work.passed.includes(reference) ? undefined : follow(work.swagger, reference);
  if (target === undefined) return leaveOut(source, `${reference} leads nowhere`, work);
  return prepare(target, kind, reference.slice(1), { ...work, passed: [...work.passed, reference] });
}

function prepareMember(key: string, member: unknown, kind: Kind, source: string, work: Preparing): unknown {
  if (key.startsWith('x-')) return prepare(member, 'free', source, work);
  const shape = shapes.find(({ keys }) => keys.test(key));
  if (shape !== undefined && !shape.isOf(member)) return leaveOut(source, `must be ${shape.name}`, work);
  const part = Object.hasOwn(grammar[kind], key) ? grammar[kind][key] : undefined;
  if (part === undefined) return member;
  if (typeof part === 'string') return prepare(member, part, source, work);
  const [each] = part;
  if (Array.isArray(member)) {
    const items = member.map((item, index) => prepare(item, each, pointerTo(source, index), work));
    return items.filter((item) => item !== undefined);
  }
  return entriesOf(membersOf(member), (name, item) => {
    const isExtension = name.startsWith('x-') && each !== 'header';
    return prepare(item, isExtension ? 'free' : each, pointerTo(source, name), work);
  });
}

// The library takes them for granted.
const shapes = [
  {
    keys: /^(?:\$ref|host|basePath|authorizationUrl|tokenUrl|flow|type|in|name|collectionFormat|operationId)$/,
    name: 'a text',
    isOf: (value: unknown): boolean => typeof value === 'string' || value === undefined,
  },
  { keys: /^(?:consumes|produces|schemes|security|parameters|tags)$/, name: 'a list', isOf: Array.isArray },
  {
    keys: /^(?:paths|securityDefinitions|responses|headers|examples|scopes|items)$/,
    name: 'an object',
    isOf: isObject,
  },
];

async function move(prepared: unknown): Promise<Members> {
  try {
    const { default: library } = await import('swagger2openapi');
    const options = { patch: true, warnOnly: true, anchors: true, resolveInternal: true, text: ' ' };
    const { openapi } = await library.convertObj(prepared as OpenAPIV2.Document, options); // it mends what is none
    return membersOf(openapi);
  } catch (error) {
    throw new UserError('DESCRIPTION_INVALID', `no Swagger 2.0 that could be converted: ${messageOf(error)}`, {
      cause: error,
    });
  }
}

interface Restoring {
  readonly schemas: Swagger2Schemas;
  readonly kept: readonly Kept[];
  readonly losses: Loss[];
  readonly sources: Map<string, string>;
}

function restore(value: unknown, pointer: string, work: Restoring): unknown {
  if (Array.isArray(value)) return value.map((item, index) => restore(item, pointerTo(pointer, index), work));
  if (!isObject(value)) return value;
  const kept = work.kept[Number(value[mark])];
  if (kept !== undefined) work.sources.set(pointer, kept.source);
  if (kept?.instead?.kind === 'schema') return work.schemas.convert(kept.instead.value);
  if (kept?.instead !== undefined) return kept.instead.value;
  const warning = value['x-s2o-warning'];
  if (typeof warning === 'string')
    work.losses.push({
      pointer: nearest(work.sources, pointer),
      message: `OpenAPI 3.0 has no words for it: ${warning}`,
    });
  const own = Object.entries(value).filter(([key]) => key !== mark && !key.startsWith('x-s2o-'));
  return Object.fromEntries(own.map(([key, member]) => [key, restore(member, pointerTo(pointer, key), work)]));
}

function componentsOf(schemas: Swagger2Schemas, sources: Map<string, string>): Readonly<Record<string, Schema>> {
  const components = [...schemas.components()];
  for (const [name, { source }] of components) sources.set(pointerTo('/components/schemas', name), source);
  return Object.fromEntries(components.map(([name, { schema }]) => [name, schema]));
}

// What lies below a place lies below its source too, but for the steps that 3.0 has added.
function nearest(sources: ReadonlyMap<string, string>, pointer: string): string {
  for (let end = pointer.length; end >= 0; end = end === 0 ? -1 : pointer.lastIndexOf('/', end - 1)) {
    const source = sources.get(pointer.slice(0, end));
    if (source !== undefined)
      return source + pointer.slice(end).replace(/^(?:\/content\/[^/]*)?(?:\/schema(?=\/|$))?/, '');
  }
  return pointer;
}
