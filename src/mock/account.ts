import type { Headers } from '../exchange.js';
import type { Entry } from '../state/journal.js';
import { presentedTokens } from './authenticate.js';
import { headerValues, type Handled, type Incoming } from './incoming.js';
import type { Mask } from './mask.js';
import type { Travelled } from './road.js';

/** How much of a body is kept, in characters. */
const keptLength = 16 * 1024;

/** An exchange as journal and log may know it: nothing secret in it, and nothing large. */
export type Account = Omit<Entry, 'id'>;

export interface Timing {
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly milliseconds: number;
}

/** Writes down what happened, secrets masked before anything else. */
export function accountOf(
  incoming: Incoming,
  { match, world, handled }: Travelled,
  mask: Mask,
  timing: Timing,
): Account {
  const ofOperation = match.kind === 'operation' ? presentedTokens(match.operation.security, incoming) : [];
  for (const token of ofOperation) mask.learn(token);
  for (const value of headerValues(incoming.headers, 'authorization')) mask.header('authorization', value);
  // Bodies first: they may name secrets that stand elsewhere as well.
  const bodies = [decode(incoming.body), handled.reply.body ?? '', incoming.query.toString()];
  const [sent = '', answered = '', query = ''] = bodies.map((body) => mask.body(body));
  return {
    time: new Date(timing.at).toISOString(),
    milliseconds: Math.round(timing.milliseconds * 1000) / 1000,
    world: world.name,
    ...(match.kind === 'operation' && { api: match.api.name, operation: match.operation.id }),
    request: {
      method: incoming.method,
      path: mask.text(incoming.path).slice(0, keptLength),
      ...(query !== '' && { query: query.slice(0, keptLength) }),
      headers: maskHeaders(incoming.headers, mask),
      ...kept(sent),
    },
    reply: replyOf(handled, answered, mask),
    answer: handled.answer,
    why: mask.text(handled.why),
    ...(handled.plan?.fault && { fault: handled.plan.fault }),
  };
}

function decode(body: Uint8Array): string {
  return body.length === 0 ? '' : new TextDecoder().decode(body);
}

function maskHeaders(headers: Headers, mask: Mask): Headers {
  const entries = Object.entries(headers).map(([name, values]): [string, readonly string[]] => [
    name,
    values.map((value) => mask.header(name, value)),
  ]);
  return Object.fromEntries(entries);
}

function replyOf({ reply, plan }: Handled, body: string, mask: Mask): Account['reply'] {
  if (plan?.fault === 'reset' || plan?.fault === 'empty') return { headers: {} };
  const headers = Object.entries(reply.headers).map(([name, value]) => [name, mask.header(name, value)]);
  return { status: reply.status, headers: Object.fromEntries(headers) as Record<string, string>, ...kept(body) };
}

function kept(body: string): { readonly body?: string; readonly bodyTruncated?: true } {
  if (body === '') return {};
  return body.length > keptLength ? { body: body.slice(0, keptLength), bodyTruncated: true } : { body };
}
