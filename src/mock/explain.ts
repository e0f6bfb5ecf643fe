import { UserError, type ErrorCode } from '../errors.js';
import type { Handled } from './incoming.js';
import { reasonHeader, showReason } from './reason.js';
import { problem } from './reply.js';

const statusOfCode: Readonly<Partial<Record<ErrorCode, number>>> = {
  BODY_TOO_LARGE: 413,
  CONTROL_OFF: 403,
  EXAMPLE_UNKNOWN: 400,
  HOST_FOREIGN: 403,
  OPERATION_NOT_SERVED: 501,
  ORIGIN_FOREIGN: 403,
  PREFERENCE_INVALID: 400,
  WORLD_INVALID: 400,
  WORLD_LIMIT: 503,
};

/** What a request is answered whose road ended in an error: the caller's mistake, or a bug of ours. */
export function explain(error: unknown, onBug: (error: unknown) => void): Handled {
  const status = error instanceof UserError ? statusOfCode[error.code] : undefined;
  if (error instanceof UserError && status !== undefined) {
    const reason = { rule: error.code, pointer: '', message: error.message, statements: [] };
    const reply = problem(status, error.code, error.message);
    const headers = { ...reply.headers, [reasonHeader]: showReason(reason, undefined) };
    return { reply: { ...reply, headers }, answer: error.code, why: error.message };
  }
  onBug(error);
  const reply = problem(500, 'INTERNAL_ERROR', 'The mock has a bug; its log has the details.');
  return { reply, answer: 'INTERNAL_ERROR', why: 'a bug of the mock' };
}
