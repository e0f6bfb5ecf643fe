import type { Answer } from '../../description/answers.js';
import { pointerTokens } from '../../description/json-pointer.js';
import type { ReceivedReply } from '../../exchange.js';
import type { Departure } from '../departure.js';
import { showReply, showValue } from '../reply-body.js';
import type { Validator } from '../validator.js';

/** What of the headers departs from the documented ones, at most one departure for each header. */
export function responseHeaders(reply: ReceivedReply, answer: Answer, validator: Validator): readonly Departure[] {
  return Object.entries(answer.documentedHeaders ?? {}).flatMap(([name, header]): readonly Departure[] => {
    const key = name.toLowerCase();
    const lines = Object.hasOwn(reply.headers, key) ? reply.headers[key] : undefined;
    if (lines === undefined) return header.required === true ? [missing(name, reply, answer)] : [];
    if (isOfFixedForm(name)) return [];
    const text = lines.join(', '); // RFC 9110 section 5.3
    const [violation] = validator.header(header, text);
    if (violation === undefined) return [];
    const place = pointerTokens(violation.pointer).slice(1).join('.');
    const expected = `header ${name}${place && `: ${place}`} ${violation.message}`;
    const statements = violation.statements.length > 0 ? violation.statements : answer.responseStatements;
    const came = `${name}: ${showValue(text)}`;
    return [
      { rule: 'header-schema', statements, message: `the ${expected}, but is ${showValue(text)}`, expected, came },
    ];
  });
}

function missing(name: string, reply: ReceivedReply, { responseStatements: statements }: Answer): Departure {
  const message = `the answer has no header ${name}, which is required`;
  const came = `no ${name}: ${showReply(reply)}`;
  return { rule: 'header-required', statements, message, expected: `a header ${name}`, came };
}

// RFC 9110 and RFC 6265 say how these are written; no schema can say otherwise, though many try with `date-time`.
function isOfFixedForm(name: string): boolean {
  return /^(?:set-cookie|expires|last-modified)$/i.test(name);
}
