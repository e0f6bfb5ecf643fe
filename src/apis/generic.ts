import type { Behaviour } from '../mock/behaviour.js';

/** The behaviour of an API we know nothing particular about: every well-formed credential is good, nothing changes. */
export function genericBehaviour(): Behaviour {
  return {
    seed: () => Promise.resolve(),
    checkCredential: () => Promise.resolve({ state: 'valid', subject: 'somebody' }),
    act: () => Promise.resolve({ kind: 'done' }),
    sampleToken: () => Promise.resolve('any-token'),
  };
}
