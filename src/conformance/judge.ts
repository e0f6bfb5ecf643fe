import type { Answer } from '../description/answers.js';
import { statusCovers } from '../description/status-key.js';
import { isItemSequence, readItems } from '../description/item-sequence.js';
import { isInRange, isJson } from '../description/media-type.js';
import type { Operation } from '../description/operations.js';
import type { Statements } from '../description/statements.js';
import type { Finding, Level, ReceivedReply } from '../exchange.js';
import { weigh, type Departure } from './departure.js';
import { jsonOf, showReply, textOf } from './reply-body.js';
import { bodySchema } from './rules/body-schema.js';
import { documentedValue } from './rules/documented-value.js';
import { memberNames } from './rules/member-names.js';
import { responseHeaders } from './rules/response-headers.js';
import type { Validator } from './validator.js';

/** A documented answer that is due, and how much of it. */
export interface Due {
  readonly operation: Operation;
  readonly answer: Answer;
  /** What makes it due; a wrong status breaks these. */
  readonly statements: readonly string[];
  /** What was sent, to follow `answered 200 instead of 401 to`. @default nothing follows */
  readonly request?: string;
  /** Whether the documented example is due by value, further members aside. @default false */
  readonly byValue?: boolean;
  /** What departures from these rules weigh. @default as their statements do */
  readonly levels?: Readonly<Partial<Record<'media-type' | 'documented-value', Level>>>;
}

export interface Promised {
  readonly statements: Statements;
  readonly validator: Validator;
}

/**
 * How a reply departs from the answer that is due. One cause, one finding: what follows from a departure already
 * found is not judged. Each finding weighs as much as the heaviest statement it breaks.
 */
export function judge(reply: ReceivedReply, due: Due, promised: Promised): readonly Finding[] {
  const levels: Readonly<Record<string, Level>> = due.levels ?? {};
  const findings = judgeParts(reply, due, promised).map((part) => {
    const finding = weigh(part, promised.statements);
    return { ...finding, level: levels[finding.rule] ?? finding.level };
  });
  return isUnexpectedBody(reply, due.answer) ? [...findings, unexpectedBody(reply, due.answer)] : findings;
}

function judgeParts(reply: ReceivedReply, due: Due, { validator }: Promised): readonly Departure[] {
  const { answer } = due;
  if (!statusCovers(answer.statusKey, reply.status)) return [wrongStatus(reply, answer.statusKey, due)];
  return [...responseHeaders(reply, answer, validator), ...judgeContent(reply, due, validator)];
}

function judgeContent(
  reply: ReceivedReply,
  { answer, operation, statements, byValue = false, levels }: Due,
  validator: Validator,
): readonly Departure[] {
  if (answer.body.kind === 'empty') return [];
  const { mediaType } = answer.body;
  const broken = [...new Set([...answer.responseStatements, ...statements])];
  const wrongType = hasMediaType(reply, mediaType) ? [] : [wrongMediaType(reply, mediaType, broken)];
  if (isItemSequence(mediaType)) return [...wrongType, ...judgeItems(reply, answer, validator, broken)];
  if (!isJson(mediaType)) return wrongType;
  const json = jsonOf(reply);
  if (json === undefined)
    return wrongType.length > 0 && levels?.['media-type'] === undefined ? wrongType : [notJson(reply, broken)];
  const names = memberNames(json.value, answer.body.schema, validator.schemas);
  const schema = bodySchema(names.value, validator.reply(operation, answer.statusKey, names.value, mediaType), answer);
  const value = byValue && schema.length === 0 ? documentedValue(names.value, answer) : [];
  return [...wrongType, ...names.departures, ...schema, ...value];
}

// Of a schema that allows no list nothing says what an item is.
function judgeItems(
  reply: ReceivedReply,
  answer: Answer,
  validator: Validator,
  broken: readonly string[],
): readonly Departure[] {
  if (answer.body.kind === 'empty' || !validator.schemas.types(answer.body.schema).includes('array')) return [];
  const items = readItems(answer.body.mediaType, textOf(reply) ?? '');
  if (items === undefined) return [notJson(reply, broken)];
  return bodySchema(items, validator.value(answer.body.schema, items, 'reply'), answer);
}

/** The departure of a wrong status; what is due is a status, a range such as `4XX` or `default`. */
export function wrongStatus(
  reply: ReceivedReply,
  due: number | string,
  { statements, request }: Pick<Due, 'statements' | 'request'>,
): Departure {
  // A right answer under a wrong status of its class is one habit of the server, wherever it shows.
  const isHabit = reply.status >= 400 === /^[45]/.test(String(due));
  return {
    cause: `${reply.status} for ${due}${isHabit ? '' : `: ${statements.join(' ')}`}`,
    rule: 'status',
    statements,
    message: `answered ${reply.status} instead of ${due}${request === undefined ? '' : ` to ${request}`}`,
    expected: `status ${due}`,
    came: showReply(reply),
  };
}

function hasMediaType({ headers }: ReceivedReply, mediaType: string): boolean {
  return isInRange(headers['content-type']?.[0] ?? '', mediaType);
}

function wrongMediaType(reply: ReceivedReply, mediaType: string, statements: readonly string[]): Departure {
  const came = reply.headers['content-type']?.join(', ') ?? 'no Content-Type';
  return {
    rule: 'media-type',
    statements,
    message: `the answer is labelled ${came} instead of ${mediaType}`,
    expected: `Content-Type: ${mediaType}`,
    came: showReply(reply),
  };
}

function notJson(reply: ReceivedReply, statements: readonly string[]): Departure {
  const message = reply.body.length === 0 ? 'the answer has no body' : 'the body is not JSON in UTF-8';
  return { rule: 'body-json', statements, message, expected: 'a JSON body', came: showReply(reply) };
}

function isUnexpectedBody(reply: ReceivedReply, { body, statusKey }: Answer): boolean {
  return body.kind === 'empty' && reply.body.length > 0 && statusCovers(statusKey, reply.status);
}

// A response without documented content forbids no body: OpenAPI has no way to say so.
function unexpectedBody(reply: ReceivedReply, { responseStatements }: Answer): Finding {
  return {
    rule: 'body-empty',
    level: 'info',
    statements: responseStatements,
    message: 'the answer has a body, none is documented',
    expected: 'no body',
    came: showReply(reply),
  };
}
