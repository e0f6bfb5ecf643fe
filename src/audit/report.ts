import type { Scored, Stale } from './score.js';

/** Everything that an audit tells, as plain JSON. */
export interface AuditReport {
  readonly api: string;
  readonly mutants: readonly Scored[];
  readonly stale: readonly Stale[];
  /** Milliseconds. */
  readonly duration: number;
}

/** An audit as text; the equivalent mutants are listed where it is verbose. */
export function showAudit(
  { api, mutants, stale }: AuditReport,
  { verbose = false }: { readonly verbose?: boolean } = {},
): string {
  const survivors = mutants.filter(({ state }) => state === 'survived');
  const equivalent = mutants.filter(({ state }) => state === 'equivalent');
  const strictly = mutants.filter(({ state }) => state === 'killed-strictly').length;
  const killed = mutants.length - survivors.length - equivalent.length;
  const lines = [
    ...[...new Set(mutants.map(({ kind }) => kind))].map((kind) => showKind(kind, mutants)),
    ...survivors.flatMap(({ id, title, statements }) => [
      '',
      `survived  ${id}`,
      `          ${title}`,
      `          unguarded: ${statements.join(' ') || 'no statement'}`,
    ]),
    ...(verbose ? equivalent.flatMap(({ id, why = '' }) => ['', `equivalent  ${id}`, `            ${why}`]) : []),
    ...stale.flatMap(({ pattern, why }) => ['', `stale  ${pattern}: ${why}`]),
    '',
    `${api}: ${mutants.length} mutants, ${killed} killed (${killed - strictly} without --strict), ` +
      `${equivalent.length} equivalent, ${survivors.length} survived.`,
  ];
  return `${lines.join('\n')}\n`;
}

function showKind(kind: string, mutants: readonly Scored[]): string {
  const all = mutants.filter((one) => one.kind === kind);
  const killed = all.filter(({ state }) => state.startsWith('killed')).length;
  const equivalent = all.filter(({ state }) => state === 'equivalent').length;
  return `${kind.padEnd(12)}${`${killed}/${all.length - equivalent}`.padStart(8)} killed${equivalent > 0 ? `, ${equivalent} equivalent` : ''}`;
}
