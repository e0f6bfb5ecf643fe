import type { Statements } from '../../description/statements.js';
import type { Case } from '../contract.js';
import { fixtureKeys } from '../fixture-pool.js';

/** What a check would try: every case, the statements it checks, the fixtures it needs. */
export function showPlan(cases: readonly Case[], { title, address }: Statements): string {
  const blocks = cases.map(({ title: name, statements, needs, observes }) => {
    const fixtures = needs.length === 0 ? 'nothing' : needs.map((kind) => fixtureKeys[kind].join(' or ')).join('; ');
    const aim = observes === true ? ' (observed only, unless the server breaks down)' : '';
    return `${name}${aim}\n  checks ${statements.join(' ')}\n  needs ${fixtures}`;
  });
  return [`${title}\n${address}`, ...blocks, `${String(cases.length)} cases, nothing was sent.`, ''].join('\n\n');
}
