import { after, type Awaitable } from '../awaitable.js';
import type { Fault, Planned } from '../state/queue.js';
import { demand } from './conclude.js';
import type { Call } from './give.js';
import type { Handled, Reply } from './incoming.js';

/**
 * Lets a plan have its way. A planned answer is replayed as it stands, and nothing is authenticated or changed; a plan
 * without one lets the request go on, and only its answer travels otherwise.
 * @throws UserError EXAMPLE_UNKNOWN when the description has changed since the plan was made.
 */
export function interrupt(plan: Planned, call: Call, goOn: () => Awaitable<Handled>): Awaitable<Handled> {
  const { example, status, fault } = plan;
  const isDue = example === undefined && status === undefined;
  const wish = { ...(example !== undefined && { example }), ...(status !== undefined && { code: String(status) }) };
  return after(isDue ? goOn() : demand(call, wish), (handled) => ({
    ...handled,
    ...(!isDue && { why: 'planned' }),
    reply: fault === undefined ? handled.reply : spoilt(handled.reply, fault),
    plan,
  }));
}

// What is wrong with the answer itself; the rest goes wrong on its way.
function spoilt(reply: Reply, fault: Fault): Reply {
  if (fault === 'content-type') return { ...reply, headers: { ...reply.headers, ...asWebPage } };
  if (fault !== 'cut' || (reply.body !== undefined && reply.body !== '')) return reply;
  // There has to be something to cut, and a status that lets it be.
  return { ...reply, status: reply.status === 204 || reply.status === 304 ? 200 : reply.status, body: '{}' };
}

const asWebPage = { 'Content-Type': 'text/html; charset=utf-8' };
