import type { Statements } from '../description/statements.js';
import { means, type Equivalents } from './equivalents.js';
import type { Mutant } from './mutant.js';
import type { Verdict } from './try-mutant.js';

/** What became of one mutant. */
export interface Scored {
  readonly id: string;
  /** The first word of its id. */
  readonly kind: string;
  readonly title: string;
  readonly statements: readonly string[];
  /** `killed`: found out by a statement that counts always; `killed-strictly`: under `--strict` only. */
  readonly state: 'killed' | 'killed-strictly' | 'equivalent' | 'survived';
  /** The case that found it out, or why it is equivalent. */
  readonly why?: string;
}

/** An entry of the list of equivalents that is not true any more. */
export interface Stale {
  readonly pattern: string;
  readonly why: string;
}

export interface ScoreOptions {
  readonly statements: Statements;
  readonly equivalents: readonly Equivalents[];
}

/** Says of each mutant what became of it. */
export function score(mutant: Mutant, verdict: Verdict, { statements, equivalents }: ScoreOptions): Scored {
  const { id, title } = mutant;
  const common = { id, kind: id.split(' ', 1)[0] ?? '', title, statements: mutant.statements };
  const { level, by = '' } = verdict;
  if (level !== undefined) return { ...common, state: level === 'must' ? 'killed' : 'killed-strictly', why: by };
  const listed = equivalents.find(({ mutants }) => mutants.some((pattern) => means(pattern, id)));
  const why = mutant.lawful ?? undemanded(mutant, statements) ?? listed?.reason;
  return why === undefined ? { ...common, state: 'survived' } : { ...common, state: 'equivalent', why };
}

// Where a document has statements, a check may demand no more than they do.
function undemanded({ statements }: Mutant, { byId }: Statements): string | undefined {
  if (byId.size === 0) return undefined;
  const known = statements.flatMap((id) => byId.get(id) ?? []);
  const demanded = known.some(({ level, unchecked }) => level !== 'info' && unchecked === undefined);
  return demanded ? undefined : `no statement demands it (${statements.join(', ') || 'none'})`;
}

/** The entries that mean no mutant, or one that was killed. */
export function staleEntries(equivalents: readonly Equivalents[], scored: readonly Scored[]): readonly Stale[] {
  return equivalents.flatMap(({ mutants }) =>
    mutants.flatMap((pattern): readonly Stale[] => {
      const meant = scored.filter(({ id }) => means(pattern, id));
      const killed = meant.find(({ state }) => state !== 'equivalent');
      if (killed !== undefined) return [{ pattern, why: `${killed.id} is killed` }];
      return meant.length === 0 ? [{ pattern, why: 'there is no such mutant' }] : [];
    }),
  );
}
