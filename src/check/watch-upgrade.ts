import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import type { Agent, ClientRequest, IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';

const channel = 'http.client.request.start';

/**
 * Tells of a 101 in answer to a request of this agent, and ends its connection. Nobody asks for another protocol, and
 * Node.js drops such an answer without a word where nobody listens; Pactum does not hand out its request to listen to.
 * @returns a function that ends watching.
 */
export function watchUpgrade(agent: Agent, onUpgrade: (answer: IncomingMessage) => void): () => void {
  const onStart = (message: unknown): void => {
    const { request } = message as { readonly request: ClientRequest & { readonly agent?: unknown } }; // Node.js' own
    if (request.agent === agent) listenForUpgrade(request, onUpgrade);
  };
  subscribe(channel, onStart);
  return () => unsubscribe(channel, onStart);
}

/** The same for a request in hand. */
export function listenForUpgrade(request: ClientRequest, onUpgrade: (answer: IncomingMessage) => void): void {
  request.once('upgrade', (answer: IncomingMessage, socket: Duplex) => {
    socket.destroy();
    onUpgrade(answer);
  });
}
