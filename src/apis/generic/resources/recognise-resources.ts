import type { Answer } from '../../../description/answers.js';
import type { Schema } from '../../../description/document.js';
import { isJson } from '../../../description/media-type.js';
import type { Operation } from '../../../description/operations.js';
import type { SchemaReader } from '../../../description/schemas.js';
import { findKeyMember } from './key-member.js';
import { placeOfList, placeOfThing, schemaOfBody, schemaOfMedia, type Place, type Placed } from './places.js';
import type { Deed, Resource } from './resource.js';

/**
 * The conventional resources of a description: a path that ends in a parameter (`/books/{id}`), with or without the path
 * before it, whose answers are things with a member that the parameter names; at least one operation shows them, and at
 * least one changes them. An operation that does not fit stays as it is.
 */
export function recogniseResources(operations: readonly Operation[], reader: SchemaReader): readonly Resource[] {
  const byPath = groupByPath(operations);
  return [...byPath.keys()].flatMap((itemPath) => {
    const [, collectionPath = '', collection = ''] = /^(.*\/([^/{}]+))\/\{\}$/.exec(itemPath) ?? [];
    if (collection === '') return [];
    const paths = { ofItem: byPath.get(itemPath) ?? [], ofCollection: byPath.get(collectionPath) ?? [] };
    return recognise({ ...paths, id: collectionPath, collection }, reader) ?? [];
  });
}

function groupByPath(operations: readonly Operation[]): ReadonlyMap<string, readonly Operation[]> {
  const groups = new Map<string, Operation[]>();
  for (const operation of operations) {
    const path = shapeOf(operation.path);
    const group = groups.get(path);
    if (group === undefined) groups.set(path, [operation]);
    else group.push(operation);
  }
  return groups;
}

// Parameters may be named otherwise for each method, and a slash at the end makes no other collection.
function shapeOf(path: string): string {
  return path.replace(/\{[^{}]*\}/g, '{}').replace(/(?<=.)\/$/, '');
}

interface Candidate {
  readonly id: string;
  readonly collection: string;
  readonly ofItem: readonly Operation[];
  readonly ofCollection: readonly Operation[];
}

function recognise(candidate: Candidate, reader: SchemaReader): Resource | undefined {
  const { id, collection } = candidate;
  const shown = findShown(candidate, reader);
  if (shown === undefined) return undefined;
  const { schema, keyMember } = shown;
  const changing = changingDeeds(candidate, { schema, keyMember, reader });
  return changing.length === 0
    ? undefined
    : { name: collection, id, keyMember, schema, deeds: [...shown.deeds, ...changing] };
}

type Shown = Pick<Resource, 'schema' | 'keyMember' | 'deeds'>;

// What such things are is said by the answer that shows one, else by the list of them.
function findShown({ collection, ofItem, ofCollection }: Candidate, reader: SchemaReader): Shown | undefined {
  const parameter = ofItem.flatMap(({ path }) => parametersOf(path).slice(-1))[0] ?? '';
  const keyOf = (schema: Schema): string | undefined => findKeyMember(schema, { parameter, collection }, reader);
  const isThing = (schema: Schema): boolean => keyOf(schema) !== undefined;
  const read = withMethod(ofItem, 'GET').map((operation) => ({
    operation,
    placed: thingOfAnswer(operation, isThing, reader),
  }));
  const listed = withMethod(ofCollection, 'GET').flatMap((operation) => {
    const placed = listOfAnswer(operation, isThing, reader);
    return placed === undefined ? [] : [{ operation, placed }];
  });
  // An operation that reads something else makes all of it something else.
  const [shown] = [...read, ...listed].map(({ placed }) => placed);
  const keyMember = shown === undefined ? undefined : keyOf(shown.schema);
  if (shown === undefined || keyMember === undefined) return undefined;
  const deeds = [
    ...listed.map(({ operation }) => ofCollectionDeed('list', operation)),
    ...read.map(({ operation }) => ofItemDeed('read', operation)),
  ];
  return { schema: shown.schema, keyMember, deeds };
}

