import { createHash } from 'node:crypto';
import type { Invocation, Location, Log, Notification, ReportingDescriptor, Result, Run } from 'sarif';
import { toCurl } from '../curl.js';
import type { Cause } from '../outcome.js';
import type { Report } from '../report.js';
import { headlineOf } from './explain-cause.js';

const severities = { must: 'error', letter: 'warning', info: 'note' } as const;

/** A report in SARIF 2.1.0, as code scanning reads it: a run for each API, a rule for each statement. */
export function sarif(reports: readonly Report[]): string {
  const log: Log = {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: reports.map(toRun),
  };
  return `${JSON.stringify(log, null, 2)}\n`;
}

function toRun(report: Report): Run {
  const { broken, notes, observed, accepted } = report.outcome;
  const ruleIds = [...new Set([...report.statements.map(({ id }) => id), ...everyCause(report).map(ruleIdOf)])];
  const show = (causes: readonly Cause[], level: Result.level): Result[] =>
    causes.map((cause) => toResult(cause, level, ruleIds.indexOf(ruleIdOf(cause)), report));
  return {
    tool: { driver: { name: 'signoff', rules: ruleIds.map((id) => toRule(id, report)) } },
    automationDetails: { id: `signoff/${report.api}/` },
    invocations: [toInvocation(report)],
    results: [
      ...show(broken, 'error'),
      ...show(notes, 'warning'),
      ...show(observed, 'note'),
      ...show(accepted, 'note'),
    ],
  };
}

function everyCause({ outcome: { broken, notes, observed, accepted } }: Report): readonly Cause[] {
  return [...broken, ...notes, ...observed, ...accepted];
}

function ruleIdOf({ finding }: Cause): string {
  return finding.statements[0] ?? finding.rule;
}

function toRule(id: string, { statements, document }: Report): ReportingDescriptor {
  const statement = statements.find((one) => one.id === id);
  const helpUri = document.address === '' ? {} : { helpUri: document.address };
  if (statement === undefined) return { id, ...helpUri };
  const { section, says, level } = statement;
  const help = `${document.title || document.address}, ${section}: ${says}`;
  return {
    id,
    shortDescription: { text: says },
    fullDescription: { text: help },
    help: { text: help },
    defaultConfiguration: { level: severities[level] },
    properties: { tags: [section] },
    ...helpUri,
  };
}

function toResult(cause: Cause, level: Result.level, ruleIndex: number, report: Report): Result {
  const { finding, request, cases, accepted } = cause;
  const text = `${headlineOf(cause)}. Expected: ${finding.expected}. Came: ${finding.came}.`;
  return {
    ruleId: ruleIdOf(cause),
    ruleIndex,
    level,
    message: { text },
    locations: [toLocation(cause, report)],
    partialFingerprints: { 'signoff/v1': fingerprintOf(cause, report) },
    properties: { rule: finding.rule, statements: [...finding.statements], cases: [...cases], curl: toCurl(request) },
    ...(accepted !== undefined && {
      suppressions: [{ kind: 'external', status: 'accepted', justification: accepted }],
    }),
  };
}

// Code scanning shows nothing that has no file and line; the statement stands in the file of the statements.
function toLocation(cause: Cause, { api, statements }: Report): Location {
  const id = ruleIdOf(cause);
  const section = statements.find((one) => one.id === id)?.section;
  return {
    physicalLocation: {
      artifactLocation: { uri: `openapi/${encodeURIComponent(api)}.statements.yaml` },
      region: { startLine: 1 },
    },
    logicalLocations: [{ name: id, fullyQualifiedName: [api, section, id].filter(Boolean).join('/'), kind: 'object' }],
  };
}

// What makes a cause one cause, so that it is known again in the next run; not what came, which may change each time.
function fingerprintOf({ finding: { rule, level, message, cause, statements } }: Cause, { api }: Report): string {
  const identity = JSON.stringify([api, rule, level, message, cause ?? statements]);
  return createHash('sha256').update(identity).digest('hex');
}

function toInvocation({ startedAt, duration, cases, subject }: Report): Invocation {
  const untried = cases.filter(({ outcome, isLeftOut }) => outcome !== 'tried' && isLeftOut !== true);
  return {
    executionSuccessful: untried.length < cases.length,
    startTimeUtc: startedAt,
    endTimeUtc: new Date(Date.parse(startedAt) + duration).toISOString(),
    toolExecutionNotifications: untried.map(({ title, outcome, reason = '' }): Notification => ({
      level: 'note',
      message: { text: `${title} (${outcome}: ${reason})` },
    })),
    properties: { subject },
  };
}
