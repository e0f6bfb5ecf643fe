import { parse, stringify } from 'lossless-json';

/**
 * Reads JSON; `undefined` for what is none. Integers that a number cannot hold become a BigInt, so that their digits
 * reach whoever gets them back (RFC 8259 section 6).
 */
export function parseJson(text: string): unknown {
  const value = parsePlainly(text);
  if (value === undefined || !longInteger.test(text)) return value;
  try {
    return parse(text, undefined, { parseNumber: exactNumber, onDuplicateKey: ({ newValue }) => newValue });
  } catch {
    return value; // the engine reads deeper than the stack, this parser does not
  }
}

// Anything else is read by the engine's own parser, which is ten times as fast.
const longInteger = /\d{16}/;

function parsePlainly(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

/** A number as it is written; a BigInt where it is an integer that a number cannot hold. */
export function exactNumber(text: string): number | bigint {
  const number = Number(text);
  const isExact = Number.isSafeInteger(number) || !/^[+-]?\d+$/.test(text);
  return isExact ? number : BigInt(text);
}

/** Writes JSON as `JSON.stringify` does, and a BigInt by its digits. */
export function writeJson(value: unknown): string {
  return holdsBigInt(value) ? (stringify(value) ?? 'null') : JSON.stringify(value);
}

/** The value with each BigInt as the nearest number, for whoever knows no other numbers; itself where it holds none. */
export function withNumbers(value: unknown): unknown {
  return holdsBigInt(value) ? toNumbers(value) : value;
}

function toNumbers(value: unknown): unknown {
  if (typeof value === 'bigint') return Number(value);
  if (Array.isArray(value)) return value.map(toNumbers);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, toNumbers(member)]));
}

// Without recursion, as values come from requests and may be deeper than the stack.
function holdsBigInt(value: unknown): boolean {
  const pending = [value];
  while (pending.length > 0) {
    const next = pending.pop();
    if (typeof next === 'bigint') return true;
    if (typeof next !== 'object' || next === null) continue;
    for (const key in next) pending.push((next as Readonly<Record<string, unknown>>)[key]);
  }
  return false;
}
