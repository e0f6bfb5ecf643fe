import type { Schema } from '../description/document.js';
import type { SchemaObject } from '../description/schemas.js';
import type { Composition } from './compose.js';
import { canonical, itemsOf } from '../description/json-value.js';
import { isList, numberOf } from './json.js';
import type { Making, Place } from './making.js';
import { inside } from './objects.js';

/** Lists for a place: one with an item, if there may be one, else with as few as have to be. */
export function* listsOf(place: Place, composition: Composition, making: Making): Generator<readonly unknown[], void> {
  const { parts } = composition;
  const least = Math.max(0, ...parts.map((part) => numberOf(part['minItems']) ?? 0), ...parts.map(fewestContained));
  const most = Math.min(Infinity, ...parts.map((part) => numberOf(part['maxItems']) ?? Infinity));
  if (least > making.effort.size) return;
  const usual = place.depth < making.effort.deepest ? usualCount(parts, making) : 0;
  for (const count of new Set([Math.min(most, Math.max(least, usual)), least])) {
    const list = build({ place, composition, making, count, least });
    if (list !== undefined) yield list;
  }
}

function fewestContained({ contains, minContains }: SchemaObject): number {
  return contains === undefined ? 0 : (numberOf(minContains) ?? 1);
}

// Of what nothing is said, nothing has to be shown.
function usualCount(parts: readonly SchemaObject[], { effort }: Making): number {
  const first = Math.max(0, ...parts.map((part) => firstItems(part).length));
  const isTyped = parts.some(({ items }) => items !== undefined && items !== true && items !== false && !isList(items));
  const further = isTyped ? 1 + (effort.below?.(3) ?? 0) : 0;
  return Math.max(first, further);
}

interface Plan {
  readonly place: Place;
  readonly composition: Composition;
  readonly making: Making;
  readonly count: number;
  readonly least: number;
}

function build({ place, composition, making, count, least }: Plan): readonly unknown[] | undefined {
  const isUnique = composition.parts.some(({ uniqueItems }) => uniqueItems === true);
  const common = { ...inside(place, composition), given: place.given };
  const items: unknown[] = [];
  const known = new Set<string>();
  let passed = 0;
  while (items.length < count) {
    const index = items.length;
    const item = makeItem(index, {
      place,
      composition,
      making,
      common,
      isOptional: index >= least,
      number: index + passed,
    });
    if (item === undefined) break;
    const text = isUnique ? canonical(item) : String(index);
    if (!known.has(text)) items.push(item);
    else if ((passed += 1) > mostPassed) break;
    known.add(text);
  }
  return items.length >= least ? items : undefined;
}

const mostPassed = 16;

interface Item extends Pick<Plan, 'place' | 'composition' | 'making'> {
  readonly common: Pick<Place, 'depth' | 'open' | 'given'>;
  readonly isOptional: boolean;
  readonly number: number;
}

function makeItem(index: number, { place, composition, making, common, isOptional, number }: Item): unknown {
  return making.make({
    ...common,
    schemas: schemasAt(index, composition.parts),
    key: String(index),
    outer: place,
    name: place.name?.replace(/(?<=[a-z]{2})s$/, ''), // tags: a list of each tag
    number: place.number + number,
    isOptional,
    hints: [],
  });
}

function schemasAt(index: number, parts: readonly SchemaObject[]): readonly Schema[] {
  return parts.flatMap((part) => {
    const { items, additionalItems, contains } = part;
    const first = firstItems(part);
    const rest = isList(items) ? additionalItems : items;
    const own = index < first.length ? first[index] : rest;
    const contained = index < fewestContained(part) ? contains : undefined;
    return ([own, contained] as readonly (Schema | undefined)[]).filter((schema) => schema !== undefined); // checked at load
  });
}

// Before 2020-12 a list of `items` was what `prefixItems` are now.
function firstItems({ items, prefixItems }: SchemaObject): readonly unknown[] {
  return isList(items) ? items : itemsOf(prefixItems);
}
