import { createHmac, randomBytes } from 'node:crypto';
import { createMask, type CreateMask, type Fingerprint } from './create-mask.js';

export type { CreateMask, Fingerprint, Mask } from './create-mask.js';

/** @param shapes what tokens look like, so that they are hidden even where nobody said that they are tokens. */
export function createMasking(shapes: readonly RegExp[]): CreateMask {
  const key = randomBytes(32);
  const fingerprint = remember((secret) => {
    return `masked:${createHmac('sha256', key).update(secret).digest('hex').slice(0, 8)}`;
  });
  return () => createMask(fingerprint, shapes);
}

// The same few secrets come again and again; the hash was a tenth of the time of a request.
const mostRemembered = 1000;

function remember(fingerprint: Fingerprint): Fingerprint {
  const known = new Map<string, string>();
  return (secret) => {
    const told = known.get(secret) ?? fingerprint(secret);
    if (known.size >= mostRemembered) known.clear();
    known.set(secret, told);
    return told;
  };
}
