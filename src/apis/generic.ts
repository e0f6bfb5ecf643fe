import type { Behaviour } from '../mock/behaviour.js';
import { after } from '../awaitable.js';

/**
 * The behaviour of an API we know nothing particular about: every well-formed credential is good until somebody ends
 * it, and nothing changes.
 * @param api the name under which its credentials are kept.
 */
export function genericBehaviour(api: string): Behaviour {
  return {
    seed: () => Promise.resolve(),
    checkCredential: (token, world) =>
      after(world.credentials(api).check(token), (check) =>
        check.state === 'unknown' ? { state: 'valid', subject: 'somebody' } : check,
      ),
    act: () => ({ kind: 'done' }),
    sampleToken: () => Promise.resolve('any-token'),
    async issue(world, { subject = `somebody-${crypto.randomUUID().slice(0, 8)}`, lifetime }) {
      const issued = { subject, ...(lifetime !== undefined && { expiresAt: world.now() + lifetime }) };
      const token = `token-${crypto.randomUUID()}`;
      await world.credentials(api).issue(token, issued);
      return { token, ...issued };
    },
  };
}
