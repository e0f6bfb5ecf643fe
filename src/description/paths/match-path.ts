import type { Operation } from '../operations.js';
import { readPathTemplate, trimSlashes, type PathTemplate, type Segment } from './path-template.js';
import { conditionsOf, tellApart, type Condition, type RequestMarks } from './tell-apart.js';

/** What a method and a path lead to. */
export type PathMatch =
  | {
      readonly kind: 'operation';
      readonly operation: Operation;
      readonly pathParameters: Readonly<Record<string, string>>;
      /** The same as they were sent, with their percent-encoding. */
      readonly encodedParameters: Readonly<Record<string, string>>;
      /** How many letters of the path are no parameters; of a path without any infinitely many. */
      readonly literalLength: number;
    }
  | { readonly kind: 'other-method'; readonly allow: readonly string[] }
  | { readonly kind: 'nothing' };

/** @param marks what else of the request tells operations of one path apart. @default nothing */
export type PathMatcher = (method: string, path: string, marks?: RequestMarks) => PathMatch;

/** An operation at the end of its path. */
interface Candidate {
  readonly operation: Operation;
  readonly template: PathTemplate;
  /** Of its path, in order. */
  readonly names: readonly string[];
  readonly conditions: readonly Condition[];
}

type ByMethod = Map<string, Candidate[]>;

/** A path; with a slash at its end it is another one where both are described. */
interface Leaf {
  readonly literalLength: number;
  readonly plain: ByMethod;
  readonly slashed: ByMethod;
}

/** What may follow on a part of a path. */
interface Node {
  readonly literals: Map<string, Node>;
  readonly mixed: Map<string, { readonly pattern: RegExp; readonly node: Node }>;
  any?: Node;
  leaf?: Leaf;
}

interface Index {
  /** Paths without parameters, whole. */
  readonly literal: ReadonlyMap<string, Leaf>;
  readonly root: Node;
}

/**
 * Indexes operations by path once, so that matching costs the same however many there are: paths without parameters
 * by hash, templates segment by segment. Of templates that match the one with the most literal letters is meant, of
 * several such the first. Repeated leading slashes do not count, nor does one at the end where only one form is
 * described. HEAD is answered where GET is described (RFC 9110 section 9.1).
 */
export function indexPaths(operations: readonly Operation[]): PathMatcher {
  const literal = new Map<string, Leaf>();
  const root = createNode();
  for (const operation of operations) {
    const template = readPathTemplate(operation.path);
    const leaf = isLiteral(template) ? literalLeaf(literal, template) : templateLeaf(root, template);
    add(template.endsInSlash ? leaf.slashed : leaf.plain, operation, template);
  }
  const index = { literal, root };
  return (method, path, marks = noMarks) => match(index, method, path, marks);
}

const noMarks: RequestMarks = { query: new URLSearchParams(), headers: {} };

function createNode(): Node {
  return { literals: new Map(), mixed: new Map() };
}

function createLeaf(template: PathTemplate): Leaf {
  const literalLength = isLiteral(template) ? Infinity : template.literalLength;
  return { literalLength, plain: new Map(), slashed: new Map() };
}

function isLiteral({ segments }: PathTemplate): boolean {
  return segments.every(({ kind }) => kind === 'literal');
}

function literalLeaf(literal: Map<string, Leaf>, template: PathTemplate): Leaf {
  return getOrAdd(literal, template.path, () => createLeaf(template));
}

function templateLeaf(root: Node, template: PathTemplate): Leaf {
  const node = template.segments.reduce(childOf, root);
  return (node.leaf ??= createLeaf(template));
}

function childOf(node: Node, segment: Segment): Node {
  if (segment.kind === 'literal') return getOrAdd(node.literals, segment.text, createNode);
  if (segment.kind === 'parameter') return (node.any ??= createNode());
  const create = (): { pattern: RegExp; node: Node } => ({
    pattern: new RegExp(`^${segment.source}$`, 's'),
    node: createNode(),
  });
  return getOrAdd(node.mixed, segment.source, create).node;
}

function getOrAdd<T>(map: Map<string, T>, key: string, create: () => T): T {
  const found = map.get(key) ?? create();
  map.set(key, found);
  return found;
}

function add(byMethod: ByMethod, operation: Operation, template: PathTemplate): void {
  const names = template.segments.flatMap((segment) =>
    segment.kind === 'mixed' ? segment.names : segment.kind === 'parameter' ? [segment.name] : [],
  );
  let conditions: readonly Condition[] | undefined;
  getOrAdd(byMethod, operation.method, () => []).push({
    operation,
    template,
    names,
    get conditions() {
      return (conditions ??= conditionsOf(operation)); // few paths lead to several operations
    },
  });
}

/** A path that a request may mean, with the values of its parameters as they were sent. */
interface Found {
  readonly leaf: Leaf;
  readonly values: readonly string[];
}

