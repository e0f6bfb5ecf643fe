import { checkObject, checkSchema, type Fault } from './check-object.js';
import { operationsOf, type Document, type PathItem } from './document.js';
import { arrangementsIn, placesIn, type Kind } from './grammar.js';
import { follow, pointerOf, pointerTo, pointerTokens, valueAt } from './json-pointer.js';
import { isObject, itemsOf, membersOf } from './json-value.js';

/** A fault with the operations that need what it is about. */
export interface Problem extends Fault {
  readonly operations: readonly OperationPlace[];
}

export interface OperationPlace {
  readonly path: string;
  /** As it is sent. */
  readonly method: string;
}

/**
 * Looks at all that the operations of a document are made of, through its references, each part once. A member that is
 * empty, `headers:` and nothing, is taken out, in place.
 * @param document in one piece, its references as they are written.
 * @param isThorough whether components that no operation needs are looked at as well.
 */
export function examine(document: Document, isThorough: boolean): readonly Problem[] {
  const parts = new Map<string, Part>();
  const operations = Object.entries(membersOf(document.paths)).flatMap(([path, item]) =>
    path.startsWith('x-') ? [] : rootsOf(document, path, item),
  );
  for (const { roots } of operations) explore(document, roots, parts);
  if (isThorough) explore(document, rootsOfComponents(document), parts);
  const users = usersOf(operations, parts);
  const ofParts = [...parts].flatMap(([key, { faults }]) =>
    faults.map((fault) => ({ ...fault, operations: users.get(key) ?? [] })),
  );
  return [...lostPaths(document), ...ofParts];
}

// Nobody knows which operations are there.
function lostPaths(document: Document): readonly Problem[] {
  return Object.entries(membersOf(document.paths)).flatMap(([path, written]) => {
    const { item, isFound } = settle(document, written, '');
    if (path.startsWith('x-') || isFound) return [];
    const reference = item['$ref'];
    const message = typeof reference === 'string' ? `"${reference}" leads nowhere` : 'must be an object';
    return [{ pointer: pointerTo('/paths', path), message, isGrave: false, operations: [] }];
  });
}

/** What stands at a pointer, with all that is written within it. */
interface Part {
  readonly faults: Fault[];
  /** The parts that it refers to. */
  readonly needs: Root[];
}

interface Root {
  readonly pointer: string;
  readonly kind: Kind;
}

interface Rooted extends OperationPlace {
  readonly roots: readonly Root[];
}

function rootsOf(document: Document, path: string, written: unknown): readonly Rooted[] {
  const { item, pointer } = settle(document, written, pointerTo('/paths', path));
  const ofPath = itemsOf(item['parameters']).map((_, index): Root => ({
    pointer: pointerTo(pointerTo(pointer, 'parameters'), index),
    kind: 'parameter',
  }));
  // Whatever stands there is asked for by its method.
  return operationsOf(item as PathItem).map(([method, operation]) => {
    const keys = Object.hasOwn(item, method.toLowerCase()) ? [method.toLowerCase()] : ['additionalOperations', method];
    const own: Root = { pointer: keys.reduce(pointerTo, pointer), kind: 'operation' };
    const schemes = schemesOf(membersOf(operation)['security'] ?? document.security);
    return { path, method, roots: [own, ...ofPath, ...schemes] };
  });
}

function rootsOfComponents({ components = {} }: Document): readonly Root[] {
  return [...placesIn(components, 'components')].map(({ path, kind }) => ({
    pointer: path.reduce(pointerTo, '/components'),
    kind,
  }));
}

interface SettledItem {
  readonly item: Readonly<Record<string, unknown>>;
  readonly pointer: string;
  readonly isFound: boolean;
}

// A path item may be anywhere, and refer to another one.
function settle(document: Document, written: unknown, at: string): SettledItem {
  let [item, pointer] = [written, at];
  for (const passed = new Set<unknown>(); isObject(item) && !passed.has(item);) {
    passed.add(item);
    const reference = item['$ref'];
    if (typeof reference !== 'string' || follow(document, reference) === undefined) break;
    [item, pointer] = [follow(document, reference), pointerOf(reference)];
  }
  const isFound = isObject(item) && typeof item['$ref'] !== 'string';
  return { item: { ...membersOf(item) }, pointer, isFound };
}

function schemesOf(security: unknown): readonly Root[] {
  const names = itemsOf(security).flatMap((requirement) => Object.keys(membersOf(requirement)));
  return names.map((name) => ({ pointer: pointerTo('/components/securitySchemes', name), kind: 'securityScheme' }));
}

