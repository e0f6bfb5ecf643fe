import type { Description } from '../../description/load.js';
import type { Operation } from '../../description/operations.js';
import { UserError } from '../../errors.js';
import { createMakeUp } from '../../samples/make-up.js';
import type { Case, Contract } from '../contract.js';
import { baseDrafts, unwritable, type BaseDraft } from './base-drafts.js';
import { badCredentials, credentialsFor } from './credentials.js';
import { credentialCase, flawCase, successCase, type DerivedCase, type Tools } from './derived-cases.js';
import { flawsOf } from './flaws.js';
import { variantsOf } from './variants.js';

export type DeriveOptions = Pick<Tools, 'validator' | 'fixtures'> & Partial<Tools>;

/** Derives a contract from a description: every example, every rule broken alone, every credential state. */
export async function deriveContract(description: Description, options: DeriveOptions): Promise<Contract> {
  const makeUp = createMakeUp(options.validator);
  const { schemas } = options.validator;
  const promised = { statements: description.statements, validator: options.validator };
  const tools: Tools = { isRemote: false, isAgain: false, seed: 1, runs: 3, promised, ...options };
  const cases: Case[] = [];
  for (const operation of description.operations) {
    const fixture = options.fixtures.operations?.[operation.id];
    const bases = await baseDrafts(operation, { fixture, makeUp, schemas }).catch(explainUnmade);
    cases.push(...deriveCases(operation, bases, tools));
  }
  return { api: description.name, createCases: () => cases };
}

// A value that nobody can make up costs one operation.
function explainUnmade(error: unknown): string {
  if (error instanceof UserError && error.code === 'SCHEMA_UNSATISFIED') return error.message;
  throw error;
}

function deriveCases(operation: Operation, bases: readonly BaseDraft[] | string, tools: Tools): readonly Case[] {
  const about = { operation: operation.id, needs: [] };
  if (typeof bases === 'string') return [unwritableCase(operation, bases)];
  const reason = unwritable(operation);
  const [first] = bases;
  if (reason !== undefined || first === undefined) {
    return [unwritableCase(operation, reason ?? 'no request can be made for it')];
  }
  const credentials = credentialsFor(operation, tools.fixtures);
  const skip = credentials.kind === 'lacking' ? { skip: credentials.reason, lacks: ['credentials'] } : {};
  const presented = credentials.kind === 'given' ? credentials.presented : [];
  const drafts = bases.map(({ draft }) => draft);
  const variants = variantsOf(drafts, tools);
  const flaws = flawsOf([...drafts, ...variants.map(({ draft }) => draft)], tools);
  const spent = { isSpent: false };
  const requests = [
    ...bases.map((base) => ({ ...base, feature: featureOf(base), isExample: base.source === 'documented', spent })),
    ...variants.map(({ draft, feature }) => ({ draft, feature, source: first.source, isExample: false, spent })),
  ];
  const refusals = (tools: Tools): readonly DerivedCase[] => [
    ...badCredentials(operation, tools.fixtures).map((bad) => credentialCase(first.draft, bad, tools)),
    ...flaws.map((flaw) => ({ ...flawCase(operation, flaw, presented, tools), ...skip })),
  ];
  return [
    ...refusals(tools),
    ...requests.map((request) => ({ ...successCase(request, presented, tools), ...skip })),
    // State must not open a door; that shows with one request a rule.
    ...refusals({ ...tools, runs: 1, isAgain: true }).map((one) => ({ ...one, title: one.title + afterSuccess })),
  ].map((one) => ({ ...about, ...one }));
}

/** How the title of a refusal ends that is asked for again. */
export const afterSuccess = ', also after a success';

function unwritableCase({ id, statements }: Operation, skip: string): Case {
  return {
    title: `${id} answers a valid request`,
    operation: id,
    statements,
    needs: [],
    skip,
    succeeds: true,
    run: () => Promise.resolve(),
  };
}

function featureOf({ example, source }: BaseDraft): string {
  if (source === 'fixture') return "with the target's own values";
  return example === undefined ? '' : `as in the example ${example}`;
}
