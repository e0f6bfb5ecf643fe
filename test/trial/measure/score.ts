import type { Measured } from './measurement.js';
import type { BrokenCause, Tried } from './try-trial.js';

export type MeasuredWrong = Extract<Measured, { kind: 'wrong' }>;
export type MeasuredConforming = Extract<Measured, { kind: 'conforming' }>;

/** What the check has to reach, in parts of one. */
export const goals = { strictly: 0.98, byDefault: 0.9, mustByDefault: 0.98 };

export interface Score {
  readonly wrong: readonly MeasuredWrong[];
  readonly conforming: readonly MeasuredConforming[];
  readonly missedStrictly: readonly MeasuredWrong[];
  readonly missedByDefault: readonly MeasuredWrong[];
  /** Those of `missedByDefault` that the default run has to find. */
  readonly missedMusts: readonly MeasuredWrong[];
  /** Found, but no finding names a statement that is broken. */
  readonly misnamed: readonly MeasuredWrong[];
  /** Servers that keep the document and were called broken, or could not be tried. */
  readonly alarmed: readonly MeasuredConforming[];
  readonly reached: boolean;
  /** The findings that a wrong server drew by being wrong. */
  earned(tried: Tried): BrokenCause[];
}

/** Holds the measurement of one API against the goals. */
export function score(measured: readonly Measured[]): Score {
  const wrong = measured.filter((one) => one.kind === 'wrong');
  const conforming = measured.filter((one) => one.kind === 'conforming');
  const earned = earnedBeside(conforming);
  const missed = (tried: Tried): boolean => earned(tried).length === 0;
  const musts = wrong.filter(({ trial }) => trial.strength === 'must');
  const missedStrictly = wrong.filter(({ strictly }) => missed(strictly));
  const missedByDefault = wrong.filter(({ byDefault }) => missed(byDefault));
  const missedMusts = musts.filter(({ byDefault }) => missed(byDefault));
  const misnamed = wrong.filter(({ trial, strictly }) => !missed(strictly) && !names(earned(strictly), trial.breaks));
  const alarmed = conforming.filter(isAlarmed);
  const reached =
    alarmed.length === 0 &&
    missedStrictly.length <= wrong.length * (1 - goals.strictly) &&
    missedByDefault.length <= wrong.length * (1 - goals.byDefault) &&
    missedMusts.length <= musts.length * (1 - goals.mustByDefault);
  return { wrong, conforming, missedStrictly, missedByDefault, missedMusts, misnamed, alarmed, reached, earned };
}

/** A finding that a conforming server draws as well proves nothing about a wrong one. */
function earnedBeside(conforming: readonly MeasuredConforming[]): Score['earned'] {
  const causes = conforming
    .filter(({ trial }) => trial.coerces !== true)
    .flatMap(({ byDefault, strictly }) => [...byDefault.broken, ...strictly.broken]);
  const noise = new Set(causes.map(({ finding }) => finding.message));
  return ({ broken }) => broken.filter(({ finding }) => !noise.has(finding.message));
}

function isAlarmed({ trial, byDefault, strictly }: MeasuredConforming): boolean {
  return isBad(byDefault) || (trial.coerces !== true && isBad(strictly));
}

/** Broken, or not tried to the end. */
export function isBad({ broken, trouble }: Tried): boolean {
  return broken.length > 0 || trouble !== undefined;
}

function names(causes: readonly BrokenCause[], breaks: readonly string[]): boolean {
  return causes.some(({ finding }) => finding.statements.some((id) => breaks.includes(id)));
}
