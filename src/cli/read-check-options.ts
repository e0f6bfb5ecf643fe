import { UserError, type CheckOptions } from '../index.js';
import { text, type Flags } from './command.js';
import { readDuration, readNumber, readRate } from './units.js';

/** What the flags of `signoff check` ask of a run. @throws UserError ARGUMENT_INVALID. */
export function readCheckOptions(values: Flags): CheckOptions {
  return {
    strict: values['strict'] === true,
    bail: values['bail'] === true,
    readOnly: values['read-only'] === true,
    strictDescription: values['strict-description'] === true,
    ...read(values, 'only', 'only', (_, all) => listOf(all)),
    ...read(values, 'skip', 'skip', (_, all) => listOf(all)),
    ...read(values, 'shard', 'shard', readShard),
    ...read(values, 'request-timeout', 'timeout', readDuration),
    ...read(values, 'retries', 'retries', (flag, value) => readNumber(flag, value, 10)),
    ...read(values, 'rate', 'rate', readRate),
    ...read(values, 'wait', 'patience', readDuration),
    ...read(values, 'seed', 'seed', (flag, value) => readNumber(flag, value, 2 ** 31 - 1)),
    ...read(values, 'runs', 'runs', (flag, value) => Math.max(readNumber(flag, value, 1000), 1)),
  };
}

// A flag that may be repeated comes as one text, joined by commas.
function read<Name extends keyof CheckOptions>(
  values: Flags,
  flag: string,
  name: Name,
  parse: (flag: string, value: string) => NonNullable<CheckOptions[Name]>,
): Partial<CheckOptions> {
  const given = values[flag];
  const value = Array.isArray(given) ? given.join(',') : text(values, flag);
  return value === undefined ? {} : { [name]: parse(flag, value) };
}

function listOf(value: string): readonly string[] {
  return value
    .split(',')
    .map((one) => one.trim())
    .filter((one) => one !== '');
}

function readShard(flag: string, value: string): NonNullable<CheckOptions['shard']> {
  const [, index, total] = (/^(\d{1,4})\/(\d{1,4})$/.exec(value) ?? []).map(Number);
  if (index !== undefined && total !== undefined && index >= 1 && index <= total) return { index, total };
  throw new UserError('ARGUMENT_INVALID', `--${flag} takes a part of a whole, such as 1/3, not "${value}".`);
}
