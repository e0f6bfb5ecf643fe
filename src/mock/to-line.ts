import { defaultWorld } from '../state/worlds.js';
import type { Account } from './account.js';
import { shortestSecret } from './create-mask.js';
import type { LogLine } from './log.js';
import { holdsNone, type PlainTexts } from './plain-texts.js';
import type { Travelled } from './road.js';

export interface LineOptions {
  readonly milliseconds: number;
  /** The exchange with its secrets masked, made only where a line may hold one; `undefined` where that failed. */
  readonly account: () => Account | undefined;
  readonly plainTexts: PlainTexts;
}

/** A line for the log, in which nothing is secret; none where nobody could tell what is. */
export function toLine(travelled: Travelled, { milliseconds, account, plainTexts }: LineOptions): LogLine | undefined {
  const { incoming, world, tokens, handled } = travelled;
  const { reply, answer, why, plan } = handled;
  const isPlain =
    isOfDescription(travelled) && plainTexts.has(why, tokens) && plainTexts.has(world.name, tokens);
  const shown = isPlain ? { path: incoming.path, why, world: world.name } : hide(travelled, account(), plainTexts);
  if (shown === undefined) return undefined;
  return {
    method: incoming.method,
    path: shown.path,
    status: reply.status,
    answer,
    why: shown.why,
    milliseconds,
    ...(world.name !== defaultWorld && { world: shown.world }),
    ...(plan?.fault && { fault: plan.fault }),
  };
}

type Shown = Pick<LogLine, 'path' | 'why'> & { readonly world: string };

function hide(
  { world, handled }: Travelled,
  account: Account | undefined,
  plainTexts: PlainTexts,
): Shown | undefined {
  if (account === undefined) return undefined;
  plainTexts.learn(handled.why, account.why);
  plainTexts.learn(world.name, account.world);
  return { path: account.request.path, why: account.why, world: account.world };
}

// Whether nothing in the path can be a secret: it is the description's own, but for what is too short for one.
function isOfDescription({ match, incoming, tokens }: Travelled): boolean {
  if (match.kind !== 'operation' || !holdsNone(incoming.path, tokens)) return false;
  return Object.values(match.pathParameters).every((value) => value.length < shortestSecret);
}
