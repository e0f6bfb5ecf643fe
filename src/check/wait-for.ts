import { connect as connectTcp, type Socket } from 'node:net';
import { connect as connectTls } from 'node:tls';
import { messageOf, UserError } from '../errors.js';
import { systemClock, type Clock } from './pace.js';
import { proxyFor } from '../proxy.js';

export interface WaitOptions {
  /** Milliseconds. */
  readonly patience: number;
  /** @default the system's */
  readonly clock?: Clock;
}

/** Milliseconds between two attempts. */
const pause = 200;
/** Milliseconds for one attempt. */
const longestAttempt = 2000;

/**
 * Waits until the server at an address, or the proxy before it, accepts a connection; sends no request.
 * @throws UserError TARGET_UNREACHABLE when it never did.
 */
export async function waitFor(address: string, { patience, clock = systemClock }: WaitOptions): Promise<void> {
  const end = clock.now() + patience;
  for (;;) {
    const trouble = await tryToConnect(proxyFor(address) ?? address);
    if (trouble === undefined) return;
    const left = end - clock.now();
    if (left <= 0) throw unreachable(address, patience, trouble);
    await clock.wait(Math.min(pause, left));
  }
}

// The certificate is judged when a request is sent; here it is enough that somebody listens.
function tryToConnect(address: string): Promise<string | undefined> {
  const { protocol, hostname, port } = new URL(address);
  const isTls = protocol === 'https:';
  const place = { host: hostname.replace(/^\[|\]$/g, ''), port: Number(port || (isTls ? 443 : 80)) };
  return new Promise((resolve) => {
    const socket: Socket = isTls ? connectTls({ ...place, rejectUnauthorized: false }) : connectTcp(place);
    const settle = (trouble?: string): void => {
      resolve(trouble);
      socket.destroy();
    };
    socket.once(isTls ? 'secureConnect' : 'connect', () => {
      settle();
    });
    socket.once('error', (error) => {
      settle(messageOf(error));
    });
    socket.setTimeout(longestAttempt, () => {
      settle('no answer to the attempt to connect');
    });
  });
}

function unreachable(address: string, patience: number, trouble: string): UserError {
  return new UserError(
    'TARGET_UNREACHABLE',
    `${address} accepted no connection within ${String(patience / 1000)} s: ${trouble}. Start the server, or correct the url.`,
  );
}
