import type { FuncKeywordDefinition } from 'ajv';
import { str } from 'ajv';

/** `multipleOf` by the digits that are written: 19.99 is a multiple of 0.01, though not of the double nearest to it. */
export const multipleOf: FuncKeywordDefinition = {
  keyword: 'multipleOf',
  type: 'number',
  schemaType: 'number',
  error: { message: ({ schemaCode }) => str`must be multiple of ${schemaCode}` },
  compile: (factor: number) => (value: number) => isMultiple(value, factor),
};

function isMultiple(value: number, factor: number): boolean {
  if (Number.isSafeInteger(value) && Number.isSafeInteger(factor)) return value % factor === 0;
  const [some, other] = [digitsOf(value), digitsOf(factor)];
  const shift = Math.max(some.decimals, other.decimals);
  const [whole, part] = [some, other].map(({ digits, decimals }) => digits * 10n ** BigInt(shift - decimals));
  return whole !== undefined && part !== undefined && whole % part === 0n;
}

// As they are written shortest, e.g. 1.5e-7: 15 with 8 decimals.
function digitsOf(number: number): { readonly digits: bigint; readonly decimals: number } {
  const [mantissa = '0', exponent = '0'] = String(number).split('e');
  const [whole = '0', fraction = ''] = mantissa.split('.');
  const decimals = fraction.length - Number(exponent);
  const digits = BigInt(whole + fraction);
  return decimals < 0 ? { digits: digits * 10n ** BigInt(-decimals), decimals: 0 } : { digits, decimals };
}
