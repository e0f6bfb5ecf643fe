import { addressMutants } from './addresses.js';
import { answerMutants } from './answers.js';
import { credentialMutants } from './credentials.js';
import { ledgerMutants } from './ledgers.js';
import { mannerMutants } from './manners.js';
import type { Mutant, Original } from './mutant.js';
import { ruleMutants } from './rules.js';
import { sequelMutants } from './sequels.js';
import { swappedMutants } from './swapped.js';

/** The kinds of mutants, each the first word of their ids. */
const kinds: readonly ((original: Original) => readonly Mutant[] | Promise<readonly Mutant[]>)[] = [
  answerMutants,
  swappedMutants,
  ruleMutants,
  credentialMutants,
  ledgerMutants,
  sequelMutants,
  addressMutants,
  mannerMutants,
];

/** Every mutant of an API, kind by kind. */
export async function mutantsOf(original: Original): Promise<readonly Mutant[]> {
  return (await Promise.all(kinds.map(async (make) => make(original)))).flat();
}
