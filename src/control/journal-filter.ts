import type { Entry } from '../state/journal.js';

/** Which exchanges somebody wants to read; whatever is left out may be anything. */
export interface JournalFilter {
  readonly api?: string;
  readonly operation?: string;
  /** In any case. */
  readonly method?: string;
  /** Without the query. */
  readonly path?: string;
  readonly status?: number;
  /** The name of the documented answer. */
  readonly answer?: string;
}

export function matchEntry(entry: Entry, { method, ...filter }: JournalFilter): boolean {
  const { request, reply, api, operation, answer } = entry;
  const values = { api, operation, path: request.path, status: reply.status, answer };
  const names = ['api', 'operation', 'path', 'status', 'answer'] as const;
  const isOfMethod = method === undefined || method.toUpperCase() === request.method;
  return isOfMethod && names.every((name) => filter[name] === undefined || filter[name] === values[name]);
}
