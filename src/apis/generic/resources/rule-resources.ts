import type { Schema } from '../../../description/document.js';
import type { Operation } from '../../../description/operations.js';
import type { SchemaReader } from '../../../description/schemas.js';
import { resourceActions, type ResourceAction, type StateRule } from '../../../description/state-rule.js';
import { findKeyMember } from './key-member.js';
import { listOfAnswer, parametersOf, recogniseResources, thingOfAnswer } from './recognise-resources.js';
import type { Deed, Resource } from './resource.js';

/** What a description has of resources, and what it says of them that cannot be kept. */
export interface RuledResources {
  readonly resources: readonly Resource[];
  /** A sentence each. */
  readonly notes: readonly string[];
}

/** The resources that are recognised, with what `x-state` says in their place or beside them. */
export function ruleResources(operations: readonly Operation[], reader: SchemaReader): RuledResources {
  const ruled = operations.flatMap((operation) => toRuled(operation));
  const conventional = operations.filter(({ state }) => state === undefined || isOfResource(state));
  const said = new Set(ruled.map(({ operation }) => operation.id));
  const recognised = recogniseResources(conventional, reader);
  const groups = groupByCollection(ruled);
  const isRuled = (resource: Resource): boolean => groups.some((group) => isAbout(group, resource));
  const further = groups.map((group) =>
    toResource(
      group,
      recognised.find((each) => isAbout(group, each)),
      reader,
    ),
  );
  const left = recognised
    .filter((resource) => !isRuled(resource))
    .map((resource) => ({ ...resource, deeds: resource.deeds.filter(({ operation }) => !said.has(operation.id)) }))
    .filter(({ deeds }) => deeds.length > 0);
  return {
    resources: [...left, ...further.flatMap((each) => (typeof each === 'string' ? [] : [each]))],
    notes: further.filter((each) => typeof each === 'string'),
  };
}

type ResourceRule = Extract<StateRule, { readonly collection: string }>;

interface Ruled {
  readonly operation: Operation;
  readonly rule: ResourceRule;
  readonly deed: Deed;
}

function isOfResource(rule: StateRule): rule is ResourceRule {
  return resourceActions.some((action) => action === rule.action);
}

function toRuled(operation: Operation): readonly Ruled[] {
  const { state: rule } = operation;
  return rule !== undefined && isOfResource(rule) ? [{ operation, rule, deed: toDeed(operation, rule) }] : [];
}

const namesThing: readonly ResourceAction[] = ['read', 'replace', 'change', 'delete'];

function toDeed(operation: Operation, { action, key: given }: ResourceRule): Deed {
  const names = parametersOf(operation.path);
  if (!namesThing.includes(action)) return { action, operation, parents: names };
  const key = given ?? ['path', names.at(-1) ?? ''];
  const [place, name] = key;
  return { action, operation, key, parents: place === 'path' ? names.filter((each) => each !== name) : names };
}

interface Group {
  readonly collection: string;
  /** How many path parameters say in which collection of this name. */
  readonly depth: number;
  readonly members: readonly [Ruled, ...Ruled[]];
}

function groupByCollection(ruled: readonly Ruled[]): readonly Group[] {
  const groups = new Map<string, { collection: string; depth: number; members: [Ruled, ...Ruled[]] }>();
  for (const one of ruled) {
    const { collection } = one.rule;
    const depth = one.deed.parents.length;
    const group = groups.get(`${String(depth)} ${collection}`);
    if (group === undefined) groups.set(`${String(depth)} ${collection}`, { collection, depth, members: [one] });
    else group.members.push(one);
  }
  return [...groups.values()];
}

function isAbout({ collection, depth }: Group, { name, deeds }: Resource): boolean {
  return name === collection && deeds.every(({ parents }) => parents.length === depth);
}

// What is said wins over what is recognised, for the operation that says it.
function toResource(
  { collection, depth, members }: Group,
  known: Resource | undefined,
  reader: SchemaReader,
): Resource | string {
  const said = new Set(members.map(({ operation }) => operation.id));
  const others = (known?.deeds ?? []).filter(({ operation }) => !said.has(operation.id));
  const deeds = [...others, ...members.map(({ deed }) => deed)];
  const member = members.map(({ rule }) => rule.member).find((name) => name !== undefined);
  const shown = known ?? findSchema(collection, deeds, member, reader);
  const [{ operation }] = members;
  if (shown === undefined) {
    return `x-state of ${operation.method} ${operation.path} is left out: no answer of ${collection} shows a thing with a key`;
  }
  const id = known?.id ?? `${collection} of ${String(depth)}`;
  return { name: collection, id, keyMember: member ?? shown.keyMember, schema: shown.schema, deeds };
}

type Shown = Pick<Resource, 'schema' | 'keyMember'>;

function findSchema(
  collection: string,
  deeds: readonly Deed[],
  member: string | undefined,
  reader: SchemaReader,
): Shown | undefined {
  const parameter = deeds.map(({ key }) => key?.at(-1)).find((name) => name !== undefined) ?? 'id';
  const keyOf = (schema: Schema): string | undefined =>
    member === undefined
      ? findKeyMember(schema, { parameter, collection }, reader)
      : [...reader.members(schema).keys()].find((name) => name === member);
  const fits = (schema: Schema): boolean => keyOf(schema) !== undefined;
  for (const { action, operation } of deeds) {
    const placed = action === 'list' ? listOfAnswer(operation, fits, reader) : thingOfAnswer(operation, fits, reader);
    const keyMember = placed === undefined ? undefined : keyOf(placed.schema);
    if (placed !== undefined && keyMember !== undefined) return { schema: placed.schema, keyMember };
  }
  return undefined;
}
