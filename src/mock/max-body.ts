import { UserError } from '../errors.js';

const megabyte = 1024 * 1024;

/** The largest request body that a mock reads unless it is told otherwise, in bytes. */
export const defaultMaxBody: number = 10 * megabyte;

/** The most that it can be told, in bytes: a body is read as a text in the end, and no text is longer than twice that. */
export const mostMaxBody: number = 256 * megabyte;

/** @throws UserError ARGUMENT_INVALID for what is no number of bytes that a mock could read. */
export function settleMaxBody(maxBody: number = defaultMaxBody): number {
  if (Number.isInteger(maxBody) && maxBody >= 0 && maxBody <= mostMaxBody) return maxBody;
  const message = `maxBody is a whole number of bytes from 0 to ${String(mostMaxBody)}, not ${String(maxBody)}.`;
  throw new UserError('ARGUMENT_INVALID', message);
}
