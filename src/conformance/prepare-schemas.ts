import { separateAlternatives } from './separate-alternatives.js';

/** What a reference names the document by. */
export const descriptionId = 'urn:signoff:description';

/**
 * Prepares the schemas of a copy in place: a circular reference has to name the document that it leads into, and the
 * alternatives of a choice may share no schema object.
 * @returns whether circular references are left.
 */
export function prepareSchemas(copy: unknown): boolean {
  dropExamples(copy, new Set());
  const hasReferences = nameDocumentInReferences(copy, new Set());
  separateAlternatives(copy, new Set());
  return hasReferences;
}

// Ajv would take a member `id` of an example for the id of a schema.
function dropExamples(value: unknown, seen: Set<object>, isMap = false): void {
  if (typeof value !== 'object' || value === null || seen.has(value)) return;
  seen.add(value);
  for (const [key, member] of Object.entries(value)) {
    if (!isMap && (key === 'example' || key === 'examples')) Reflect.deleteProperty(value, key);
    else dropExamples(member, seen, !isMap && (key === 'properties' || key === 'schemas'));
  }
}

function nameDocumentInReferences(value: unknown, seen: Set<object>): boolean {
  if (typeof value !== 'object' || value === null || seen.has(value)) return false;
  seen.add(value);
  const isReference = '$ref' in value && typeof value.$ref === 'string' && value.$ref.startsWith('#');
  if (isReference) Object.assign(value, { $ref: `${descriptionId}${String(value.$ref)}` });
  const inside = Object.values(value).map((member) => nameDocumentInReferences(member, seen));
  return isReference || inside.includes(true);
}
