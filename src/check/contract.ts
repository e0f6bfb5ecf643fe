import type { FixtureKind } from './fixture-pool.js';
import type { Trial } from './trial.js';

/** One thing that a contract checks. */
export interface Case {
  /** What has to be so, e.g. `a token that was logged out is refused`. */
  readonly title: string;
  /** Ids of the statements it checks, the most telling first. */
  readonly statements: readonly string[];
  /** Fixtures without which it cannot be tried. */
  readonly needs: readonly FixtureKind[];
  /** Whether it only observes, so that nothing it sees counts. @default false */
  readonly observes?: boolean;
  /** Whether it sends anything that may succeed, so that a run which only reads leaves it out. @default false */
  readonly mayChange?: boolean;
  /** Whether a success is due in it, so that it shows that anything works at all. @default false */
  readonly succeeds?: boolean;
  /** Cases of one group know of each other, so that shards keep them together. @default a group of its own */
  readonly group?: string;
  /** Why it cannot be tried with this target. @default it can */
  readonly skip?: string;
  /** What the target file would have to give for it, by its keys, beside what is needed. @default nothing */
  readonly lacks?: readonly string[];
  /** The id of the operation it is about. @default the only one of the description */
  readonly operation?: string;
  run(trial: Trial): Promise<void>;
}

/** What became of a derived case in a contract told by hand: the journey that tells it, or why nothing does. */
export type Told = { readonly by: string } | { readonly waived: string };

/** What is checked of one API. */
export interface Contract {
  readonly api: string;
  /** The derived cases that need not run, by their titles without the operation. @default none */
  readonly told?: Readonly<Record<string, Told>>;
  /** What succeeds in it is called so, e.g. `logout`. @default request that succeeds */
  readonly success?: string;
  /** Statements that a 5xx breaks, whatever was asked, before those of the case. @default none, it is no finding of itself */
  readonly breakdown?: readonly string[];
  /** The cases of one run, in their order; what one learns, the later ones know. */
  createCases(): readonly Case[];
}

export interface ContractOptions extends Pick<Contract, 'told' | 'success' | 'breakdown'> {
  /** The name of the description. */
  readonly api: string;
  /** Journeys told by hand, with whatever they remember; called anew for every run. */
  readonly journeys: () => readonly Case[];
}

/** Makes a contract: a value, that the command line and the test suite run alike. */
export function defineContract({ journeys, ...about }: ContractOptions): Contract {
  return Object.freeze({ ...about, createCases: journeys });
}
