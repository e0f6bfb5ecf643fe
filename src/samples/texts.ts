import type { SchemaObject } from '../description/schemas.js';
import type { Below } from './efforts.js';
import { numberOf } from './json.js';
import type { Making, Place } from './making.js';
import { suffix, textsInAnyFormat, textsOfFormat, type Lengths } from './texts-of-format.js';
import { textsOfPattern } from './text-of-pattern.js';
import { textsOfName } from './values-by-name.js';

const longest = 100_000;

/** Texts for a place: by their format, by the name of their member, any of the right length, by their pattern. */
export function* textsOf(
  place: Place,
  parts: readonly SchemaObject[],
  { effort, budget }: Making,
): Generator<string, void> {
  const lengths = lengthsOf(parts);
  if (lengths.minLength > longest) return;
  budget.spend(lengths.minLength >> 5);
  const patterns = parts.flatMap(({ pattern }) => (typeof pattern === 'string' ? [pattern] : []));
  const wish: Wish = { name: place.name ?? '', number: place.number, lengths, patterns };
  const chosen = place.number + (effort.below?.(manyNumbers) ?? 0);
  for (const { format, contentEncoding } of parts) {
    for (const kind of [format, contentEncoding]) yield* textsOfFormat(String(kind))?.(chosen, lengths) ?? [];
  }
  yield* effort.below === undefined ? likelyTexts(wish) : textsByChance(wish, effort.below);
}

interface Wish {
  readonly name: string;
  readonly number: number;
  readonly lengths: Lengths;
  readonly patterns: readonly string[];
}

function* likelyTexts({ name, number, lengths, patterns }: Wish): Generator<string, void> {
  yield* textsOfName(name, number, lengths);
  yield* plainTexts(number, lengths);
  if (patterns.length > 0) yield* textsInAnyFormat(number, lengths);
  for (const pattern of patterns) yield* textsOfPattern(pattern, { ...lengths, number });
  yield* textsInAnyFormat(number, lengths); // where it is said what a text must not be
  yield '';
}

function* textsByChance({ name, number, lengths, patterns }: Wish, below: Below): Generator<string, void> {
  for (const pattern of patterns) yield* textsOfPattern(pattern, { ...lengths, below });
  yield* textsOfName(name, number + below(manyNumbers), lengths);
  yield anyLetters(lengths, below);
  yield* plainTexts(number, lengths);
}

const manyNumbers = 1000;

function lengthsOf(parts: readonly SchemaObject[]): Lengths {
  return {
    minLength: Math.max(0, ...parts.map(({ minLength }) => numberOf(minLength) ?? 0)),
    maxLength: Math.min(Infinity, ...parts.map(({ maxLength }) => numberOf(maxLength) ?? Infinity)),
  };
}

function anyLetters({ minLength, maxLength }: Lengths, below: Below): string {
  const length = Math.min(maxLength, Math.max(minLength, 4 + below(8)));
  return Array.from({ length }, () => String.fromCharCode('a'.charCodeAt(0) + below(26))).join('');
}

// What tells one from another stands first, as the end may be cut off.
function* plainTexts(number: number, { minLength, maxLength }: Lengths): Generator<string, void> {
  const fill = 'string';
  yield fit(`${fill}${suffix(number)}`);
  yield fit(`${suffix(number)}${fill}`);
  yield fit(String.fromCharCode('a'.charCodeAt(0) + (number % 26)) + fill);

  function fit(text: string): string {
    return text.slice(0, Math.min(maxLength, longest)).padEnd(Math.min(minLength, longest), fill);
  }
}
