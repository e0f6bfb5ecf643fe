import type { RunningTrial } from '../trial-server.js';

/** The one call of the check that is measured; `checkApi` of the package fits. */
export type Check = (
  api: string,
  options: { strict: boolean; target: RunningTrial['target'] },
) => Promise<{ readonly outcome: { readonly broken: readonly BrokenCause[] } }>;

export interface BrokenCause {
  readonly finding: {
    readonly level: string;
    readonly statements: readonly string[];
    readonly message: string;
    readonly came: string;
  };
  readonly cases: readonly string[];
}

/** What one run of the check said of one server; `trouble` where it could not be run to its end. */
export interface Tried {
  readonly broken: readonly BrokenCause[];
  readonly trouble?: string;
}

/** Starts a server, checks it with all its fixtures, ends it. */
export async function tryTrial(
  check: Check,
  api: string,
  trial: { start(): Promise<RunningTrial> },
  strict: boolean,
): Promise<Tried> {
  const running = await trial.start();
  try {
    const { outcome } = await check(api, { strict, target: running.target });
    return { broken: outcome.broken };
  } catch (error) {
    return { broken: [], trouble: error instanceof Error ? error.message : String(error) };
  } finally {
    await running.close();
  }
}

export function showCause({ finding, cases }: BrokenCause): string {
  const where = cases.length > 2 ? `${cases.slice(0, 2).join('; ')}; …` : cases.join('; ');
  return `${finding.level} ${finding.statements.join(' ')} (${where}): ${finding.message} (${finding.came})`;
}
