import type { Members } from '../description/json-value.js';
import type { Composition } from './compose.js';
import { entriesOf, isList, memberOf } from './json.js';
import type { Making, Place } from './making.js';
import { factsOf, type ObjectFacts } from './object-facts.js';
import { suffix } from './texts-of-format.js';
import { textsOfPattern } from './text-of-pattern.js';

/** Objects for a place, the fullest one first. */
export function* objectsOf(place: Place, composition: Composition, making: Making): Generator<Members, void> {
  if (factsOf(composition, making.reader).fewest > making.effort.size) return;
  for (const shift of [0, 1]) {
    for (const isFull of place.depth < making.effort.deepest ? [true, false] : [false]) {
      const object = build({ place, making, isFull, shift, composition });
      if (object === undefined) return;
      yield object;
      if (shift > 0) yield* variationsOf(object, place, making);
    }
  }
}

const stepsOfObject = 4;

interface Plan {
  readonly place: Place;
  readonly making: Making;
  readonly composition: Composition;
  /** Whether optional members are there, too. */
  readonly isFull: boolean;
  /** How many values are passed over. */
  readonly shift: number;
}

function build(plan: Plan): Members | undefined {
  plan.making.budget.spend(stepsOfObject);
  const { composition, names } = chooseNames(plan);
  const facts = factsOf(composition, plan.making.reader);
  const inner = { ...plan, composition, facts, common: inside(plan.place, composition) };
  const members = new Map<string, unknown>();
  for (const name of names) {
    const isOptional = !facts.required.has(name);
    const value = makeMember(name, inner, isOptional);
    if (value !== undefined) members.set(name, value);
    else if (!isOptional) return undefined;
  }
  addFurther(members, inner);
  for (const name of [...members.keys()].reverse()) {
    if (members.size > facts.most && !facts.required.has(name)) members.delete(name);
  }
  return Object.fromEntries(members);
}

interface Names extends Pick<Plan, 'composition'> {
  readonly names: ReadonlySet<string>;
}

// What depends on a member that is there is there as well, or holds as well, and may ask for more.
function chooseNames(plan: Plan): Names {
  const { making, isFull } = plan;
  let { composition } = plan;
  for (;;) {
    const facts = factsOf(composition, making.reader);
    making.budget.spend(facts.declared.size >> 1);
    const wanted = isFull ? [...facts.declared].filter((name) => isWanted(name, plan, facts)) : [];
    const present = facts.withDependents([...facts.required, ...wanted, ...composition.tags.keys()]);
    const ordered = new Set([...facts.declared].filter((name) => present.has(name)).concat(...present));
    const names = new Set([...ordered].filter((name) => isVisible(name, plan, facts)));
    const extended = making.compose(facts.dependentSchemas(names), composition);
    if (extended.parts.length === composition.parts.length) return { composition, names };
    composition = extended;
  }
}

function isVisible(name: string, { making: { effort, hidden } }: Plan, facts: ObjectFacts): boolean {
  return effort.isWhole === true || !facts.isHidden(name, hidden);
}

// Whoever wrote an example of an object left out what he left out.
function isWanted(name: string, { place, making }: Plan, facts: ObjectFacts): boolean {
  if (place.given.has(name)) return true;
  if (making.effort.below === undefined && facts.isLeftOut(name)) return false;
  return facts.names.every((schema) => making.allows(schema, name));
}

interface Inner extends Plan {
  readonly facts: ObjectFacts;
  readonly common: Pick<Place, 'depth' | 'open' | 'given'>;
}

function makeMember(name: string, inner: Inner, isOptional: boolean): unknown {
  const { place, making, composition, shift, common, facts } = inner;
  const number = place.number + shift;
  const isDocumented = making.effort.below === undefined && number === 0;
  const documented = isDocumented ? facts.examples.map((example) => memberOf(example, name)) : [];
  const hints = [composition.tags.get(name), place.given.get(name), ...documented];
  return making.make({
    ...common,
    schemas: facts.schemasOf(name),
    key: name,
    outer: place,
    name,
    number,
    isOptional,
    hints: hints.filter((hint) => hint !== undefined),
  });
}

/** What is alike of all that stands in an object or list. */
export function inside({ depth, open }: Place, { heads }: Composition): Pick<Place, 'depth' | 'open' | 'given'> {
  return { depth: depth + 1, open: { heads, outer: open }, given: noValues };
}

const noValues: ReadonlyMap<string, unknown> = new Map();

// A map shows one entry; and where there have to be more members than are named, some are added.
function addFurther(members: Map<string, unknown>, inner: Inner): void {
  const { isMap, fewest } = inner.facts;
  const wanted = Math.max(fewest, isMap && inner.isFull && members.size === 0 ? 1 : 0);
  if (members.size >= wanted) return;
  let failed = 0;
  for (const name of furtherNames(inner)) {
    const value = members.has(name) ? undefined : makeMember(name, inner, members.size >= fewest);
    if (value !== undefined) members.set(name, value);
    if (members.size >= wanted || (value === undefined && (failed += 1) > mostFailed)) return;
  }
}

const mostFailed = 24;

function* furtherNames(inner: Inner): Generator<string, void> {
  const { place, making, facts, composition } = inner;
  yield* [...facts.declared].filter((name) => isVisible(name, inner, facts));
  const patterns = composition.parts.flatMap((part) =>
    entriesOf(part['patternProperties']).map(([pattern]) => pattern),
  );
  for (let number = 0; number < making.effort.size; number += 1) {
    for (const pattern of patterns) yield* textsOfPattern(pattern, { minLength: 0, maxLength: Infinity, number });
    const schemas = [...facts.names, { type: 'string' }];
    const hints = [`key${suffix(number)}`];
    const name = making.make({ ...place, schemas, name: 'key', number, isOptional: true, hints });
    if (typeof name === 'string') yield name;
  }
}

const oddValues: readonly unknown[] = [null, false, 0, 'odd', [], {}];

// Where a value must not fit another alternative as well, a member that is missing or odd may tell them apart.
function* variationsOf(object: Members, { schemas }: Place, { reader, compose }: Making): Generator<Members, void> {
  const { parts } = compose(schemas);
  if (!parts.some((part) => isList(part['oneOf']) || 'not' in part)) return;
  for (const name of Object.keys(object)) {
    yield Object.fromEntries(Object.entries(object).filter(([other]) => other !== name));
  }
  for (const name of schemas.flatMap((schema) => [...reader.members(schema).keys()])) {
    for (const odd of oddValues) yield Object.fromEntries([...Object.entries(object), [name, odd]]);
  }
}
