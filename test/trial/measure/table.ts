import type { Strength } from '../trial-server.js';
import type { Measured } from './measurement.js';
import { isBad, score, type MeasuredConforming, type MeasuredWrong, type Score } from './score.js';
import { showCause, type BrokenCause, type Tried } from './try-trial.js';

/** The figures of one API, and each server that disagrees with the check. */
export function table(api: string, measured: readonly Measured[]): string {
  const result = score(measured);
  return [
    `${api}                by default              --strict`,
    figures('must', result),
    figures('letter', result),
    figures('all', result),
    `  found, but by the names of other statements: ${result.misnamed.length}`,
    `  conforming servers: ${result.conforming.length}, alarmed: ${result.alarmed.length}`,
    ...list('missed by default, though a must', result.missedMusts, ({ byDefault }) => untried(byDefault)),
    ...list('missed under --strict', result.missedStrictly, ({ strictly }) => untried(strictly)),
    ...list('found by other names', result.misnamed, ({ strictly }) => show(result.earned(strictly))),
    ...list('false alarms', result.alarmed, alarms),
    `  The goals are ${result.reached ? 'reached' : 'missed'}.`,
    '',
  ].join('\n');
}

function figures(strength: Strength | 'all', { wrong, missedByDefault, missedStrictly }: Score): string {
  const count = (servers: readonly MeasuredWrong[]): number =>
    servers.filter(({ trial }) => strength === 'all' || trial.strength === strength).length;
  const all = count(wrong);
  const found = [missedByDefault, missedStrictly].map((missed) => part(all - count(missed), all));
  return `  found, ${strength.padEnd(6)}  ${found.join('   ')}`;
}

function part(count: number, all: number): string {
  const share = all === 0 ? '-' : `${((100 * count) / all).toFixed(1)} %`;
  return `${String(count).padStart(4)} of ${String(all).padEnd(4)} ${share.padStart(7)}`;
}

function list<M extends Measured>(title: string, measured: readonly M[], lines: (one: M) => string[]): string[] {
  if (measured.length === 0) return [];
  return [`  ${title}:`, ...measured.flatMap((one) => [`    - ${nameOf(one)}`, ...lines(one).map(indent)])];
}

function nameOf(one: Measured): string {
  return one.kind === 'wrong' ? `${one.trial.name} [${one.trial.breaks.join(' ')}]` : one.trial.name;
}

function untried({ trouble }: Tried): string[] {
  return trouble === undefined ? [] : [`not tried: ${trouble}`];
}

function alarms({ byDefault, strictly }: MeasuredConforming): string[] {
  const [mode, tried] = isBad(byDefault)
    ? (['by default', byDefault] as const)
    : (['--strict only', strictly] as const);
  return [...untried(tried), ...show(tried.broken)].map((line) => `${mode}: ${line}`);
}

/** The first causes; more would hide the other servers. */
function show(causes: readonly BrokenCause[]): string[] {
  const shown = causes.slice(0, 3).map(showCause);
  return causes.length > 3 ? [...shown, `… and ${causes.length - 3} more`] : shown;
}

function indent(line: string): string {
  return `        ${line.replace(/\s*\n\s*/g, ' ').slice(0, 300)}`;
}
