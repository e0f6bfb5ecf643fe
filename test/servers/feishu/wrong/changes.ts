import type { Changes } from '../base.js';
import { codeOf, failure } from '../reply.js';
import type { Reply } from '../reply.js';
import { rules } from '../rules.js';
import type { Call, RuleName } from '../rules.js';

/** The rules do not apply to calls like these. */
export function exempt(names: readonly RuleName[], when: (call: Call) => boolean): Changes {
  return {
    rules: Object.fromEntries(
      names.map((name) => [name, (call: Call) => (when(call) ? undefined : rules[name](call))]),
    ),
  };
}

/** The rule refuses calls like these, too. */
export function refuse(name: RuleName, when: (call: Call) => boolean, code = 1080001): Changes {
  return { rules: { [name]: (call: Call) => rules[name](call) ?? (when(call) ? failure(code) : undefined) } };
}

/** The rule refuses the same calls with another answer. */
export function reword(name: RuleName, change: (reply: Reply, call: Call) => Reply): Changes {
  const rule = (call: Call): Reply | undefined => {
    const refusal = rules[name](call);
    return refusal === undefined ? undefined : change(refusal, call);
  };
  return { rules: { [name]: rule } };
}

/** Every answer of these codes is another one. */
export function replace(codes: readonly number[], change: (reply: Reply, call: Call) => Reply): Changes {
  return { last: (reply, call) => (codes.some((code) => code === codeOf(reply)) ? change(reply, call) : reply) };
}

/** The three codes of the document. */
export const documentedCodes: readonly number[] = Object.freeze([1080001, 1084001, 1084002]);

/** What may be named when no request at all succeeds. */
export const everySuccess: readonly [string, ...string[]] = Object.freeze([
  ...(['L05', 'L06', 'L11', 'L12', 'L14', 'L15', 'L17', 'L18', 'L21', 'L22', 'L24', 'L25', 'L26', 'L28'] as const),
  ...(['L30', 'L31', 'L33', 'L35', 'L37', 'L38', 'L40', 'L41', 'L44'] as const),
]);
