import type { Schema } from '../description/document.js';
import type { SchemaObject, SchemaReader } from '../description/schemas.js';
import type { Budget } from './budget.js';
import { isObject, itemsOf } from '../description/json-value.js';
import { entriesOf } from './json.js';

/** All that is said of one value: schemas that hold together, and choices that are still to be made. */
export interface Composition {
  /** Without references; the parts of an `allOf` stand behind the schema they are parts of. */
  readonly parts: readonly SchemaObject[];
  readonly choices: readonly Choice[];
  /** What members have to be for the alternative that was chosen, by their names (OpenAPI, Discriminator Object). */
  readonly tags: ReadonlyMap<string, string>;
  /** What the value is known by: its schema, and the references that led to it. */
  readonly heads: ReadonlySet<unknown>;
}

/** Of several alternatives one has to be taken. */
export type Choice = readonly Alternative[];

export interface Alternative {
  /** They hold together. */
  readonly schemas: readonly Schema[];
  /** The member that names it, and how. */
  readonly tag?: readonly [string, string] | undefined;
}

const nothingYet: Composition = { parts: [], choices: [], tags: new Map(), heads: new Set() };

/** Composes what schemas say of one value, and what was said of it before; each schema is a step. */
export function compose(
  schemas: readonly Schema[],
  { reader, budget, before = nothingYet }: ComposeOptions,
): Composition {
  budget.spend(stepsOfComposition);
  const composing: Composing = {
    reader,
    budget,
    parts: new Set(before.parts),
    choices: [...before.choices],
    tags: new Map(before.tags),
    heads: new Set(before.heads),
  };
  for (const schema of schemas) add(composing, schema, { isHead: true, references: [] });
  const { parts, choices, tags, heads } = composing;
  return { parts: [...parts], choices, tags, heads };
}

const stepsOfComposition = 8;

interface ComposeOptions {
  readonly reader: SchemaReader;
  readonly budget: Budget;
  readonly before?: Composition | undefined;
}

/** Makes the first of the choices that there are. */
export function choose(
  { choices, ...composition }: Composition,
  { schemas, tag }: Alternative,
  recompose: (schemas: readonly Schema[], before: Composition) => Composition,
): Composition {
  const tags = tag === undefined ? composition.tags : new Map([...composition.tags, tag]);
  return recompose(schemas, { ...composition, tags, choices: choices.slice(1) });
}

interface Composing {
  readonly reader: SchemaReader;
  readonly budget: Budget;
  readonly parts: Set<SchemaObject>;
  readonly choices: Choice[];
  readonly tags: Map<string, string>;
  readonly heads: Set<unknown>;
}

interface Way {
  /** Whether this is the value's own schema, not a part of it. */
  readonly isHead: boolean;
  /** The references that led here, the first one first. */
  readonly references: readonly string[];
}

function add(composing: Composing, schema: Schema, { isHead, references }: Way): void {
  composing.budget.spend();
  const reference = referenceOf(schema);
  const passed = reference === undefined ? references : [...references, reference];
  const resolved = composing.reader.resolve(schema);
  if (isHead) for (const head of [reference, resolved]) if (head !== undefined) composing.heads.add(head);
  if (composing.parts.has(resolved)) return;
  composing.parts.add(resolved);
  const parts = itemsOf(resolved['allOf']) as readonly Schema[]; // a description's schemas are checked when it is loaded
  for (const part of parts) add(composing, part, { isHead: isHead && parts.length === 1, references: passed });
  addChoices(composing, resolved, passed);
}

function addChoices(composing: Composing, schema: SchemaObject, references: readonly string[]): void {
  const { oneOf, anyOf, if: condition, then, else: otherwise, discriminator } = schema;
  const lists = [oneOf, anyOf].map(itemsOf).filter(({ length }) => length > 0);
  for (const list of lists) {
    composing.choices.push(
      (list as readonly Schema[]).map((one) => ({ schemas: [one], tag: tagOf(discriminator, one) })),
    );
  }
  if (condition !== undefined && (then ?? otherwise) !== undefined) {
    const branches = [[condition, then ?? true] as Schema[], [otherwise ?? true] as Schema[]];
    composing.choices.push(branches.map((schemas) => ({ schemas })));
  }
  if (isObject(discriminator) && lists.length === 0) addDescendants(composing, discriminator, references);
}

function tagOf(discriminator: unknown, schema: Schema): Alternative['tag'] {
  const reference = referenceOf(schema);
  if (!isObject(discriminator) || typeof discriminator['propertyName'] !== 'string' || reference === undefined)
    return undefined;
  return [discriminator['propertyName'], nameOf(discriminator, reference)];
}

function nameOf({ mapping }: SchemaObject, reference: string): string {
  const mapped = entriesOf(mapping).find(([, target]) => toReference(String(target)) === reference);
  return mapped?.[0] ?? decodeURIComponent(reference.slice(reference.lastIndexOf('/') + 1));
}

// A mapping may name a schema of the components alone.
function toReference(target: string): string {
  return /[#/.]/.test(target) ? target : `#/components/schemas/${target}`;
}

// A schema that others extend: the value is one of those that its mapping names, or the one that led here.
function addDescendants(composing: Composing, discriminator: SchemaObject, references: readonly string[]): void {
  const { propertyName, mapping } = discriminator;
  const [outermost, ...inner] = references;
  if (typeof propertyName !== 'string' || outermost === undefined) return;
  const targets = entriesOf(mapping).map(([name, target]) => ({ name, reference: toReference(String(target)) }));
  if (inner.length > 0 || targets.length === 0) composing.tags.set(propertyName, nameOf(discriminator, outermost));
  else {
    composing.choices.push(
      targets.map(({ name, reference }) => ({ schemas: [{ $ref: reference }], tag: [propertyName, name] })),
    );
  }
}

/** The reference that a schema is, or has beside other keywords. */
export function referenceOf(schema: Schema): string | undefined {
  if (typeof schema === 'boolean') return undefined;
  return typeof schema['$ref'] === 'string' ? schema['$ref'] : undefined;
}
