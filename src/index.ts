export { createMock, type Mock, type MockOptions } from './compose.js';
export { auditApi, type AuditOptions } from './compose-audit.js';
export { generateClient, isGenerated, type ClientFile, type GenerateOptions } from './compose-client.js';
export { checkApi, planCheck, type CheckOptions } from './compose-check.js';
export { showAudit, type AuditReport } from './audit/report.js';
export type { Scored, Stale } from './audit/score.js';
export type { Catalog } from './catalog.js';
export type { Difference, Verification } from './control/verify.js';
export { defineContract, type Case, type Contract, type ContractOptions } from './check/contract.js';
export type { Fixtures, UserFixture } from './check/fixtures.js';
export { type Acceptance, type Cause, type Outcome } from './check/outcome.js';
export { mergeReports, type MergeOptions } from './check/merge.js';
export { formatReports, reportFormats, reportParts, type ReportFormat } from './check/report/format-reports.js';
export { githubSummary } from './check/report/github-summary.js';
export { readReports } from './check/report/json.js';
export { showPlan } from './check/report/plan.js';
export type { Coverage, CoverageItem, StatementCoverage } from './check/coverage.js';
export type { Report } from './check/report.js';
export { verdictOf, type Verdict } from './check/report/verdict.js';
export { terminalReport, type TerminalOptions } from './check/report/terminal.js';
export type { RecordedExchange } from './check/record.js';
export type { CaseResult } from './check/run.js';
export { isAddress, readTargets, type Target, type Targets } from './check/target.js';
export { errorCodes, messageOf, UserError, type ErrorCode } from './errors.js';
export type { Finding, Level } from './exchange.js';
export type { IssuedCredential, SessionRow } from './mock/behaviour.js';
export type { Reload } from './mock/loaded-apis.js';
export { formatLog, type LogFormat, type LogLine } from './mock/log.js';
export type { Serving } from './mock/mock.js';
export type { Entry } from './state/journal.js';
export type { Fault, Plan } from './state/queue.js';
export type {
  ApiName,
  AnswerName,
  AnswerStatus,
  BundledName,
  ExchangePattern,
  JournalHandle,
  NextAnswer,
  OperationId,
  Tester,
  WorldHandle,
} from './tester.js';
