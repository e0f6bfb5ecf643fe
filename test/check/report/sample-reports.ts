import type { RecordedExchange } from '../../../src/check/record.js';
import { cover, type CoverageItem } from '../../../src/check/coverage.js';
import { sumUp, type Acceptance } from '../../../src/check/outcome.js';
import type { Report } from '../../../src/check/report.js';
import type { CaseResult } from '../../../src/check/run.js';
import type { Statement } from '../../../src/description/statements.js';
import type { Finding, SentRequest } from '../../../src/exchange.js';

const statements: readonly Statement[] = [
  { id: 'S1', section: 'Request', says: 'A token is needed.', level: 'must' },
  { id: 'S2', section: 'Answer', says: 'The body is JSON.', level: 'letter' },
  { id: 'S3', section: 'Answer', says: 'Nobody checks this.', level: 'must' },
  { id: 'S4', section: 'Notes', says: 'The service is loved.', level: 'info', unchecked: 'A feeling.' },
];

export const request: SentRequest = {
  method: 'POST',
  url: 'http://h/out?a=1',
  headers: { Authorization: 'Bearer ***' },
  body: '{"a":1}',
};

export interface SampleOptions {
  readonly api?: string;
  readonly subject?: string;
  readonly startedAt?: string;
  readonly strict?: boolean;
  readonly accept?: readonly Acceptance[];
  readonly items?: readonly CoverageItem[];
}

/** A report of these cases about a small document of four statements. */
export function sampleReport(cases: readonly CaseResult[], options: SampleOptions = {}): Report {
  const { api = 'small', subject = 'http://h', startedAt = '2026-01-01T00:00:00.000Z', items = [] } = options;
  const { strict = false, accept = [] } = options;
  const document = { title: 'A small document', address: 'https://docs.example/small' };
  const byId = new Map(statements.map((statement) => [statement.id, statement]));
  const outcome = sumUp(cases, { strict, accept });
  const coverage = cover({ ...document, byId }, cases, items);
  return { api, subject, document, statements, startedAt, duration: 12, strict, accept, cases, outcome, coverage };
}

/** A case that was tried and found nothing. */
export function kept(title: string, id = 'S1', exchanges: readonly RecordedExchange[] = []): CaseResult {
  return { title, statements: [id], outcome: 'tried', duration: 3, evidence: [], exchanges };
}

/** A case that found something. */
export function broken(title: string, finding: Partial<Finding> = {}): CaseResult {
  const whole: Finding = {
    rule: 'status',
    level: 'must',
    statements: ['S1'],
    message: 'answered 200 instead of 401',
    expected: 'status 401',
    came: 'status 200, {}',
    ...finding,
  };
  return { ...kept(title, whole.statements[0]), evidence: [{ finding: whole, request }] };
}

export function skipped(title: string, reason = 'the target has no tokens', id = 'S3'): CaseResult {
  return { ...kept(title, id), outcome: 'skipped', reason };
}

export function exchange(body: string): RecordedExchange {
  return { request, reply: { status: 200, headers: { 'x-y': ['1', '2'] }, body }, duration: 4 };
}
