import { createHmac, randomBytes } from 'node:crypto';
import { createMask, type CreateMask } from './create-mask.js';
import { createMemo } from './memo.js';

export type { CreateMask, Fingerprint, Mask } from './create-mask.js';

/** @param shapes what tokens look like, so that they are hidden even where nobody said that they are tokens. */
export function createMasking(shapes: readonly RegExp[]): CreateMask {
  const key = randomBytes(32);
  const memo = createMemo<string>(); // the same few secrets come again and again
  const hash = (secret: string): string =>
    `masked:${createHmac('sha256', key).update(secret).digest('hex').slice(0, 8)}`;
  return () => createMask((secret) => memo(secret, hash), shapes);
}
