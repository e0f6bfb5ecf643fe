/** A number as its digits say it: `19.99` is 1999 at the scale 2. */
export interface Decimal {
  readonly digits: bigint;
  /** How many of the digits stand behind the point. */
  readonly scale: number;
}

/** What a finite number is in the shortest digits that tell it apart, as JSON writes it. */
export function toDecimal(value: number): Decimal {
  const [mantissa = '0', exponent = '0'] = String(value).split('e');
  const [whole = '0', fraction = ''] = mantissa.split('.');
  const digits = BigInt(whole + fraction);
  const scale = fraction.length - Number(exponent);
  return scale >= 0 ? { digits, scale } : { digits: digits * 10n ** BigInt(-scale), scale: 0 };
}

export function fromDecimal({ digits, scale }: Decimal): number {
  return Number(`${String(digits)}e-${String(scale)}`);
}

/** The digits of a decimal at a scale that is no smaller than its own. */
export function atScale({ digits, scale }: Decimal, wanted: number): bigint {
  return digits * 10n ** BigInt(wanted - scale);
}

/** Whether a number is a multiple of another, as their digits say; 19.99 is one of 0.01, though not in binary. */
export function isMultipleOf(value: number, divisor: number): boolean {
  if (!Number.isFinite(value) || !(divisor > 0)) return false;
  const [one, other] = [toDecimal(value), toDecimal(divisor)];
  const scale = Math.max(one.scale, other.scale);
  return atScale(one, scale) % atScale(other, scale) === 0n;
}
