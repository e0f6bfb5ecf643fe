import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface LocalDoor {
  readonly url: string;
  close(): Promise<void>;
}

/** Opens a server on a free port of this machine. Closing it ends the connections still open, too. */
export async function serveLocally(server: Server): Promise<LocalDoor> {
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  // A server that listens on a TCP port always has an AddressInfo.
  const { port } = server.address() as AddressInfo;
  return { url: `http://127.0.0.1:${port}`, close: () => closeNow(server) };
}

function closeNow(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => {
      resolve();
    });
    server.closeAllConnections();
  });
}
