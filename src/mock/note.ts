import type { Fault } from '../state/queue.js';
import type { Reply } from './incoming.js';
import type { ApiMatch } from './mocked-api.js';
import type { Travelled } from './road.js';

/**
 * An exchange as it waits for a reader of the journal. Everything that came is in a few texts: as the many small
 * objects that it was, the last thousand took the garbage collector a sixth of the time, in pauses twice as long.
 */
export interface Note {
  readonly match: ApiMatch;
  readonly world: string;
  readonly method: string;
  readonly path: string;
  readonly query: string;
  /** JSON. */
  readonly headers: string;
  readonly body: string;
  readonly status: number;
  readonly replyHeaders: Reply['headers'];
  readonly replyBody: string;
  readonly answer: string;
  readonly why: string;
  readonly fault: Fault | undefined;
  /** Milliseconds since 1970. */
  readonly at: number;
  /** How long the mock took. */
  readonly milliseconds: number;
}

export function noteDown({ incoming, match, world, handled }: Travelled, milliseconds: number): Note {
  const { method, path, query, headers, body } = incoming;
  const { reply, answer, why, plan } = handled;
  return {
    match,
    world: world.name,
    method,
    path,
    query: query.size === 0 ? '' : query.toString(),
    headers: JSON.stringify(headers),
    body: body.length === 0 ? '' : utf8.decode(body),
    status: reply.status,
    replyHeaders: reply.headers,
    replyBody: reply.body ?? '',
    answer,
    why,
    fault: plan?.fault,
    at: world.now(),
    milliseconds,
  };
}

const utf8 = new TextDecoder();
