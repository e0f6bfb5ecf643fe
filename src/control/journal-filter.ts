import type { Entry } from '../state/journal.js';

/** Which exchanges somebody wants to read; whatever is left out may be anything. */
export interface JournalFilter {
  readonly api?: string;
  readonly operation?: string;
  readonly method?: string;
  /** Without the query. */
  readonly path?: string;
  readonly status?: number;
  /** The name of the documented answer. */
  readonly answer?: string;
}

export function matchEntry(entry: Entry, filter: JournalFilter): boolean {
  const { request, reply, api, operation, answer } = entry;
  const values = { api, operation, method: request.method, path: request.path, status: reply.status, answer };
  const names = ['api', 'operation', 'method', 'path', 'status', 'answer'] as const;
  return names.every((name) => filter[name] === undefined || filter[name] === values[name]);
}
