import type { Call } from './apis';

export interface Answer {
  readonly status: number;
  readonly statusText: string;
  /** As it came; empty where there was none. */
  readonly body: string;
  /** Why the mock refused, in words. */
  readonly reason: string | undefined;
}

/** Sends a call to the API on the page's own origin. */
export async function send({ path, headers, body }: Call): Promise<Answer> {
  const response = await fetch(path, {
    method: 'POST',
    headers: { ...headers, ...(body !== undefined && { 'Content-Type': 'application/json; charset=utf-8' }) },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
  const reason = response.headers.get('Signoff-Reason');
  return {
    status: response.status,
    statusText: response.statusText,
    body: await response.text(),
    reason: reason === null ? undefined : (JSON.parse(reason) as { message: string }).message,
  };
}

/** The first member of this name in a JSON text, however deep it stands. */
export function findMember(body: string, name: string): string | undefined {
  let found: string | undefined;
  JSON.parse(body, (key, value: unknown) => {
    if (key === name && typeof value === 'string') found ??= value;
    return value;
  });
  return found;
}
