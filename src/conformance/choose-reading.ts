import type { Schema } from '../description/document.js';
import { giveTypes, type Tools } from './give-types.js';

/** What a text means. */
export interface ChosenReading {
  readonly value: unknown;
  /** Whether its schema allows the value as it is; `undefined` where nothing had to be asked. */
  readonly isAllowed?: boolean;
}

/**
 * Of what a text may mean, with the types that a schema declares, the first that the schema allows; the first of all
 * where it allows none.
 */
export function chooseReading(
  schema: Schema | undefined,
  readings: readonly [unknown, ...unknown[]],
  tools: Tools,
): ChosenReading {
  const types = tools.schemas.types(schema);
  // Within other texts JSON may say them, but they have a style of their own here.
  const isStructure = types.length > 0 && types.every((type) => type === 'array' || type === 'object');
  const typed = readings.map((reading) =>
    isStructure && typeof reading === 'string' ? reading : giveTypes(reading, schema, tools),
  );
  if (schema === undefined || (typed.length === 1 && types.length < 2)) return { value: typed[0] };
  const allowed = typed.findIndex((value) => tools.value(schema, value, 'request').length === 0);
  return { value: typed[Math.max(allowed, 0)], isAllowed: allowed !== -1 };
}
