import type { Schema } from '../description/document.js';
import type { SchemaReader } from '../description/schemas.js';
import { createBudget, Exhausted, type Budget } from './budget.js';
import { candidatesFor, leadsBack } from './candidates.js';
import { compose, referenceOf, type Composition } from './compose.js';
import type { Effort } from './efforts.js';
import { createJudge } from './judge.js';
import type { Making, Open, Place } from './making.js';
import type { Sample, SampleOptions } from './sample.js';

const deepestPlace = 64;
const mostTries = 200;
const stepsOfPlace = 8;

interface Setting {
  /** For all attempts together. */
  readonly budget: Budget;
  readonly reader: SchemaReader;
  readonly effort: Effort;
  readonly options: SampleOptions;
}

/** Tries to make a value up, in one way. */
export function attempt(schema: Schema, { reader, effort, options, budget: all }: Setting): Sample {
  const budget = createBudget(effort.steps, all);
  const places = createBudget(effort.size);
  const hidden = options.use === 'request' ? 'readOnly' : 'writeOnly';
  let stuck: Place | undefined;
  const making: Making = {
    reader,
    effort,
    budget,
    hidden,
    compose: composeOnce(reader, budget),
    allows: createJudge({ reader, exempt: hidden, budget }),
    make(place) {
      places.spend();
      budget.spend(stepsOfPlace);
      const value = place.depth > deepestPlace ? undefined : firstAllowed(place, making);
      if (value === undefined && !place.isOptional) stuck ??= place;
      if (typeof value === 'string') budget.spend(value.length >> 6);
      return value;
    },
  };
  try {
    const value = making.make(rootOf(schema, options));
    return value === undefined ? explain(stuck, reader) : { kind: 'value', value };
  } catch (error) {
    if (!(error instanceof Exhausted)) throw error;
    return { kind: 'none', reason: 'no value was found within a bounded number of steps' };
  }
}

function rootOf(schema: Schema, { given = new Map(), number = 0, name }: SampleOptions): Place {
  const place = { schemas: [schema], key: '', outer: undefined, name, depth: 0, open: undefined, number };
  return { ...place, isOptional: false, hints: [], given };
}

// Most places have one schema, and the same one comes again and again.
function composeOnce(reader: SchemaReader, budget: Budget): Making['compose'] {
  const known = new Map<Schema, Composition>();
  return (schemas, before) => {
    const [schema] = schemas;
    if (schema === undefined || schemas.length > 1 || before !== undefined)
      return compose(schemas, { reader, budget, before });
    const composition = known.get(schema) ?? compose(schemas, { reader, budget });
    known.set(schema, composition);
    return composition;
  };
}

function firstAllowed(place: Place, making: Making): unknown {
  const { schemas, isOptional, open } = place;
  if (isOptional && schemas.some((schema) => leadsBack(schema, open, making.reader))) return undefined;
  let tries = 0;
  for (const value of candidatesFor(place, making.compose(schemas), making)) {
    if (schemas.every((schema) => making.allows(schema, value))) return value;
    if ((tries += 1) === mostTries) break;
  }
  return undefined;
}

function explain(place: Place | undefined, reader: SchemaReader): Sample {
  const { schemas = [], open, depth = 0 } = place ?? {};
  const pointer = pointerTo(place);
  const isEndless = depth > deepestPlace || schemas.some((schema) => leadsBack(schema, open, reader));
  const what = pointer === '' ? 'the schema' : pointer;
  const reason = isEndless ? 'it requires itself without end' : `no value was found that ${what} allows`;
  return { kind: 'none', reason, schema: schemas.map(referenceOf).find(isText) ?? nearestReference(open) };
}

function pointerTo(place: Place | undefined): string {
  if (place?.outer === undefined) return '';
  return `${pointerTo(place.outer)}/${place.key.replaceAll('~', '~0').replaceAll('/', '~1')}`;
}

function nearestReference(open: Open | undefined): string | undefined {
  for (let one = open; one !== undefined; one = one.outer) {
    const found = [...one.heads].find(isText);
    if (found !== undefined) return found;
  }
  return undefined;
}

function isText(value: unknown): value is string {
  return typeof value === 'string';
}
