import { connect } from 'node:net';
import { text } from 'node:stream/consumers';
import type { Mock } from '../../src/index.js';
import { localUrl } from './control-client.js';

export interface RawReply {
  readonly status: number;
  /** The status line and the headers, as they came. */
  readonly head: string;
  readonly body: string;
  /** The code of an error. */
  readonly code: string | undefined;
}

/** Sends a request as it stands, which ends its connection. No client of a library would send most of these. */
export async function sendRaw(
  mock: Pick<Mock, 'url'>,
  requestLine: string,
  lines: readonly string[],
  body = '',
): Promise<RawReply> {
  const { hostname, port } = new URL(localUrl(mock));
  const socket = connect(Number(port), hostname);
  const length = body === '' ? [] : [`Content-Length: ${String(Buffer.byteLength(body))}`];
  socket.write([requestLine, 'Connection: close', ...lines, ...length, '', body].join('\r\n'));
  const [head = '', ...rest] = (await text(socket)).split('\r\n\r\n');
  const answered = rest.join('\r\n\r\n');
  const { code } = head.includes('problem+json') && answered !== '' ? (JSON.parse(answered) as { code?: string }) : {};
  return { status: Number(head.split(' ')[1]), head, body: answered, code };
}
