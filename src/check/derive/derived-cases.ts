import * as fc from 'fast-check';
import { dueByWhen, type RefusalCause } from '../../conformance/due-answer.js';
import type { Promised } from '../../conformance/judge.js';
import type { Validator } from '../../conformance/validator.js';
import type { Operation } from '../../description/operations.js';
import type { Exchange, Finding } from '../../exchange.js';
import type { Case } from '../contract.js';
import type { Fixtures } from '../fixtures.js';
import { Inconclusive, NoAnswer, type Trial } from '../trial.js';
import type { BadCredential, Presented } from './credentials.js';
import { tellDraft, type Draft } from './draft.js';
import type { Flaw } from './flaws.js';
import { judgeRefusal, type DueRefusal } from './judge-refusal.js';
import { judgeSuccess, successesOf, type DueSuccess } from './judge-success.js';
import { nameOf } from './variants.js';

/** What derived cases are made with. */
export interface Tools {
  readonly validator: Validator;
  readonly fixtures: Fixtures;
  /** Whether the server is another machine, where nothing that can succeed is sent without a fixture. @default false */
  readonly isRemote: boolean;
  /** Chooses the values where there are many; the same seed chooses the same ones. @default 1 */
  readonly seed: number;
  /** How many requests stand for a rule that can be broken in many ways. @default 3 */
  readonly runs: number;
  /** Whether it comes after requests that have to succeed, and may have used up the credential. @default false */
  readonly isAgain: boolean;
  readonly promised: Promised;
}

/** A derived case before its operation is told. */
export type DerivedCase = Omit<Case, 'needs' | 'operation'>;

/** A credential that does not count is refused. */
export function credentialCase(
  draft: Draft,
  { state, flaw, presented, isLenient = false }: BadCredential,
  { promised }: Tools,
): DerivedCase {
  const { operation } = draft;
  const due = {
    ...toDue(operation, { kind: 'credential', state }, flaw, statementsOfSecurity(operation)),
    statuses: [401, 403],
    // RFC 6750 section 3.1: a malformed credential may also be a bad request.
    unfit: state === 'malformed' ? [] : [400, 422],
    isLenient,
  };
  return {
    title: `${operation.id} refuses a request ${flaw}`,
    statements: due.statements,
    async run(trial) {
      const exchange = await trial.send(tellDraft(draft, presented));
      trial.keep(exchange, judgeRefusal(exchange.reply, due, promised));
    },
  };
}

const usedUp = 'the credential may have been used up by a success';

/** A request that breaks one rule is refused, whichever way it breaks it. */
export function flawCase(operation: Operation, flaw: Flaw, presented: readonly Presented[], tools: Tools): DerivedCase {
  const { violation } = flaw;
  const broken = `${nameOf(violation.pointer)} ${violation.message}`;
  const cause: RefusalCause = { kind: 'violations', violations: [violation] };
  const due = {
    ...toDue(operation, cause, `that breaks "${broken}"`, violation.statements),
    statuses: violation.pointer.startsWith('/path') ? [400, 404, 422] : [400, 415, 422],
    unfit: [401], // the credential is good
    isLenient: violation.rule === 'format', // a mere annotation, unless a server takes it for more
  };
  return {
    title: `${operation.id} refuses a request that breaks "${broken}"`,
    statements: due.statements,
    run: (trial) =>
      tryEach(trial, flaw, tools, async (draft) => {
        const exchange = await trial.send(tellDraft(draft, presented));
        if (tools.isAgain && exchange.reply.status === 401) throw new Inconclusive(usedUp);
        return { exchange, findings: judgeRefusal(exchange.reply, due, tools.promised) };
      }),
  };
}

/** A request that has to succeed, with how it differs from others. */
export type DueRequest = Omit<DueSuccess, 'operation'> & { readonly draft: Draft };

/** A valid request succeeds. */
export function successCase(request: DueRequest, presented: readonly Presented[], tools: Tools): DerivedCase {
  const { draft, feature, source } = request;
  const { operation } = draft;
  const due = { ...request, operation };
  const needsFixture = tools.isRemote && source !== 'fixture';
  const skip = `it may succeed on another machine: give operations.${operation.id} in the target file`;
  return {
    title: `${operation.id} answers a valid request ${feature}`.trimEnd(),
    statements: [
      ...new Set([...operation.statements, ...successesOf(operation).flatMap((each) => each.responseStatements)]),
    ],
    mayChange: true,
    succeeds: true,
    ...(needsFixture && { skip, lacks: ['operations'] }),
    async run(trial) {
      const exchange = await trial.send(tellDraft(draft, presented));
      trial.keep(exchange, judgeSuccess(exchange.reply, due, tools.promised));
    },
  };
}

function toDue(
  operation: Operation,
  cause: RefusalCause,
  flaw: string,
  statements: readonly string[],
): Omit<DueRefusal, 'statuses' | 'unfit'> {
  const answer = dueByWhen(operation.answers, cause);
  const all = [...statements, ...(answer?.statements ?? []), ...(answer?.responseStatements ?? [])];
  return { operation, flaw, answer, statements: [...new Set(all)] };
}

function statementsOfSecurity({ security }: Operation): readonly string[] {
  return security.flat().flatMap(({ statements }) => statements);
}

interface Attempt {
  readonly exchange: Exchange;
  readonly findings: readonly Finding[];
}

// Of many requests that show a fault, fast-check finds the smallest; that one is told.
async function tryEach(
  trial: Trial,
  { drafts, first, isOpen }: Flaw,
  { runs, seed }: Tools,
  attempt: (draft: Draft) => Promise<Attempt>,
): Promise<void> {
  let worst: Attempt | NoAnswer | undefined;
  let stopped: Error | undefined;
  const holds = async (draft: Draft): Promise<boolean> => {
    if (stopped !== undefined) return true;
    try {
      const tried = await attempt(draft);
      const isKept = tried.findings.every(({ level }) => level === 'info');
      if (!isKept) worst = tried;
      return isKept;
    } catch (error) {
      if (error instanceof NoAnswer) worst = error;
      else stopped = error instanceof Error ? error : new Error(String(error));
      return stopped !== undefined;
    }
  };
  await fc.check(fc.asyncProperty(drafts, holds), {
    numRuns: isOpen ? runs + first.length : 1,
    seed,
    examples: first.map((draft): [Draft] => [draft]),
  });
  if (stopped !== undefined) throw stopped;
  if (worst instanceof NoAnswer) throw worst;
  if (worst !== undefined) trial.keep(worst.exchange, worst.findings);
}
