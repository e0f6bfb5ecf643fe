import { UserError } from '../index.js';

const milliseconds = { ms: 1, s: 1000, m: 60_000 } as const;

/** Milliseconds of `500ms`, `30s` or `2m`. @throws UserError ARGUMENT_INVALID, naming the flag. */
export function readDuration(flag: string, text: string): number {
  const [, number = '', unit = ''] = /^(\d+(?:\.\d+)?)(ms|s|m)$/.exec(text) ?? [];
  const duration = isUnit(unit) ? Number(number) * milliseconds[unit] : 0;
  // The longest that a timer of Node.js can wait.
  if (duration > 0 && duration < 2 ** 31) return duration;
  throw new UserError('ARGUMENT_INVALID', `--${flag} takes a duration such as 500ms, 30s or 2m, not "${text}".`);
}

/** How many in how many milliseconds: `5/s`, `90/m`. @throws UserError ARGUMENT_INVALID, naming the flag. */
export function readRate(flag: string, text: string): { readonly count: number; readonly per: number } {
  const [, number = '', unit = ''] = /^(\d+(?:\.\d+)?)\/(s|m)$/.exec(text) ?? [];
  const count = Number(number);
  if (count > 0 && isUnit(unit)) return { count, per: milliseconds[unit] };
  throw new UserError('ARGUMENT_INVALID', `--${flag} takes a rate such as 5/s or 90/m, not "${text}".`);
}

/** A whole number within bounds. @throws UserError ARGUMENT_INVALID, naming the flag. */
export function readNumber(flag: string, text: string, most: number): number {
  if (/^\d+$/.test(text) && Number(text) <= most) return Number(text);
  throw new UserError('ARGUMENT_INVALID', `--${flag} takes a whole number from 0 to ${String(most)}, not "${text}".`);
}

const bytes = { '': 1, b: 1, kb: 1024, mb: 1024 ** 2 } as const;

/** Bytes of `500kb`, `10mb` or `1024`. @throws UserError ARGUMENT_INVALID, naming the flag. */
export function readSize(flag: string, text: string, most: number): number {
  const [, number = '', unit = ''] = /^(\d+(?:\.\d+)?)(|b|kb|mb)$/.exec(text.toLowerCase()) ?? [];
  const size = Math.floor(Number(number) * bytes[unit as keyof typeof bytes]); // by the pattern
  if (number !== '' && size <= most) return size;
  const largest = `${String(most / bytes.mb)}mb`;
  throw new UserError(
    'ARGUMENT_INVALID',
    `--${flag} takes a size such as 500kb or 10mb, up to ${largest}, not "${text}".`,
  );
}

function isUnit(text: string): text is keyof typeof milliseconds {
  return Object.hasOwn(milliseconds, text);
}
