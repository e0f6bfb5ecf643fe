import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import { equivalentsFileOf, loadEquivalents } from './audit/equivalents.js';
import { mutantsOf } from './audit/mutants.js';
import type { Mutant } from './audit/mutant.js';
import type { AuditReport } from './audit/report.js';
import { score, staleEntries } from './audit/score.js';
import type { Breed } from './audit/serve-mutant.js';
import { tryMutant, type Check, type Verdict } from './audit/try-mutant.js';
import { castApi } from './cast.js';
import { checkServer, findSubject } from './compose-check.js';
import type { Description } from './description/load.js';
import { UserError } from './errors.js';
import { mockApi } from './mock/mocked-api.js';
import { memoryStore } from './state/memory-store.js';
import { createWorld } from './state/world.js';

export interface AuditOptions {
  /** Only mutants whose id contains this text. @default all */
  readonly only?: string | undefined;
  /** Threads that try mutants beside this one, up to four; with one, this thread does it alone. @default one a core */
  readonly workers?: number;
}

/**
 * Audits the check of an API: makes servers wrong in one documented way each, and looks which of them it finds out.
 * @param nameOrFile the name of an API in the box, or the path of an OpenAPI file.
 * @throws UserError AUDIT_VOID when the check blames the original already; whatever `checkApi` throws.
 */
export async function auditApi(nameOrFile: string, options: AuditOptions = {}): Promise<AuditReport> {
  const { only = '', workers = Math.min(availableParallelism(), 4) } = options;
  const started = performance.now();
  const laboratory = await openLaboratory(nameOrFile);
  const { name, promised, mutants } = laboratory;
  const original = await laboratory.tryOne(undefined);
  if (original.level !== undefined) {
    throw new UserError(
      'AUDIT_VOID',
      `The check of ${name} blames our own mock: ${original.by ?? ''}. Nothing to audit.`,
    );
  }
  const meant = mutants.filter(({ id }) => id.includes(only));
  if (meant.length === 0) throw new UserError('ARGUMENT_INVALID', `No mutant of ${name} has "${only}" in its id.`);
  const ids = meant.map(({ id }) => id);
  const verdicts = workers > 1 ? await tryInThreads(nameOrFile, ids, workers) : await laboratory.tryAll(ids);
  const equivalents = await loadEquivalents(equivalentsFileOf(promised.files[0] ?? ''));
  const scored = meant.map((mutant) =>
    score(mutant, verdicts.get(mutant.id) ?? {}, { statements: promised.statements, equivalents }),
  );
  const isWhole = meant.length === mutants.length;
  return {
    api: name,
    mutants: scored,
    stale: isWhole ? staleEntries(equivalents, scored) : [],
    duration: performance.now() - started,
  };
}

/** Where mutants of one API are tried. */
export interface Laboratory {
  readonly name: string;
  readonly promised: Description;
  readonly mutants: readonly Mutant[];
  /** Tries one mutant; without one, the original. */
  tryOne(mutant: Mutant | undefined): Promise<Verdict>;
  /** Tries the mutants of these ids one after the other. @returns verdicts by id. */
  tryAll(ids: readonly string[]): Promise<ReadonlyMap<string, Verdict>>;
}

/** Makes the mutants of an API ready to be tried; everything is loaded once. */
export async function openLaboratory(nameOrFile: string): Promise<Laboratory> {
  const [{ name, actor, sources }, subject] = await Promise.all([castApi(nameOrFile, {}), findSubject(nameOrFile)]);
  const [source] = sources;
  if (source === undefined) throw new Error(`${name} has no description`);
  const description = await source.load();
  const api = mockApi(name, description, actor.behaviour);
  const breed: Breed = { api, furnish: (world) => actor.furnish(world, api) };
  const { acceptsAnyCredential: acceptsAny = false } = await breed.furnish(createWorld({ store: memoryStore() }));
  const mutants = await mutantsOf({ api: breed.api, operations: subject.description.operations, acceptsAny });
  const check: Check = ({ url, ...target }, onCase) => checkServer(subject, target, url, { onCase });
  const tryOne = (mutant: Mutant | undefined): Promise<Verdict> => tryMutant(breed, mutant, check);
  return {
    name,
    promised: subject.description,
    mutants,
    tryOne,
    async tryAll(ids) {
      const verdicts = new Map<string, Verdict>();
      for (const mutant of mutants.filter(({ id }) => ids.includes(id))) verdicts.set(mutant.id, await tryOne(mutant));
      return verdicts;
    },
  };
}

// Mutants of one kind stand together and cost alike, so each thread gets every n-th of them.
async function tryInThreads(
  nameOrFile: string,
  ids: readonly string[],
  workers: number,
): Promise<Map<string, Verdict>> {
  const shares = Array.from({ length: workers }, (_, turn) => ids.filter((_id, index) => index % workers === turn));
  const verdicts = await Promise.all(shares.map((share) => tryInThread(nameOrFile, share)));
  return new Map(verdicts.flatMap((some) => [...some]));
}

function tryInThread(nameOrFile: string, ids: readonly string[]): Promise<ReadonlyMap<string, Verdict>> {
  const worker = new Worker(new URL('audit-worker.js', import.meta.url), { workerData: { nameOrFile, ids } });
  return new Promise((resolve, reject) => {
    worker.once('message', resolve);
    worker.once('error', reject);
  });
}
