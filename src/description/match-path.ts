import type { Operation } from './operations.js';

/** What a method and a path lead to. */
export type PathMatch =
  | {
      readonly kind: 'operation';
      readonly operation: Operation;
      readonly pathParameters: Readonly<Record<string, string>>;
    }
  | { readonly kind: 'other-method'; readonly allow: readonly string[] }
  | { readonly kind: 'nothing' };

export type PathMatcher = (method: string, path: string) => PathMatch;

interface Template {
  readonly pattern: RegExp;
  readonly names: readonly string[];
  readonly literalLength: number;
  readonly byMethod: Map<string, Operation>;
}

/**
 * Indexes operations by path once, so that matching costs the same however many there are: paths without parameters
 * by hash, templates by trying the more literal ones first. A trailing slash and repeated leading slashes do not
 * count.
 */
export function indexPaths(operations: readonly Operation[]): PathMatcher {
  const literal = new Map<string, Map<string, Operation>>();
  const templates = new Map<string, Template>();
  for (const operation of operations) {
    const byMethod = operation.path.includes('{')
      ? templateOf(templates, operation.path).byMethod
      : literalOf(literal, trimSlashes(operation.path));
    byMethod.set(operation.method, operation);
  }
  const ordered = [...templates.values()].sort((a, b) => b.literalLength - a.literalLength);
  return (method, path) => match({ literal, templates: ordered }, method, trimSlashes(path));
}

/** What two paths share that OpenAPI calls identical: names of parameters and a slash at the end do not count. */
export function pathKey(path: string): string {
  return trimSlashes(path).replace(/\{[^}]*\}/g, '{}');
}

function literalOf(literal: Map<string, Map<string, Operation>>, path: string): Map<string, Operation> {
  const found = literal.get(path) ?? new Map<string, Operation>();
  literal.set(path, found);
  return found;
}

function templateOf(templates: Map<string, Template>, path: string): Template {
  const names: string[] = [];
  const parts = trimSlashes(path).split(/\{([^}]+)\}/);
  const source = parts.map((part, index) => {
    if (index % 2 === 0) return part.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&');
    names.push(part);
    return '([^/]+)';
  });
  const key = source.join('');
  const literalLength = parts.filter((_, index) => index % 2 === 0).join('').length;
  const found = templates.get(key) ?? { pattern: new RegExp(`^${key}$`), names, literalLength, byMethod: new Map() };
  templates.set(key, found);
  return found;
}

const none = {};

interface Index {
  readonly literal: ReadonlyMap<string, ReadonlyMap<string, Operation>>;
  readonly templates: readonly Template[];
}

function match({ literal, templates }: Index, method: string, path: string): PathMatch {
  const exact = literal.get(path) ?? literal.get(decode(path));
  const operation = exact?.get(method);
  if (operation !== undefined) return { kind: 'operation', operation, pathParameters: none };
  const allow = new Set(exact?.keys());
  for (const { pattern, names, byMethod } of templates) {
    const values = pattern.exec(path) ?? pattern.exec(decode(path));
    if (values === null) continue;
    const matched = byMethod.get(method);
    if (matched !== undefined) return withParameters(matched, names, values.slice(1));
    for (const other of byMethod.keys()) allow.add(other);
  }
  return allow.size > 0 ? { kind: 'other-method', allow: [...allow] } : { kind: 'nothing' };
}

function withParameters(operation: Operation, names: readonly string[], values: readonly string[]): PathMatch {
  try {
    const pairs = names.map((name, index) => [name, decodeURIComponent(values[index] ?? '')] as const);
    return { kind: 'operation', operation, pathParameters: Object.fromEntries(pairs) };
  } catch {
    return { kind: 'nothing' }; // a malformed percent-encoding names no resource
  }
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

// Feishu's own SDK sends `//open-apis/…` when its domain ends in a slash.
function trimSlashes(path: string): string {
  const trimmed = path.startsWith('//') ? path.replace(/^\/+/, '/') : path;
  return trimmed.length > 1 && trimmed.endsWith('/') ? trimmed.slice(0, -1) : trimmed;
}
