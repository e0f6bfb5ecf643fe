import { defaultWorld } from '../state/worlds.js';
import { accountOf, type Account } from './account.js';
import type { CreateMask } from './create-mask.js';
import type { Handled, Incoming } from './incoming.js';
import type { LogLine } from './log.js';
import { travel, type Surroundings } from './road.js';

export interface AttendOptions {
  /** Asked anew for every request, so that a reloaded description serves at once. */
  readonly surroundings: () => Surroundings;
  readonly createMask: CreateMask;
  /** Whether exchanges are told to the journals of their worlds. */
  readonly journaling: boolean;
  readonly log: (line: LogLine) => void;
  /** Told of every bug of ours. */
  readonly onBug: (error: unknown) => void;
  /** Milliseconds, to measure with. @default performance.now */
  readonly clock?: () => number;
}

/**
 * Answers a request, however it came: one reply, and one entry in the journal of its world, which stands there before
 * the reply is delivered.
 */
export async function attend(read: () => Promise<Incoming>, options: AttendOptions): Promise<Handled> {
  const { surroundings, createMask, journaling, log, onBug, clock = () => performance.now() } = options;
  const start = clock();
  const incoming = await read();
  const travelled = await travel(incoming, surroundings());
  const { world, handled } = travelled;
  const account = accountOf(incoming, travelled, createMask(), { at: world.now(), milliseconds: clock() - start });
  if (journaling) await world.journal.append(account);
  try {
    log(toLine(account, handled));
  } catch (error) {
    onBug(error); // whoever listens may break, and nobody goes without an answer for that
  }
  return handled;
}

function toLine({ request, world, answer, why, milliseconds, fault }: Account, { reply }: Handled): LogLine {
  const where = world === defaultWorld ? {} : { world };
  const { method, path } = request;
  return { method, path, status: reply.status, answer, why, milliseconds, ...where, ...(fault && { fault }) };
}
