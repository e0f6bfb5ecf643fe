import type { Statements } from '../../description/statements.js';
import type { Case } from '../contract.js';

const fixtureNames = {
  token: 'tokens or tokenCommand',
  sessionlessToken: 'sessionlessTokens or sessionlessTokenCommand',
  expiredToken: 'expiredTokens',
  tenantAccessToken: 'tenantAccessToken',
  user: 'users',
  sid: 'sids or sidCommand',
} as const;

/** What a check would try: every case, the statements it checks, the fixtures it needs. */
export function showPlan(cases: readonly Case[], { title, address }: Statements): string {
  const blocks = cases.map(({ title: name, statements, needs, observes }) => {
    const fixtures = needs.length === 0 ? 'nothing' : needs.map((kind) => fixtureNames[kind]).join('; ');
    const aim = observes === true ? ' (observed only, never failing)' : '';
    return `${name}${aim}\n  checks ${statements.join(' ')}\n  needs ${fixtures}`;
  });
  return [`${title}\n${address}`, ...blocks, `${String(cases.length)} cases, nothing was sent.`, ''].join('\n\n');
}
