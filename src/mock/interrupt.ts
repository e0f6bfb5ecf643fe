import type { Planned } from '../state/queue.js';
import { demand } from './conclude.js';
import type { Call } from './give.js';
import type { Handled } from './incoming.js';

/**
 * Lets a plan have its way. A planned answer is replayed as it stands, and nothing is authenticated or changed; a plan
 * without one lets the request go on, and only its answer travels otherwise.
 * @throws UserError EXAMPLE_UNKNOWN when the description has changed since the plan was made.
 */
export async function interrupt(plan: Planned | undefined, call: Call, goOn: () => Promise<Handled>): Promise<Handled> {
  if (plan === undefined) return goOn();
  const { example, status } = plan;
  if (example === undefined && status === undefined) return { ...(await goOn()), plan };
  const wish = { ...(example !== undefined && { example }), ...(status !== undefined && { code: String(status) }) };
  return { ...(await demand(call, wish)), why: 'planned', plan };
}
