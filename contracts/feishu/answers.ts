import type { Trial } from '../../src/check/trial.js';
import { wrongStatus } from '../../src/conformance/judge.js';
import { jsonOf, membersOf, showReply, showValue } from '../../src/conformance/reply-body.js';
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

/** Which codes a refusal may carry. */
export interface DueCodes {
  /** What the request did wrong, for the message: `without logout_type`. */
  readonly flaw: string;
  readonly statements: readonly string[];
  /** Documented codes; another one departs from the letter. @default any code */
  readonly codes?: readonly number[];
  /** Whether another code than these breaks the contract outright. @default false */
  readonly exactly?: boolean;
  /** What every departure weighs. @default as its statements do */
  readonly level?: Level;
}

/**
 * Judges a refusal for a wrong parameter: HTTP 400, JSON, an integer code other than 0, a msg of any text (the vendor
 * asks not to rely on it). Which code, is clear for a wrong logout_reason only.
 */
export function judgeParameterError(trial: Trial, exchange: Exchange, due: DueCodes): void {
  const { reply } = exchange;
  if (isSuccess(exchange)) {
    reportAccepted(trial, exchange, due);
    return;
  }
  const body = jsonOf(reply);
  const code = codeOf(exchange);
  const msg = membersOf(body?.value)['msg'];
  const report = (statements: readonly string[], message: string, expected: string): void => {
    const departure = {
      rule: 'parameter-error',
      statements,
      message,
      expected,
      came: showReply(reply),
      cause: message,
    };
    trial.report(exchange, departure, due.level);
  };
  if (reply.status !== 400) {
    const cause = `refused with ${String(reply.status)}`; // one habit, whatever the flaw
    trial.report(
      exchange,
      {
        ...wrongStatus(reply, 400, { statements: ['L45', ...due.statements], request: `a request ${due.flaw}` }),
        cause,
      },
      due.level,
    );
  } else if (body === undefined || !isLabelledJson(exchange)) {
    report(['L45', ...due.statements], 'a refusal is not JSON', 'a JSON object with code and msg');
  }
  if (body === undefined) return;
  if (!Number.isInteger(code) || code === 0) {
    report(['L41', 'L45'], 'the code of a refusal is not an integer other than 0', 'code: an integer, not 0');
  } else judgeCode(trial, exchange, due);
  if (typeof msg !== 'string') report(['L42'], 'the msg of a refusal is no string', 'msg: a string');
}

function judgeCode(trial: Trial, exchange: Exchange, { codes, exactly = false, statements }: DueCodes): void {
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
    exactly ? 'must' : 'letter',
  );
}

function reportAccepted(trial: Trial, exchange: Exchange, { flaw, statements, level }: DueCodes): void {
  const message = `a request ${flaw} is accepted`;
  const expected = 'status 400 with a code other than 0';
  trial.report(exchange, { rule: 'accepted', statements, message, expected, came: showReply(exchange.reply) }, level);
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

function isLabelledJson({ reply }: Exchange): boolean {
  return /^application\/(?:[^/;]+\+)?json/i.test(reply.headers['content-type']?.[0]?.trim() ?? '');
}
