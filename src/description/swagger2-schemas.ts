import type { Schema } from './document.js';
import { follow, pointerTo, pointerTokens } from './json-pointer.js';
import { isObject, itemsOf, membersOf, type Members } from './json-value.js';

/** The schemas of a Swagger 2.0 document, as OpenAPI 3.0 writes them. */
export interface Swagger2Schemas {
  /** What the two versions do not tell apart stays as it is written; so do examples, defaults and enums. */
  convert(schema: unknown): Schema;
  /** The definitions by the names that they have in `components`, and what else was referred to so far. */
  components(): ReadonlyMap<string, Component>;
}

export interface Component {
  readonly schema: Schema;
  /** Where it stands in the Swagger document, as a JSON Pointer. */
  readonly source: string;
}

/** Reads the schemas of a Swagger 2.0 document. */
export function createSwagger2Schemas(swagger: Members): Swagger2Schemas {
  const names = createNames();
  for (const name of Object.keys(membersOf(swagger['definitions']))) names.of(pointerTo('/definitions', name));
  const refer = (reference: string): string => {
    const [place, name = '', ...deeper] = pointerTokens(reference);
    const toComponent = (source: string): string => pointerTo('#/components/schemas', names.of(source));
    if (follow(swagger, reference) === undefined) return reference; // it leads nowhere, as it did
    if (place !== 'definitions') return toComponent(reference.slice(1));
    return deeper.reduce(pointerTo, toComponent(pointerTo('/definitions', name)));
  };
  return {
    convert: (schema) => convertSchema(schema, refer),
    components() {
      const components = new Map<string, Component>();
      // They become more meanwhile, by what a schema refers to outside the definitions.
      for (const [source, name] of names.given) {
        components.set(name, { source, schema: convertSchema(follow(swagger, `#${source}`), refer) });
      }
      return components;
    },
  };
}

interface Names {
  /** The name among the components of what stands at a pointer of the Swagger document. */
  of(source: string): string;
  readonly given: ReadonlyMap<string, string>;
}

// OpenAPI 3.0.3, Components Object: other letters, as in `List«Pet»`, are for no name of a component.
function createNames(): Names {
  const given = new Map<string, string>();
  const taken = new Set<string>();
  const give = (source: string): string => {
    const plain = (pointerTokens(source).at(-1) ?? '').replace(/[^A-Za-z0-9._-]+/g, '_');
    let name = plain;
    for (let count = 2; taken.has(name); count += 1) name = `${plain}_${String(count)}`;
    taken.add(name);
    given.set(source, name);
    return name;
  };
  return { of: (source) => given.get(source) ?? give(source), given };
}

type Refer = (reference: string) => string;

function convertSchema(schema: unknown, refer: Refer): Schema {
  if (typeof schema === 'boolean') return schema;
  if (!isObject(schema)) return {};
  return withTypes(Object.fromEntries(Object.entries(schema).map((entry) => convertMember(entry, refer))));
}

// What generators write as extensions, since 2.0 does not know it.
const extensions = new Map([
  ['x-nullable', 'nullable'],
  ['x-oneOf', 'oneOf'],
  ['x-anyOf', 'anyOf'],
  ['x-not', 'not'],
]);

function convertMember([key, member]: [string, unknown], refer: Refer): [string, unknown] {
  const name = extensions.get(key) ?? key;
  const convert = (part: unknown): Schema => convertSchema(part, refer);
  if (typeof member === 'string') return [name, convertText(name, member, refer)];
  if (name === 'items' && Array.isArray(member)) return [name, { anyOf: member.map(convert) }];
  if (/^(?:items|additionalProperties|not)$/.test(name)) return [name, convert(member)];
  if (/^(?:allOf|anyOf|oneOf)$/.test(name) && Array.isArray(member)) return [name, member.map(convert)];
  if (name !== 'properties' || !isObject(member)) return [name, member];
  // By entries, as a property may be called `__proto__`.
  return [name, Object.fromEntries(Object.entries(member).map(([property, part]) => [property, convert(part)]))];
}

function convertText(name: string, text: string, refer: Refer): unknown {
  if (name === '$ref') return refer(text);
  return name === 'discriminator' ? { propertyName: text } : text;
}

// 2.0 knows `file`. Neither version knows lists of types, but many a file of 2.0 has them.
function withTypes(schema: Members): Members {
  const { type, ...others } = schema;
  if (type === 'file') return { ...others, type: 'string', format: 'binary' };
  if (!Array.isArray(type)) return schema;
  const nullable = type.includes('null') && { nullable: true };
  const types = type.filter((each) => each !== 'null').map((each: unknown) => ({ type: each, ...nullable }));
  if (types.length < 2) return { ...others, ...types[0] };
  return { ...others, allOf: [{ anyOf: types }, ...itemsOf(others['allOf'])] };
}
