import type { Statement } from '../../description/statements.js';
import { toCurl } from '../curl.js';
import type { Cause } from '../outcome.js';
import type { Report } from '../report.js';

/** What is wrong in one line, for somebody who has never seen the document: what was asked, and what is wrong with it. */
export function headlineOf({ finding, request: { method, url } }: Cause): string {
  return method === '' || !URL.canParse(url)
    ? finding.message
    : `${method} ${new URL(url).pathname}: ${finding.message}`;
}

// The most telling statements come first.
const mostStatements = 4;

/** A named line of an explanation; the name is empty where the line goes on with the one before. */
export type Fact = readonly [name: string, text: string];

/** What there is to tell about a cause beyond its headline. */
export function factsOf(cause: Cause, report: Report): readonly Fact[] {
  const { finding, request, accepted } = cause;
  const statements = statementsOf(cause, report);
  const others = statements.slice(mostStatements).map(({ id }) => id);
  return [
    ...(accepted === undefined ? [] : [['accepted', accepted] as const]),
    ...[
      ...statements.slice(0, mostStatements).map(showStatement),
      others.length === 0 ? '' : `and ${others.join(', ')}`,
      report.document.address,
    ]
      .filter((text) => text !== '')
      .map((text, index) => [index === 0 ? 'document' : '', text] as const),
    ['request', toCurl(request)],
    ['rule', finding.rule],
    ['expected', finding.expected],
    ['came', finding.came],
    ['found by', listSome(cause.cases, 10, '; ')],
  ];
}

/** The statements that a cause breaks, the most telling first. */
export function statementsOf({ finding }: Cause, { statements }: Report): readonly Statement[] {
  return finding.statements.flatMap((id) => statements.find((statement) => statement.id === id) ?? []);
}

/** The first few of many texts, and how many more there are. */
export function listSome(texts: readonly string[], most: number, separator = ', '): string {
  const rest = texts.length - most;
  return texts.slice(0, most).join(separator) + (rest > 0 ? ` and ${rest} more` : '');
}

function showStatement({ id, section, says }: Statement): string {
  return `${id} ${section}: ${says}`;
}
