// What belongs at a place, by the key that it stands under: the kind of component. Of a map, at each of its names.
const single: Readonly<Record<string, string>> = { schema: 'schemas', requestBody: 'requestBodies' };
const maps: Readonly<Record<string, string>> = {
  callbacks: 'callbacks',
  content: 'none',
  encoding: 'none',
  examples: 'examples',
  headers: 'headers',
  links: 'links',
  parameters: 'parameters',
  pathItems: 'pathItems',
  paths: 'pathItems',
  requestBodies: 'requestBodies',
  responses: 'responses',
  schemas: 'schemas',
  securitySchemes: 'securitySchemes',
  webhooks: 'pathItems',
};
const mapsInSchemas = /^(?:properties|patternProperties|dependentSchemas|\$defs|definitions)$/;

// What stands there may have any form.
const isFree = /^(?:example|default|const|enum|value|x-.*)$/;

/**
 * Whether every reference of a document leads to a component of the very kind that belongs at its place. Then the
 * document is valid with its references if it is without them, and takes half of the time to validate.
 */
export function isPlainlyReferenced(document: object): boolean {
  return isPlain(document, 'none', false);
}

function isPlain(value: unknown, kind: string, isMap: boolean): boolean {
  if (typeof value !== 'object' || value === null) return true;
  if (Array.isArray(value)) return value.every((item) => isPlain(item, kind, false));
  if (isMap) return Object.values(value).every((member) => isPlain(member, kind, false));
  if ('$ref' in value) return isComponent(value.$ref, kind);
  return Object.entries(value).every(([key, member]) => isFree.test(key) || isPlainMember(key, member, kind));
}

function isPlainMember(key: string, member: unknown, kind: string): boolean {
  if (kind === 'schemas') return isPlain(member, kind, mapsInSchemas.test(key));
  return isPlain(member, maps[key] ?? single[key] ?? 'none', Object.hasOwn(maps, key));
}

function isComponent(reference: unknown, kind: string): boolean {
  const [start, components, actual, , ...deeper] = String(reference).split('/');
  return start === '#' && components === 'components' && actual === kind && deeper.length === 0;
}