function match({ literal, root }: Index, method: string, sent: string, marks: RequestMarks): PathMatch {
  const path = trimSlashes(sent);
  const endsInSlash = sent.length > 1 && sent.endsWith('/');
  const exact = literal.get(path) ?? literal.get(decode(path));
  const found = exact && lookUp({ leaf: exact, values: none }, method, endsInSlash, marks);
  if (found !== undefined) return found;
  const templates = findLeaves(root, path);
  for (const one of templates) {
    const matched = lookUp(one, method, endsInSlash, marks);
    if (matched !== undefined) return matched;
  }
  const leaves = [...(exact ? [exact] : []), ...templates.map(({ leaf }) => leaf)];
  return othersOf(
    leaves.map((leaf) => formOf(leaf, endsInSlash)),
    method,
  );
}

const none: readonly string[] = [];

function lookUp(
  { leaf, values }: Found,
  method: string,
  endsInSlash: boolean,
  marks: RequestMarks,
): PathMatch | undefined {
  const byMethod = formOf(leaf, endsInSlash);
  const candidates = byMethod.get(method) ?? (method === 'HEAD' ? byMethod.get('GET') : undefined);
  if (candidates === undefined) return undefined;
  const [first, ...others] = candidates;
  const isAlone = others.length === 0 && first?.template.pairs.length === 0; // nearly always
  const meant = isAlone ? first : tellApart(candidates, marks, itself);
  return meant === undefined ? undefined : toMatch(meant, { leaf, values }, marks);
}

function itself(candidate: Candidate): Candidate {
  return candidate;
}

function formOf({ plain, slashed }: Leaf, endsInSlash: boolean): ByMethod {
  const [own, other] = endsInSlash ? [slashed, plain] : [plain, slashed];
  return own.size > 0 ? own : other;
}

// Where the method is there, the path asks for something else that the request does not have.
function othersOf(forms: readonly ByMethod[], method: string): PathMatch {
  const known = [...new Set(forms.flatMap((byMethod) => [...byMethod.keys()]))];
  if (known.length === 0 || known.includes(method)) return { kind: 'nothing' };
  const allow = known.flatMap((one) => (one === 'GET' ? ['GET', 'HEAD'] : [one]));
  return { kind: 'other-method', allow: [...new Set(allow)] };
}

/** The templates that match a path, the more literal ones first. */
function findLeaves(root: Node, path: string): readonly Found[] {
  const found: Found[] = [];
  const segments = path.split('/');
  const walk = (node: Node, index: number, values: readonly string[]): void => {
    const segment = segments[index];
    if (segment === undefined) {
      if (node.leaf !== undefined) found.push({ leaf: node.leaf, values });
      return;
    }
    const literal = node.literals.get(segment) ?? node.literals.get(decode(segment));
    if (literal !== undefined) walk(literal, index + 1, values);
    if (segment === '') return; // no value is empty
    for (const { pattern, node: next } of node.mixed.values()) {
      const parts = valuesOf(pattern, segment);
      if (parts !== undefined) walk(next, index + 1, [...values, ...parts]);
    }
    if (node.any !== undefined) walk(node.any, index + 1, [...values, segment]);
  };
  walk(root, 1, none);
  return found.sort((a, b) => b.leaf.literalLength - a.leaf.literalLength);
}

// The text around a parameter may be percent-encoded as well.
function valuesOf(pattern: RegExp, segment: string): readonly string[] | undefined {
  const raw = pattern.exec(segment);
  if (raw !== null) return raw.slice(1);
  const decoded = segment.includes('%') ? pattern.exec(decode(segment)) : null;
  return decoded === null ? undefined : decoded.slice(1).map(encodeURIComponent);
}

// Spelt out: to spread what they share took longer than to find it.
function toMatch({ operation, template, names }: Candidate, { leaf, values }: Found, marks: RequestMarks): PathMatch {
  const { literalLength } = leaf;
  const isPlain = names.length === 0 && template.pairs.length === 0;
  if (isPlain) {
    return { kind: 'operation', operation, pathParameters: noValues, encodedParameters: noValues, literalLength };
  }
  const pairs = [
    ...names.map((name, index) => [name, values[index] ?? ''] as const),
    ...pairsOf(operation, template, marks),
  ];
  try {
    const encodedParameters = Object.fromEntries(pairs);
    const pathParameters = pairs.some(([, value]) => value.includes('%'))
      ? Object.fromEntries(pairs.map(([name, value]) => [name, decodeURIComponent(value)]))
      : encodedParameters;
    return { kind: 'operation', operation, pathParameters, encodedParameters, literalLength };
  } catch {
    return { kind: 'nothing' }; // a malformed percent-encoding names no resource
  }
}

const noValues = {};

// Parameters of the path that the template has behind its `?`.
function pairsOf(
  { parameters }: Operation,
  { pairs }: PathTemplate,
  { query }: RequestMarks,
): readonly (readonly [string, string])[] {
  return pairs.flatMap(({ name, parameter }) => {
    const value = query.get(name);
    const isOfPath = parameters.some((one) => one.in === 'path' && one.name === parameter);
    return parameter === undefined || value === null || !isOfPath
      ? []
      : [[parameter, encodeURIComponent(value)] as const];
  });
}

// RFC 3986 section 6.2.2.2: an encoded letter is that letter; an encoded slash (`%2F`) stays what it is.
function decode(path: string): string {
  if (!path.includes('%')) return path;
  try {
    return decodeURI(path);
  } catch {
    return path;
  }
}
