import { UserError } from '../errors.js';
import { createPace, type Clock, type Rate } from './pace.js';
import { converse, type BareRequest, type Turn } from './converse.js';
import { send, type Tell } from './send.js';
import type { Sent } from './sent.js';

export interface LineOptions {
  /** Address of the server, without a trailing slash. */
  readonly base: string;
  /** Milliseconds for one answer. */
  readonly timeout: number;
  /** @default as fast as the server answers */
  readonly rate?: Rate | undefined;
  readonly clock: Clock;
}

/** The line to the server: knows whether anybody is there. */
export interface Line {
  /** Sends a request, and again as often as `retries` says while none is answered. */
  send(tell: Tell, retries: number): Promise<Sent>;
  /** Sends requests over one connection, as long as each is answered. */
  converse(requests: readonly BareRequest[]): Promise<readonly Turn[]>;
  /** Whether requests were sent and not one was answered. */
  isMute(): boolean;
  /** Whether the server has gone, or has let several requests in a row time out. */
  isDead(): boolean;
}

export function createLine({ base, timeout, rate, clock }: LineOptions): Line {
  const turn = rate === undefined ? undefined : createPace(rate, clock);
  let hasSent = false;
  let answered = false;
  let silence = 0;
  const note = (sent: Sent): Sent => {
    if (sent.kind === 'unreachable') return afterLoss(sent, base, answered, () => (silence = Infinity));
    answered ||= sent.kind !== 'timed-out';
    silence = sent.kind === 'timed-out' ? silence + 1 : 0;
    return sent;
  };
  const sendOnce = async (tell: Tell): Promise<Sent> => {
    await turn?.();
    hasSent = true;
    return note(await send(tell, { base, timeout }));
  };
  const isDead = (): boolean => silence >= 3;
  return {
    async send(tell, retries) {
      let sent = await sendOnce(tell);
      for (let left = retries; left > 0 && sent.kind !== 'answered' && !isDead(); left -= 1)
        sent = await sendOnce(tell);
      return sent;
    },
    async converse(requests) {
      await Promise.all(requests.map(async () => turn?.()));
      hasSent = true;
      const turns = await converse(requests, { base, timeout });
      return turns.map((one) => ({ ...one, sent: note(one.sent) }));
    },
    isMute: () => hasSent && !answered,
    isDead,
  };
}

// A server that cannot be reached at all was not tried; one that went away after an answer broke down under a request.
function afterLoss(
  sent: Extract<Sent, { kind: 'unreachable' }>,
  base: string,
  answered: boolean,
  onLoss: () => void,
): Sent {
  if (!answered) {
    throw new UserError(
      'TARGET_UNREACHABLE',
      `${base} cannot be reached: ${sent.message}. Start the server, or correct the url.`,
    );
  }
  onLoss();
  return { kind: 'hung-up', request: { method: '', url: base, headers: {} }, message: `went away (${sent.message})` };
}