function changingDeeds({ ofItem, ofCollection }: Pick<Candidate, 'ofItem' | 'ofCollection'>, about: About): Deed[] {
  const ofThing = (action: Deed['action'], method: string): readonly Deed[] =>
    withMethod(ofItem, method)
      .filter((operation) => action === 'delete' || accepts(operation, about))
      .map((operation) => ofItemDeed(action, operation));
  return [
    ...withMethod(ofCollection, 'POST')
      .filter((operation) => creates(operation, about))
      .map((operation) => ofCollectionDeed('create', operation)),
    ...ofThing('replace', 'PUT'),
    ...withMethod(ofCollection, 'PUT').flatMap((operation) => replaceByBody(operation, about)),
    ...ofThing('change', 'PATCH'),
    ...ofThing('delete', 'DELETE'),
  ];
}

function withMethod(operations: readonly Operation[], method: string): readonly Operation[] {
  return operations.filter((operation) => operation.method === method);
}

/** The names of the parameters of a path, in their order. */
export function parametersOf(path: string): readonly string[] {
  return [...path.matchAll(/\{([^{}]*)\}/g)].map(([, name = '']) => name);
}

function ofCollectionDeed(action: 'list' | 'create', operation: Operation): Deed {
  return { action, operation, parents: parametersOf(operation.path) };
}

function ofItemDeed(action: Deed['action'], operation: Operation): Deed {
  const names = parametersOf(operation.path);
  return { action, operation, parents: names.slice(0, -1), key: ['path', names.at(-1) ?? ''] };
}

type Fits = (schema: Schema) => boolean;

/** The first documented success with a body in which something is found. */
function inSuccess(
  { answers }: Operation,
  find: (schema: Schema | undefined) => Placed | undefined,
  reader: SchemaReader,
): Placed | undefined {
  const found = answers.filter(isJsonSuccess).map(({ body }) => find(schemaOfBody(body, reader)));
  return found.find((placed) => placed !== undefined);
}

function isJsonSuccess({ when, statusKey, body }: Answer): boolean {
  const isSuccess = when.kind === 'otherwise' && statusKey.startsWith('2');
  return isSuccess && body.kind !== 'empty' && isJson(body.mediaType);
}

/** Where the first documented success shows a thing. */
export function thingOfAnswer(operation: Operation, fits: Fits, reader: SchemaReader): Placed | undefined {
  return inSuccess(operation, (schema) => placeOfThing(schema, fits, reader), reader);
}

/** Where the first documented success shows a list of things. */
export function listOfAnswer(operation: Operation, fits: Fits, reader: SchemaReader): Placed | undefined {
  return inSuccess(operation, (schema) => placeOfList(schema, fits, reader), reader);
}

interface About {
  readonly schema: Schema;
  readonly keyMember: string;
  readonly reader: SchemaReader;
}

function creates(operation: Operation, about: About): boolean {
  const { reader, keyMember } = about;
  const answersList = listOfAnswer(operation, (schema) => reader.members(schema).has(keyMember), reader);
  return accepts(operation, about) && answersList === undefined; // it would be a search
}

// Some replace what the body names, at the path of the collection.
function replaceByBody(operation: Operation, about: About): readonly Deed[] {
  const { keyMember, reader } = about;
  const placed = thingInRequest(operation, about);
  if (placed === undefined || !reader.members(placed.schema).has(keyMember)) return [];
  const key = ['body', ...placed.place, keyMember];
  return [{ action: 'replace', operation, parents: parametersOf(operation.path), key }];
}

function accepts(operation: Operation, about: About): boolean {
  return thingInRequest(operation, about) !== undefined || patches(operation);
}

// RFC 6902: such a body says nothing of the members.
function patches({ method, requestBody }: Operation): boolean {
  return method === 'PATCH' && Object.keys(requestBody?.content ?? {}).some((type) => /json-patch\+json/i.test(type));
}

/** Where the members of a thing stand in the body of a request. */
export function thingInRequest({ requestBody }: Operation, { schema, reader }: About): Placed | undefined {
  const names = new Set(reader.members(schema).keys());
  const isLike = (other: Schema): boolean => [...reader.members(other).keys()].some((name) => names.has(name));
  const media = Object.entries(requestBody?.content ?? {}).filter(([type]) => !/json-patch\+json/i.test(type));
  const found = media.map(([, each]) => placeOfThing(schemaOfMedia(each, reader), isLike, reader));
  return found.find((placed) => placed !== undefined);
}

/** Where a thing stands in a body that an operation documents. */
export function thingInAnswer(schema: Schema | undefined, { keyMember, reader }: About): Place | undefined {
  return placeOfThing(schema, (other) => reader.members(other).has(keyMember), reader)?.place;
}
