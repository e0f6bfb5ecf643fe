import type { Server, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import type { Duplex } from 'node:stream';

export interface Connections {
  /**
   * Ends every connection as soon as it may: at once where nothing is asked, when it is answered where something is,
   * and where a request is still being read, after it was refused. Whatever is left after the deadline is cut.
   */
  end(): void;
}

export interface ConnectionsOptions {
  /** Refuses a request that is not read to its end; the answer has to close its connection. */
  readonly refuse: (response: ServerResponse) => void;
  /** Milliseconds. */
  readonly deadline: number;
}

// Milliseconds that a request has to come whole when the server closes, as its last bytes are under way mostly.
const readingTime = 500;

/** Knows which connections wait for which answers. */
export function trackConnections(server: Server, { refuse, deadline }: ConnectionsOptions): Connections {
  const pending = new Map<Socket, Set<ServerResponse>>();
  let isClosing = false;
  server.on('connection', (socket) => {
    pending.set(socket, new Set());
    socket.on('close', () => pending.delete(socket));
  });
  server.on('request', ({ socket }, response) => {
    const waiting = pending.get(socket);
    if (waiting === undefined) return;
    waiting.add(response);
    response.on('close', () => {
      waiting.delete(response);
      if (isClosing && waiting.size === 0) endSoon(socket, 1000);
    });
  });
  return {
    end() {
      isClosing = true;
      for (const [socket, waiting] of pending) if (waiting.size === 0) socket.destroy();
      const refuseUnread = (): void => {
        for (const response of [...pending.values()].flatMap((waiting) => [...waiting])) {
          if (!response.req.complete && !response.headersSent) refuse(response);
        }
      };
      const cut = (): void => {
        for (const socket of pending.keys()) socket.destroy();
      };
      const timers = [setTimeout(refuseUnread, Math.min(deadline, readingTime)), setTimeout(cut, deadline)];
      server.once('close', () => timers.forEach(clearTimeout));
    },
  };
}

/**
 * Ends a connection, and does not wait for a client that never closes its half: a connection that is destroyed at once
 * would take back what the client has not read yet.
 * @param patience milliseconds.
 */
export function endSoon(socket: Duplex, patience: number, last = ''): void {
  const timer = setTimeout(() => socket.destroy(), patience);
  socket.once('close', () => clearTimeout(timer));
  socket.end(last);
}
