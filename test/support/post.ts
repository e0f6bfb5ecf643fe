import type { Serving } from '../../src/index.js';

/** What came of a request: its status, and where it was refused for. */
export interface Verdict {
  readonly status: number;
  readonly pointer?: string;
  readonly rule?: string;
}

/** Sends a POST and tells its status, with the pointer and the rule of a refusal. */
export async function post(
  mock: Serving,
  path: string,
  { type, body }: { readonly type?: string; readonly body: string | Uint8Array<ArrayBuffer> | FormData },
): Promise<Verdict> {
  const headers = type === undefined ? {} : { 'Content-Type': type };
  // A text would bring a Content-Type of its own.
  const bytes = typeof body === 'string' ? new TextEncoder().encode(body) : body;
  const response = await fetch(mock.url + path, { method: 'POST', headers, body: bytes });
  await response.arrayBuffer();
  const reason = response.headers.get('signoff-reason');
  if (reason === null) return { status: response.status };
  const { pointer, rule } = JSON.parse(reason) as { pointer: string; rule: string };
  return { status: response.status, pointer, rule };
}
