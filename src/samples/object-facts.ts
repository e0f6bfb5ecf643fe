import type { Schema } from '../description/document.js';
import { isObject, itemsOf, type Members } from '../description/json-value.js';
import type { SchemaReader } from '../description/schemas.js';
import type { Composition } from './compose.js';
import { documentedValues } from './documented-values.js';
import { isDeclared, matching } from './judge.js';
import { entriesOf, memberOf, numberOf } from './json.js';

/** What schemas that hold together say of the members of an object. */
export interface ObjectFacts {
  /** Names of members, in the order of the schemas. */
  readonly declared: ReadonlySet<string>;
  /** Names of members that have to be there, also for the sake of others that have to be. */
  readonly required: ReadonlySet<string>;
  readonly fewest: number;
  readonly most: number;
  /** Rules that names keep. */
  readonly names: readonly Schema[];
  /** Whether members are described by patterns of their names, or all alike, and none by its own name. */
  readonly isMap: boolean;
  /** Documented objects. */
  readonly examples: readonly Members[];
  /** All that holds of a member. */
  schemasOf(name: string): readonly Schema[];
  isHidden(name: string, keyword: 'readOnly' | 'writeOnly'): boolean;
  /** Whether all that declare a member document an object without it. */
  isLeftOut(name: string): boolean;
  /** Names, and what has to be there wherever they are. */
  withDependents(names: Iterable<string>): ReadonlySet<string>;
  /** What holds where members of these names are. */
  dependentSchemas(names: Iterable<string>): readonly Schema[];
}

/** Reads what a composition says of members; once for each. */
export function factsOf(composition: Composition, reader: SchemaReader): ObjectFacts {
  const known = factsOfCompositions.get(composition);
  if (known !== undefined) return known;
  const facts = readFacts(composition.parts, reader);
  factsOfCompositions.set(composition, facts);
  return facts;
}

const factsOfCompositions = new WeakMap<Composition, ObjectFacts>();

function readFacts(parts: readonly Members[], reader: SchemaReader): ObjectFacts {
  const declared = new Set(parts.flatMap(({ properties }) => entriesOf(properties).map(([name]) => name)));
  const withDependents = readDependents(parts);
  const schemasOf = memo((name) => parts.flatMap((part) => schemasOfMember(part, name)));
  const numbers = (key: string): readonly number[] => parts.flatMap((part) => numberOf(part[key]) ?? []);
  return {
    declared,
    required: withDependents(parts.flatMap(({ required }) => itemsOf(required).map(String))),
    fewest: Math.max(0, ...numbers('minProperties')),
    most: Math.min(Infinity, ...numbers('maxProperties')),
    names: parts.flatMap(({ propertyNames }) => (propertyNames === undefined ? [] : [propertyNames as Schema])),
    isMap: declared.size === 0 && parts.some(isTypedMap),
    examples: parts.map(exampleOf).filter((example) => example !== undefined),
    schemasOf,
    isHidden: (name, keyword) => schemasOf(name).some((schema) => says(schema, keyword, reader)),
    isLeftOut: memo((name) =>
      parts.filter((part) => isOwn(part, name)).every((part) => leavesOut(exampleOf(part), name)),
    ),
    withDependents,
    dependentSchemas: readDependentSchemas(parts),
  };
}

function memo<T>(make: (name: string) => T): (name: string) => T {
  const known = new Map<string, { readonly made: T }>();
  return (name) => {
    const { made } = known.get(name) ?? { made: make(name) };
    known.set(name, { made });
    return made;
  };
}

function schemasOfMember(part: Members, name: string): readonly Schema[] {
  const own = memberOf(part['properties'], name);
  const ofPattern = matching(part['patternProperties'], name);
  const rest = isDeclared(name, part) ? undefined : part['additionalProperties'];
  return [own, ...ofPattern, rest].filter((schema) => schema !== undefined) as Schema[]; // checked when it was loaded
}

function says(schema: Schema, keyword: string, reader: SchemaReader): boolean {
  const resolved = reader.resolve(schema);
  const parts = itemsOf(resolved['allOf']) as readonly Schema[];
  return [schema, ...parts].some((part) => reader.resolve(part)[keyword] === true);
}

function isTypedMap({ additionalProperties, patternProperties }: Members): boolean {
  return isObject(additionalProperties) || entriesOf(patternProperties).length > 0;
}

function exampleOf(part: Members): Members | undefined {
  return documentedValues(part).find((value) => isObject(value));
}

function isOwn({ properties }: Members, name: string): boolean {
  return memberOf(properties, name) !== undefined;
}

function leavesOut(example: Members | undefined, name: string): boolean {
  return example !== undefined && !Object.hasOwn(example, name);
}

function readDependents(parts: readonly Members[]): ObjectFacts['withDependents'] {
  const maps = parts
    .flatMap(({ dependentRequired, dependencies }) => [dependentRequired, dependencies])
    .filter(isObject);
  return (names) => {
    const all = new Set(names);
    if (maps.length === 0) return all;
    for (const name of all) {
      for (const map of maps) for (const other of itemsOf(memberOf(map, name))) all.add(String(other)); // visited in turn
    }
    return all;
  };
}

function readDependentSchemas(parts: readonly Members[]): ObjectFacts['dependentSchemas'] {
  const maps = parts.flatMap(({ dependentSchemas, dependencies }) => [dependentSchemas, dependencies]).filter(isObject);
  if (maps.length === 0) return () => [];
  return (names) => {
    const found = [...names].flatMap((name) => maps.map((map) => memberOf(map, name)));
    return found.filter((schema) => isObject(schema));
  };
}
