import type { SchemaObject } from '../description/schemas.js';
import { atScale, fromDecimal, toDecimal, type Decimal } from './decimal.js';
import { numberOf } from './json.js';

/** What all that is said of a number comes to. */
interface Range {
  readonly lowest: number;
  readonly highest: number;
  /** The smallest number that it has to be a multiple of; 0: of none. */
  readonly step: Decimal;
}

/**
 * Numbers that schemas allow which hold together, likely ones first.
 * @param likely those that would do best, if they are allowed.
 * @param number counted from 0: the first one, or a further one.
 */
export function* numbersOf(
  parts: readonly SchemaObject[],
  {
    isInteger,
    likely,
    number,
  }: { readonly isInteger: boolean; readonly likely: readonly number[]; readonly number: number },
): Generator<number, void> {
  const { lowest, highest, step } = rangeOf(parts, isInteger);
  yield* likely.filter((one) => one >= lowest && one <= highest);
  if (step.digits > 0n) yield* multiplesOf(step, { lowest, highest, number });
  if (isInteger) return;
  yield* [lowest, highest].filter(Number.isFinite);
  if (!Number.isFinite(lowest) || !Number.isFinite(highest)) return;
  yield (lowest + highest) / 2;
  yield lowest + ((highest - lowest) * (number + 1)) / 64;
}

const bits = (count: number): readonly [number, number] => [-(2 ** (count - 1)), 2 ** (count - 1) - 1];
const unsigned = (count: number): readonly [number, number] => [0, 2 ** count - 1];

const rangeOfFormat: ReadonlyMap<unknown, readonly [number, number]> = new Map([
  ['int8', bits(8)],
  ['int16', bits(16)],
  ['int32', bits(32)],
  ['uint8', unsigned(8)],
  ['uint16', unsigned(16)],
  ['uint32', unsigned(32)],
  ['uint64', unsigned(64)],
]);

const isOfIntegers = /^u?int\d+$/;

function rangeOf(parts: readonly SchemaObject[], isInteger: boolean): Range {
  const lows = parts.flatMap(({ minimum, exclusiveMinimum, format }) => [
    limit(minimum, exclusiveMinimum === true, nextUp),
    limit(exclusiveMinimum, true, nextUp),
    rangeOfFormat.get(format)?.[0],
  ]);
  const highs = parts.flatMap(({ maximum, exclusiveMaximum, format }) => [
    limit(maximum, exclusiveMaximum === true, nextDown),
    limit(exclusiveMaximum, true, nextDown),
    rangeOfFormat.get(format)?.[1],
  ]);
  const steps = parts.flatMap(({ multipleOf }) => (isStep(multipleOf) ? [toDecimal(multipleOf)] : []));
  const areIntegers = isInteger || parts.some(({ format }) => isOfIntegers.test(String(format)));
  return {
    lowest: Math.max(-Infinity, ...lows.flatMap((low) => low ?? [])),
    highest: Math.min(Infinity, ...highs.flatMap((high) => high ?? [])),
    step: [...steps, ...(areIntegers ? [{ digits: 1n, scale: 0 }] : [])].reduce(commonMultiple, {
      digits: 0n,
      scale: 0,
    }),
  };
}

function isStep(multipleOf: unknown): multipleOf is number {
  return typeof multipleOf === 'number' && multipleOf > 0 && Number.isFinite(multipleOf);
}

function limit(value: unknown, isExclusive: boolean, next: (value: number) => number): number | undefined {
  const given = numberOf(value);
  return given === undefined || !isExclusive ? given : next(given);
}

const word = new DataView(new ArrayBuffer(8));

// The numbers beside one are those whose bits, taken for an integer, are beside its own.
function nextUp(value: number): number {
  if (!Number.isFinite(value)) return value;
  if (value === 0) return Number.MIN_VALUE;
  word.setFloat64(0, value);
  word.setBigInt64(0, word.getBigInt64(0) + (value > 0 ? 1n : -1n));
  return word.getFloat64(0);
}

function nextDown(value: number): number {
  return -nextUp(-value);
}

function commonMultiple(one: Decimal, other: Decimal): Decimal {
  if (one.digits === 0n) return other;
  const scale = Math.max(one.scale, other.scale);
  const [a, b] = [atScale(one, scale), atScale(other, scale)];
  return { digits: (a / commonDivisor(a, b)) * b, scale };
}

function commonDivisor(a: bigint, b: bigint): bigint {
  return b === 0n ? a : commonDivisor(b, a % b);
}

// From the lowest one up, from the highest one down, or from 0.
function* multiplesOf(
  step: Decimal,
  { lowest, highest, number }: { readonly lowest: number; readonly highest: number; readonly number: number },
): Generator<number, void> {
  const isOpen = !Number.isFinite(lowest);
  const start = isOpen ? (highest >= 0 ? 0 : highest) : lowest <= 0 && highest > 0 ? 0 : lowest;
  const from = toDecimal(start);
  const scale = Math.max(step.scale, from.scale);
  const size = atScale(step, scale);
  const count = atScale(from, scale) / size;
  const direction = isOpen && highest < 0 ? -1n : 1n;
  for (let turn = -1n; turn < 4n; turn += 1n) {
    const value = fromDecimal({ digits: (count + direction * (turn + BigInt(number) + 1n)) * size, scale });
    if (value >= lowest && value <= highest) yield value;
  }
}
