import { UserError } from '../../src/errors.js';

/** The error that a call ends with; a call that succeeds, or fails in another way, fails the test. */
export async function refusalOf(call: Promise<unknown>): Promise<UserError> {
  const outcome = await call.then(
    () => new Error('nothing was refused'),
    (error: unknown) => error,
  );
  if (outcome instanceof UserError) return outcome;
  throw outcome;
}
