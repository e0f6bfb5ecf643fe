import type { Fixtures } from '../check/fixtures.js';
import type { CaseResult } from '../check/run.js';
import { UserError } from '../errors.js';
import type { Level } from '../exchange.js';
import type { Mutant } from './mutant.js';
import { serveMutant, type Breed } from './serve-mutant.js';

/** Checks a server; told of each case as soon as it is over. */
export type Check = (
  target: Fixtures & { readonly url: string },
  onCase: (result: CaseResult) => void,
) => Promise<unknown>;

/** What came of a check of a mutant. */
export interface Verdict {
  /** The heaviest statement that was found broken; `undefined` when the mutant survived. */
  readonly level?: Exclude<Level, 'info'>;
  /** The title of the case that found it. */
  readonly by?: string;
}

/** Serves a mutant and checks it, until it is found out by a statement that counts always. */
export async function tryMutant(
  breed: Breed,
  mutant: Pick<Mutant, 'begin'> | undefined,
  check: Check,
): Promise<Verdict> {
  const { url, fixtures, close } = await serveMutant(breed, mutant);
  let verdict: Verdict = {};
  try {
    await check({ ...fixtures, url }, ({ title, evidence }) => {
      const levels = evidence.map(({ finding }) => finding.level);
      if (levels.includes('must')) throw new FoundOut(title);
      if (levels.includes('letter')) verdict = { level: 'letter', by: verdict.by ?? title };
    });
  } catch (error) {
    if (error instanceof FoundOut) verdict = { level: 'must', by: error.message };
    else if (error instanceof UserError) verdict = { level: 'must', by: error.code };
    else throw error;
  } finally {
    await close();
  }
  return verdict;
}

/** Ends a check at the first finding that nothing can outweigh. */
class FoundOut extends Error {
  override readonly name = 'FoundOut';
}
