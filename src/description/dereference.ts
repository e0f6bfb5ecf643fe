import { UserError } from '../errors.js';

/**
 * A copy of a document with what its references lead to in their place; circular ones stay.
 * @throws UserError DESCRIPTION_INVALID for a reference that leads nowhere, or into another file.
 */
export function dereference(document: object): unknown {
  const open = new Set<string>();
  const known = new Map<string, unknown>();
  const resolve = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(resolve);
    if (typeof value !== 'object' || value === null) return value;
    const { $ref: reference, ...own } = value as Readonly<Record<string, unknown>>;
    if (typeof reference !== 'string') {
      return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, resolve(member)]));
    }
    if (open.has(reference)) return value;
    open.add(reference);
    if (!known.has(reference)) known.set(reference, resolve(follow(document, reference)));
    open.delete(reference);
    const target = known.get(reference);
    const isExtended = Object.keys(own).length > 0 && typeof target === 'object';
    return isExtended ? { ...target, ...(resolve(own) as object) } : target;
  };
  return resolve(document);
}

/**
 * Puts what references lead to in their place, in place, but for those within schemas: a parser that leaves circular
 * references alone leaves a body or a response alone whose schema is circular, too.
 */
export function dereferenceOutsideSchemas(document: object): void {
  const seen = new Set<unknown>();
  const visit = (value: unknown): void => {
    if (typeof value !== 'object' || value === null || seen.has(value)) return;
    seen.add(value);
    for (const [key, member] of Object.entries(value)) {
      if (/^(?:schemas?|examples?|x-.*)$/.test(key)) continue;
      const target = resolveAll(document, member);
      if (target !== member) Object.assign(value, { [key]: target });
      visit(target);
    }
  };
  visit(document);
}

// What leads back to itself is left as it is.
function resolveAll(document: object, value: unknown, passed: readonly string[] = []): unknown {
  const reference = typeof value === 'object' && value !== null && '$ref' in value ? value.$ref : undefined;
  if (typeof reference !== 'string' || passed.includes(reference)) return value;
  return resolveAll(document, follow(document, reference), [...passed, reference]);
}

// RFC 6901 section 6
function follow(document: object, reference: string): unknown {
  const [file, pointer = ''] = reference.split('#', 2);
  const keys = pointer.split('/').slice(1);
  const found = keys.reduce<unknown>((value, key) => {
    const name = decodeURIComponent(key).replaceAll('~1', '/').replaceAll('~0', '~');
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[name] : undefined;
  }, document);
  if (file === '' && found !== undefined) return found;
  const message = `${reference} leads nowhere within the document. Bundle it into one first.`;
  throw new UserError('DESCRIPTION_INVALID', message);
}
