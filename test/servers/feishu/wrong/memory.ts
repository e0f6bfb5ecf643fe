import type { FeishuFixtures, WrongServer } from '../../trial-server.js';
import { wrong } from '../base.js';
import type { Changes } from '../base.js';
import { codeOf, done, failure, json } from '../reply.js';
import type { Reply } from '../reply.js';
import { isAbsent, rules } from '../rules.js';
import type { Call, Rule, RuleName } from '../rules.js';
import { documentedCodes, everySuccess, replace } from './changes.js';

/** Wrong about what one request may leave behind for the next. */
export const wrongMemories: readonly WrongServer<FeishuFixtures>[] = [
  wrong('answers 500 to every success after the first', 'must', everySuccess, () => {
    const count = createCounter();
    return { success: () => (count() === 1 ? done() : failure(1, 500)) };
  }),
  wrong('ends the tenant token with the first success', 'must', everySuccess, () => {
    let isEnded = false;
    return {
      rules: { authorization: (call) => (isEnded ? failure(99991663) : rules.authorization(call)) },
      success: () => {
        isEnded = true;
        return done();
      },
    };
  }),
  wrong('gives the first success as 202', 'must', ['L44', 'L41'], () => {
    const count = createCounter();
    return { success: () => (count() === 1 ? { ...done(), status: 202 } : done()) };
  }),
  wrong('leaves msg out of every second success', 'must', ['L42', 'L44'], () => {
    const count = createCounter();
    return { success: () => (count() % 2 === 0 ? json(200, { code: 0, data: {} }) : done()) };
  }),
  wrong('answers every third refusal with 500', 'must', ['L41', 'L45', 'L46', 'L47'], () => {
    const count = createCounter();
    return replace(documentedCodes, (reply) => (count() % 3 === 0 ? { ...reply, status: 500 } : reply));
  }),
  wrong('answers a refusal with the code of the refusal before', 'must', ['L45', 'L46', 'L47'], () => {
    let before: Reply | undefined;
    return replace(documentedCodes, (reply) => {
      const answer = before ?? reply;
      before = reply;
      return answer;
    });
  }),
  wrong('refuses a wrong logout_reason once, and serves it from then on', 'must', ['L35', 'L47'], () =>
    tireOf('logoutReason'),
  ),
  wrong('refuses an unknown logout_type once, and serves it from then on', 'must', ['L24', 'L25'], () =>
    tireOf('logoutType'),
  ),
  wrong('keeps a wrong logout_reason for requests without one', 'must', ['L33', 'L35'], () => {
    let isKept = false;
    return {
      rules: {
        logoutReason: (call) => {
          if (isAbsent(call.body.logout_reason)) return isKept ? failure(1084002) : undefined;
          const refusal = rules.logoutReason(call);
          isKept = refusal !== undefined;
          return refusal;
        },
      },
    };
  }),
  wrong('keeps the last user_id_type for requests without one', 'must', ['L18', 'L15'], () => {
    let kept = 'open_id';
    return {
      idType: (query) => {
        kept = query.get('user_id_type') ?? kept;
        return kept;
      },
    };
  }),
  wrong('keeps the last user_id for requests without one', 'must', ['L31'], () => {
    let kept: unknown;
    return {
      understand: (body) => (isAbsent(body.user_id) && kept !== undefined ? { ...body, user_id: kept } : body),
      success: (call) => {
        if (call.body.logout_type === 1) kept = call.body.user_id;
        return done();
      },
    };
  }),
  wrong('reads values of another type, and signs out once', 'letter', ['L24', 'L26'], coerceOnce),
  wrong('succeeds with the code of the last refusal', 'must', ['L41', 'L44'], () => {
    let code: unknown = 0;
    return {
      last: (reply) => {
        if (codeOf(reply) === 0) return json(200, { code, msg: 'success', data: {} });
        code = codeOf(reply) ?? code;
        return reply;
      },
    };
  }),
];

/** Reads every value as the documented type, and signs everybody out once. */
function coerceOnce(): Changes {
  const gone = new Set<unknown>();
  const scalar = (value: unknown): unknown => (Array.isArray(value) && value.length === 1 ? scalar(value[0]) : value);
  return {
    understand: ({ logout_type, terminal_type, ...body }) => ({
      ...body,
      logout_type: logout_type === undefined ? undefined : Number(scalar(logout_type)),
      ...(terminal_type !== undefined && { terminal_type: [terminal_type].flat() }),
    }),
    rules: {
      userKnown: (call) => rules.userKnown(call) ?? (gone.has(idOf(call)) ? failure(1080001) : undefined),
      idpKnown: (call) => rules.idpKnown(call) ?? (gone.has(idOf(call)) ? failure(1080001) : undefined),
    },
    success: (call) => {
      const user = call.fixtures.users.find((one) => Object.values(one).some((id) => id === idOf(call)));
      for (const id of Object.values(user ?? {})) gone.add(id);
      return done();
    },
  };
}

function idOf({ body }: Call): unknown {
  return body.logout_type === 1 ? body.user_id : body.logout_type === 2 ? body.idp_credential_id : undefined;
}

function createCounter(): () => number {
  let count = 0;
  return () => (count += 1);
}

/** The rule refuses a single time. */
function tireOf(name: RuleName): Changes {
  let isTired = false;
  const rule: Rule = (call) => {
    if (isTired) return undefined;
    const refusal = rules[name](call);
    isTired = refusal !== undefined;
    return refusal;
  };
  return { rules: { [name]: rule } };
}