const keyOf = ({ pointer, kind }: Root): string => `${kind} ${pointer}`;

function explore(document: Document, roots: readonly Root[], parts: Map<string, Part>): void {
  const pending = [...roots];
  for (let root = pending.pop(); root !== undefined; root = pending.pop()) {
    if (parts.has(keyOf(root))) continue;
    const part: Part = { faults: [], needs: [] };
    parts.set(keyOf(root), part);
    look(document, valueAt(document, root.pointer), root, part);
    pending.push(...part.needs);
  }
}

function look(document: Document, value: unknown, { pointer, kind }: Root, part: Part): void {
  if (kind === 'schema' && typeof value === 'boolean') return;
  if (!isObject(value)) {
    part.faults.push({ pointer, message: missing(value, pointer, kind), isGrave: kind !== 'schema' });
    return;
  }
  if ('$ref' in value && typeof value['$ref'] === 'string') {
    lookThrough(document, value['$ref'], { pointer, kind }, part);
    if (kind !== 'schema' || document.openapi.startsWith('3.0')) return;
  }
  part.faults.push(...(kind === 'schema' ? checkSchema(value, pointer) : checkObject(value, kind, pointer)));
  lookWithin(document, value, { pointer, kind }, part);
}

function lookThrough(document: Document, reference: string, { pointer, kind }: Root, part: Part): void {
  if (!leadsNowhere(document, reference)) part.needs.push({ pointer: pointerOf(reference), kind });
  else
    part.faults.push({ pointer: pointerTo(pointer, '$ref'), message: `"${reference}" leads nowhere`, isGrave: true });
}

function lookWithin(document: Document, value: Record<string, unknown>, { pointer, kind }: Root, part: Part): void {
  for (const [key, { kind: inner, as }] of arrangementsIn(value, kind)) {
    const place = pointerTo(pointer, key);
    if (ignored.has(inner)) continue;
    if (value[key] === null) Reflect.deleteProperty(value, key);
    else if (as === 'one') look(document, value[key], { pointer: place, kind: inner }, part);
    else lookAtAll(document, value[key], { pointer: place, kind: inner, isList: as === 'list' }, part);
  }
}

// Nothing is read from these.
const ignored = new Set<Kind>(['callback', 'link']);

function missing(value: unknown, pointer: string, kind: Kind): string {
  if (kind !== 'securityScheme' || value !== undefined) return 'must be an object';
  return `the security scheme "${pointerTokens(pointer).at(-1) ?? ''}" is not declared`;
}

interface Several extends Root {
  readonly isList: boolean;
}

function lookAtAll(document: Document, value: unknown, { pointer, kind, isList }: Several, part: Part): void {
  const isFine = isList ? Array.isArray(value) : isObject(value);
  if (!isFine) {
    const message = isList ? 'must be a list' : 'must be an object';
    part.faults.push({ pointer, message, isGrave: kind !== 'schema' });
    return;
  }
  for (const [key, member] of Object.entries(value as object)) {
    look(document, member, { pointer: pointerTo(pointer, key), kind }, part);
  }
}

// Also where one reference leads to another and none to anything.
function leadsNowhere(document: Document, reference: string): boolean {
  const passed = new Set<string>();
  for (let next: unknown = reference; typeof next === 'string';) {
    if (passed.has(next)) return true;
    passed.add(next);
    const target = follow(document, next);
    if (target === undefined) return true;
    next = isObject(target) && Object.keys(target).length === 1 ? target['$ref'] : undefined;
  }
  return false;
}

// From each faulty part back to whoever needs it.
function usersOf(operations: readonly Rooted[], parts: ReadonlyMap<string, Part>): Map<string, OperationPlace[]> {
  const faulty = [...parts].filter(([, { faults }]) => faults.length > 0).map(([key]) => key);
  const users = new Map<string, OperationPlace[]>();
  if (faulty.length === 0) return users;
  const backwards = new Map<string, string[]>();
  const rooted = new Map<string, OperationPlace[]>();
  for (const [key, { needs }] of parts) for (const need of needs) add(backwards, keyOf(need), key);
  for (const { roots, path, method } of operations)
    for (const root of roots) add(rooted, keyOf(root), { path, method });
  for (const key of faulty) {
    const reached = new Set([key]);
    for (const next of reached) for (const former of backwards.get(next) ?? []) reached.add(former);
    users.set(key, [...new Set([...reached].flatMap((one) => rooted.get(one) ?? []))]);
  }
  return users;
}

function add<T>(map: Map<string, T[]>, key: string, value: T): void {
  const list = map.get(key);
  if (list === undefined) map.set(key, [value]);
  else list.push(value);
}
