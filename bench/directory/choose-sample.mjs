import { createHash } from 'node:crypto';

/** The same seed chooses the same names, whichever others there are. */
export function chooseSample(names, { count, seed, nameOf = (name) => name }) {
  const rank = (name) =>
    createHash('sha256')
      .update(`${String(seed)} ${nameOf(name)}`)
      .digest('hex');
  const ranked = names.map((name) => [rank(name), name]).sort(([a], [b]) => (a < b ? -1 : 1));
  return ranked.slice(0, count).map(([, name]) => name);
}
