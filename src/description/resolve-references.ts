import { arrangementsIn, placesIn, type Kind } from './grammar.js';
import { follow } from './json-pointer.js';

/**
 * Puts what references lead to in their place, in place, but for those to schemas, which stay as they are written. What
 * leads back to itself, or nowhere within the document, is left as it is.
 */
export function resolveReferences(document: object): void {
  const seen = new Set<unknown>();
  const visit = (value: object, kind: Kind): void => {
    if (seen.has(value)) return;
    seen.add(value);
    resolveMaps(document, value, kind);
    for (const { holder, key, kind: inner } of placesIn(value, kind)) {
      const found = holder[key];
      if (inner === 'schema' || !isObject(found)) continue;
      const target = resolve(document, found, inner);
      if (target !== found) holder[key] = target;
      visit(target, inner);
    }
  };
  visit(document, 'document');
}

// Such as all paths in a file of their own, which OpenAPI does not provide for, but many write.
function resolveMaps(document: object, value: object, kind: Kind): void {
  for (const [key, { as }] of arrangementsIn(value, kind)) {
    const inner = (value as Record<string, unknown>)[key];
    if (as === 'map' && isObject(inner)) Object.assign(value, { [key]: resolve(document, inner, kind) });
  }
}

function resolve(document: object, value: object, kind: Kind, passed: readonly string[] = []): object {
  const { $ref: reference, ...siblings } = value as Readonly<Record<string, unknown>>;
  if (typeof reference !== 'string' || passed.includes(reference)) return value;
  const found = follow(document, reference);
  if (!isObject(found)) return value;
  return withSiblings(resolve(document, found, kind, [...passed, reference]), siblings, kind);
}

// OpenAPI 3.1, Path Item Object and Reference Object: operations may stand beside a reference, else two texts.
function withSiblings(target: object, siblings: Readonly<Record<string, unknown>>, kind: Kind): object {
  const own = Object.entries(siblings).filter(([key]) => kind === 'pathItem' || /^(?:summary|description)$/.test(key));
  return own.length === 0 ? target : { ...target, ...Object.fromEntries(own) };
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}
