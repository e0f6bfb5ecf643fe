import type { Description } from '../../description/load.js';
import { createMakeUp, type MakeUp } from '../../description/make-up.js';
import type { Operation } from '../../description/operations.js';
import type { SchemaReader } from '../../description/schemas.js';
import { UserError } from '../../errors.js';
import type { Case, Contract } from '../contract.js';
import { baseDrafts, unwritable, type BaseDraft } from './base-drafts.js';
import { badCredentials, credentialsFor } from './credentials.js';
import { credentialCase, flawCase, successCase, type DerivedCase, type Tools } from './derived-cases.js';
import { flawsOf } from './flaws.js';
import { variantsOf } from './variants.js';

export type DeriveOptions = Pick<Tools, 'validator' | 'fixtures'> & Partial<Tools>;

/** Derives a contract from a description: every example, every rule broken alone, every credential state. */
export async function deriveContract(description: Description, options: DeriveOptions): Promise<Contract> {
  const makeUp = createMakeUp(description.document);
  const { schemas } = options.validator;
  const promised = { statements: description.statements, validator: options.validator };
  const tools: Tools = { isRemote: false, isAgain: false, seed: 1, runs: 3, promised, ...options };
  const cases: Case[] = [];
  for (const operation of description.operations) {
    if (operation.unserved !== undefined) {
      cases.push(unwritableCase(operation, `it is not described so that it can be checked: ${operation.unserved}`));
      continue;
    }
    cases.push(
      ...(await deriveAll(operation, { tools, makeUp, schemas }).catch((error: unknown) => skip(operation, error))),
    );
  }
  return { api: description.name, createCases: () => cases };
}

interface Deriving {
  readonly tools: Tools;
  readonly makeUp: MakeUp;
  readonly schemas: SchemaReader;
}

async function deriveAll(operation: Operation, { tools, makeUp, schemas }: Deriving): Promise<readonly Case[]> {
  const { validator, fixtures } = tools;
  // A schema that cannot be compiled shows now, not in the middle of a run.
  for (const { statusKey } of operation.answers) validator.reply(operation, statusKey, null);
  const fixture = fixtures.operations?.[operation.id];
  return deriveCases(operation, await baseDrafts(operation, { fixture, makeUp, schemas }), tools);
}

function skip(operation: Operation, error: unknown): readonly Case[] {
  if (error instanceof UserError && error.code === 'OPERATION_NOT_SERVED')
    return [unwritableCase(operation, error.message)];
  throw error;
}

function deriveCases(operation: Operation, bases: readonly BaseDraft[], tools: Tools): readonly Case[] {
  const about = { operation: operation.id, needs: [] };
  const reason = unwritable(operation);
  const [first] = bases;
  if (reason !== undefined || first === undefined) {
    return [unwritableCase(operation, reason ?? 'no request can be made for it')];
  }
  const credentials = credentialsFor(operation, tools.fixtures);
  const skip = credentials.kind === 'lacking' ? { skip: credentials.reason } : {};
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
    run: () => Promise.resolve(),
  };
}

function featureOf({ example, source }: BaseDraft): string {
  if (source === 'fixture') return "with the target's own values";
  return example === undefined ? '' : `as in the example ${example}`;
}
