import { verdictOf, type Report } from '../index.js';
import { text, type Flags } from './command.js';
import { readNumber } from './units.js';

/** The value of `--min-coverage`; `undefined` where it is not given. @throws UserError ARGUMENT_INVALID. */
export function readLeast(values: Flags): number | undefined {
  const given = text(values, 'min-coverage');
  return given === undefined ? undefined : readNumber('min-coverage', given, 100);
}

/** 0 kept, 1 broken or less covered than `least`, 2 too little tried. What reaches a given `least` is enough. */
export function exitCodeFor(report: Report, least: number | undefined): 0 | 1 | 2 {
  const { percent } = report.coverage;
  const isTooLittle = least !== undefined && percent < least;
  if (isTooLittle) {
    process.stderr.write(`${report.api}: coverage ${percent} % is below the ${least} % of --min-coverage.\n`);
  }
  const { state } = verdictOf(report);
  if (state === 'broken' || isTooLittle) return 1;
  return state === 'untried' && least === undefined ? 2 : 0;
}
