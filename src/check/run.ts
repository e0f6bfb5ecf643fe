import type { Validator } from '../conformance/validator.js';
import type { Description } from '../description/load.js';
import { UserError } from '../errors.js';
import type { Contract } from './contract.js';
import { createFixturePool, type FixturePool } from './fixture-pool.js';
import type { Fixtures } from './fixtures.js';
import { createLine } from './line.js';
import { systemClock, type Clock, type Rate } from './pace.js';
import { runCase, skipCase, type CaseResult, type Stage } from './run-case.js';
import { selectCases, type SelectedCase, type Selection } from './select-cases.js';
import { waitFor } from './wait-for.js';

export type { CaseResult };

/** How a run goes about its cases. */
export interface RunSettings extends Selection {
  /** Milliseconds that the server has for one answer. @default 10000 */
  readonly timeout?: number;
  /** How often a request that got no answer is sent again, where it changes nothing. @default 0 */
  readonly retries?: number;
  /** The most requests in a span of time, evenly spread. @default as fast as the server answers */
  readonly rate?: Rate;
  /** Milliseconds to wait for a server that is starting, until it accepts a connection. @default 0 */
  readonly patience?: number;
  /** Told of every case before it is tried. @default nobody */
  readonly onStart?: ((start: CaseStart) => void) | undefined;
  /** Told of every case as soon as it is over. @default nobody */
  readonly onCase?: ((result: CaseResult) => void) | undefined;
}

/** The case that is about to be tried: which one of how many. */
export interface CaseStart {
  readonly title: string;
  readonly number: number;
  readonly total: number;
}

export interface RunOptions extends RunSettings {
  readonly description: Description;
  readonly validator: Validator;
  readonly fixtures: Fixtures;
  /** Address of the server, without a trailing slash. */
  readonly base: string;
  /** Whether the run ends with this case, so that the others are skipped. @default never */
  readonly endsWith?: ((result: CaseResult) => boolean) | undefined;
  /** @default the system's */
  readonly clock?: Clock;
}

export interface Run {
  /** ISO 8601. */
  readonly startedAt: string;
  /** Milliseconds. */
  readonly duration: number;
  readonly cases: readonly CaseResult[];
  /** What succeeds is called so, e.g. `logout`. @default request that succeeds */
  readonly success?: string;
}

/**
 * Runs the cases of a contract one after the other against a server.
 * @throws UserError ARGUMENT_INVALID, TARGET_UNREACHABLE, TARGET_REDIRECTS or FIXTURE_COMMAND_FAILED.
 */
export async function runContract(contract: Contract, options: RunOptions): Promise<Run> {
  const { description, validator, retries, timeout = 10_000, base, rate, clock = systemClock } = options;
  const startedAt = new Date();
  const selected = selectCases(contract.createCases(), description, options);
  if (selected.some(({ leftOut }) => leftOut === undefined)) await awaitServer(options, clock);
  const line = createLine({ base, timeout, rate, clock });
  const shared = { description, validator, fixtures: poolFor(options), line, clock, retries };
  const stage = { ...shared, breakdown: contract.breakdown, sent: new Set<string>() };
  const cases = await runAll(selected, stage, options);
  if (line.isMute()) {
    throw new UserError('TARGET_UNREACHABLE', `${base} never gave an answer. Is this the address of the server?`);
  }
  return {
    startedAt: startedAt.toISOString(),
    duration: Date.now() - startedAt.getTime(),
    cases,
    ...(contract.success !== undefined && { success: contract.success }),
  };
}

async function awaitServer({ base, patience }: RunOptions, clock: Clock): Promise<void> {
  if (patience !== undefined) await waitFor(base, { patience, clock });
}

// What a run does not have, it cannot use up: refusals then are about ids of nobody.
function poolFor({ fixtures, readOnly = false }: RunOptions): FixturePool {
  const used = ['tokens', 'tokenCommand', 'users', 'sids', 'sidCommand'];
  const lasting = Object.entries(fixtures).filter(([name]) => !readOnly || !used.includes(name));
  return createFixturePool(Object.fromEntries(lasting));
}

async function runAll(
  selected: readonly SelectedCase[],
  stage: Stage,
  { onStart, onCase, endsWith }: RunOptions,
): Promise<readonly CaseResult[]> {
  const cases: CaseResult[] = [];
  let isOver = false;
  for (const [index, { one, leftOut }] of selected.entries()) {
    const reason: string | undefined = leftOut ?? (isOver ? 'after --bail' : undefined);
    if (reason === undefined) onStart?.({ title: one.title, number: index + 1, total: selected.length });
    const result: CaseResult =
      reason === undefined ? await runCase(one, stage) : skipCase(one, reason, leftOut !== undefined);
    cases.push(result);
    onCase?.(result);
    isOver ||= endsWith?.(result) === true;
  }
  return cases;
}
