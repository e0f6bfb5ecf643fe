import type { Trial } from '../../src/check/trial.js';
import { wrongStatus } from '../../src/conformance/judge.js';
import { isLabelledJson, jsonOf, membersOf, showReply, showValue } from '../../src/conformance/reply-body.js';
import type { Exchange, Level } from '../../src/exchange.js';

/** The `code` of an answer, whatever its type; `undefined` when it has none. */
export function codeOf({ reply }: Exchange): unknown {
  return membersOf(jsonOf(reply)?.value)['code'];
}

/** Whether the server means that the logout has succeeded. */
export function isSuccess(exchange: Exchange): boolean {
  const code = codeOf(exchange);
  return exchange.reply.status < 300 && (code === 0 || code === '0');
}

/** Whether the server means that it refuses, however it says so: a code other than 0, or an error status without one. */
export function isRefusal(exchange: Exchange): boolean {
  const code = codeOf(exchange);
  const isZero = code === 0 || code === '0';
  return typeof code === 'number' ? code !== 0 : exchange.reply.status >= 400 && !isZero;
}

/** Whether a refusal is about the credential: 401, 403 or a code of the gateway's 999916xx. */
export function isAboutCredential(exchange: Exchange): boolean {
  const code = codeOf(exchange);
  const { status } = exchange.reply;
  return status === 401 || status === 403 || (typeof code === 'number' && Math.floor(code / 100) === 999916);
}

/** What a refusal has to be, and how much it weighs where there is none. */
export interface DueRefusal {
  /** What the request did wrong, for the message: `without logout_type`. */
  readonly flaw: string;
  readonly statements: readonly string[];
  /** Codes that count as the documented answer; another one is only observed. @default any code */
  readonly codes?: readonly number[];
  /** Whether another code than these breaks the contract. @default false */
  readonly exactly?: boolean;
  /** What a success weighs, and a refusal of another shape. @default as its statements do */
  readonly level?: Level;
  /** Whether a success is nothing to tell. @default false */
  readonly isHarmless?: boolean;
}

/**
 * Judges the answer to a wrong parameter: HTTP 400, JSON, an integer code other than 0, a msg of any text (the vendor
 * asks not to rely on it). Where no refusal is due, a success has to be one all the same.
 */
export function judgeParameterError(trial: Trial, exchange: Exchange, due: DueRefusal): void {
  if (isSuccess(exchange)) reportAccepted(trial, exchange, due);
  else judgeStatus(trial, exchange, due);
  if (isSuccess(exchange) || jsonOf(exchange.reply) === undefined) return;
  const code = codeOf(exchange);
  if (!Number.isInteger(code) || code === 0) {
    const expected = 'code: an integer, not 0';
    reportShape(trial, exchange, {
      ...due,
      message: 'the code of a refusal is not an integer other than 0',
      expected,
      statements: ['L41', 'L45'],
    });
  } else judgeCode(trial, exchange, due);
  if (typeof membersOf(jsonOf(exchange.reply)?.value)['msg'] === 'string') return;
  reportShape(trial, exchange, {
    ...due,
    message: 'the msg of a refusal is no string',
    expected: 'msg: a string',
    statements: ['L42'],
  });
}

/** The codes of the document, each with the member of the body that it is about; without one it is about any. */
const documentedCodes: ReadonlyMap<unknown, string | undefined> = new Map([
  [1080001, undefined],
  [1084001, 'sid'],
  [1084002, 'logout_reason'],
]);

// A documented code stands in an answer 400 (L45 to L47), a code other than 0 in no success, and nothing explains a 5xx:
// all of that whatever was asked. Other refusals differ in their status where the document asks for none.
function judgeStatus(trial: Trial, exchange: Exchange, { flaw, statements, level }: DueRefusal): void {
  const { reply } = exchange;
  const isClear = reply.status < 300 || reply.status >= 500 || documentedCodes.has(codeOf(exchange));
  if (reply.status !== 400) {
    const cause = `refused with ${String(reply.status)}`; // one habit, whatever the flaw
    const departure = wrongStatus(reply, 400, { statements: ['L45', ...statements], request: `a request ${flaw}` });
    trial.report(exchange, { ...departure, cause }, isClear ? 'must' : level);
  } else if (jsonOf(reply) === undefined) {
    const expected = 'a JSON object with code and msg';
    reportShape(trial, exchange, {
      level,
      message: 'a refusal is not JSON',
      expected,
      statements: ['L45', ...statements],
    });
  } else if (!isLabelledJson(reply)) {
    // The document shows JSON, and says nothing of how it is labelled.
    const expected = 'Content-Type: application/json';
    const message = 'a refusal is not labelled as JSON';
    reportShape(trial, exchange, {
      level: level === 'info' ? level : 'letter',
      message,
      expected,
      statements: ['L45'],
    });
  }
}

interface Shape extends Pick<DueRefusal, 'statements'> {
  readonly level?: Level | undefined;
  readonly message: string;
  readonly expected: string;
}

function reportShape(trial: Trial, exchange: Exchange, { level, statements, message, expected }: Shape): void {
  const came = showReply(exchange.reply);
  trial.report(exchange, { rule: 'parameter-error', statements, message, expected, came, cause: message }, level);
}

function judgeCode(trial: Trial, exchange: Exchange, { codes, exactly = false, statements }: DueRefusal): void {
  const code = codeOf(exchange);
  if (codes === undefined || codes.some((documented) => documented === code)) return;
  const expected = codes.join(' or ');
  trial.report(
    exchange,
    {
      rule: 'error-code',
      statements,
      message: `a wrong parameter is refused with code ${showValue(code)} instead of ${expected}`,
      cause: `${showValue(code)} for ${expected}`,
      expected: `code: ${expected}`,
      came: showReply(exchange.reply),
    },
    exactly ? 'must' : isAboutAbsent(exchange) ? 'letter' : 'info',
  );
}

// The gateway has codes of its own for wrong parameters; but a documented code says of one member that it is invalid.
function isAboutAbsent(exchange: Exchange): boolean {
  const member = documentedCodes.get(codeOf(exchange));
  return member !== undefined && exchange.request.body?.includes(`"${member}"`) !== true;
}

function reportAccepted(trial: Trial, exchange: Exchange, due: DueRefusal): void {
  const { flaw, statements, level, isHarmless = false } = due;
  const message = `a request ${flaw} is accepted`;
  const expected = 'status 400 with a code other than 0';
  const departure = { rule: 'accepted', statements, message, expected, came: showReply(exchange.reply) };
  if (!isHarmless) trial.report(exchange, departure, level);
  if (level === 'letter' || level === 'info') judgeSuccess(trial, exchange);
}

/** Judges the answer to a logout that succeeds. */
export function judgeSuccess(trial: Trial, exchange: Exchange): void {
  trial.judge(exchange, '200 success', { statements: ['L44', 'L41'], levels: { 'media-type': 'letter' } });
}

/** Judges the refusal of a credential, of which the document says only that it is none: 4xx, and no success in it. */
export function judgeNoSuccess(trial: Trial, exchange: Exchange, flaw: string, statements: readonly string[]): void {
  const { reply } = exchange;
  const code = codeOf(exchange);
  if (reply.status >= 400 && reply.status < 500 && code !== 0 && code !== '0') return;
  const message = isSuccess(exchange)
    ? `a request ${flaw} is accepted`
    : `a request ${flaw} is refused with status ${String(reply.status)} and code ${showValue(code)}`;
  const expected = 'a status from 400 to 499, and no code 0';
  trial.report(exchange, { rule: 'credential', statements, message, expected, came: showReply(reply) });
}
