import type { Coverage, CoverageItem, StatementCoverage } from '../coverage.js';
import { listSome } from './explain-cause.js';

/** The kinds of what exchanges show, as they are called together. */
export const itemKinds: Readonly<Record<CoverageItem['kind'], string>> = {
  parameter: 'Parameters',
  value: 'Values',
  answer: 'Answers',
  code: 'Codes',
};

/** What was covered, a line each: the statements, then each kind of item that the document has. */
export function coverageLines({ statements, items }: Coverage): readonly string[] {
  const kinds = (Object.keys(itemKinds) as CoverageItem['kind'][]).flatMap((kind) => {
    const all = items.filter((item) => item.kind === kind);
    return all.length === 0 ? [] : [showItems(itemKinds[kind], all)];
  });
  return [...(statements.length === 0 ? [] : [showStatements(statements)]), ...kinds];
}

function showStatements(statements: readonly StatementCoverage[]): string {
  const count = (state: StatementCoverage['state']): number => statements.filter((one) => one.state === state).length;
  const reasons = statements.flatMap(({ state, why = '' }) => (state === 'skipped' ? [why] : []));
  const why = reasons.length === 0 ? '' : ` (${[...new Set(reasons)].join('; ')})`;
  return (
    `Statements: ${count('checked')} checked, ${count('skipped')} skipped${why}, ` +
    `${count('not-checkable')} not checkable, ${count('unguarded')} that nobody checks`
  );
}

function showItems(name: string, items: readonly CoverageItem[]): string {
  const unseen = items.filter(({ seen }) => !seen).map((item) => item.name);
  const missing = unseen.length === 0 ? '' : `, not seen: ${listSome(unseen, 5)}`;
  return `${name}: seen ${items.length - unseen.length} of ${items.length}${missing}`;
}
