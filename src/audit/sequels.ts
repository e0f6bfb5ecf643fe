import type { Operation } from '../description/operations.js';
import { presentedTokens } from '../mock/authenticate.js';
import { matchApi } from '../mock/match-api.js';
import { credentialStatements, refusalOf, withGoodOne } from './credentials.js';
import { operationOf, type Change, type Mutant, type Original, type Setting } from './mutant.js';
import { present } from './present.js';
import { acceptAnything } from './rules.js';

/** Servers that behave at first, and do wrong after an answer: a refusal that costs, a success that opens a door. */
export function sequelMutants({ operations }: Original): readonly Mutant[] {
  return operations.flatMap((operation) => {
    const isSecured = operation.security.flat().length > 0;
    const hasRules = operation.parameters.length > 0 || operation.requestBody !== undefined;
    const isLasting = !operation.answers.some(
      ({ when }) => when.kind === 'credential' && when.states.includes('revoked'),
    );
    return [
      ...(isSecured
        ? [
            toMutant(
              operation,
              'a refusal uses the credential up',
              usedUp((status) => status >= 400),
            ),
          ]
        : []),
      ...(isSecured && isLasting
        ? [
            toMutant(
              operation,
              'a success uses the credential up',
              usedUp((status) => status < 300),
            ),
          ]
        : []),
      ...(isSecured ? [toMutant(operation, 'no credential needed after a success', openAfterSuccess)] : []),
      ...(hasRules ? [toMutant(operation, 'nothing validated after a success', laxAfterSuccess)] : []),
    ];
  });
}

type Begin = (setting: Setting, operation: Operation) => Change;

function toMutant(operation: Operation, what: string, begin: Begin): Mutant {
  return {
    id: `sequel ${operation.id}: ${what}`,
    title: `${operation.method} ${operation.path}: ${what}.`,
    statements: credentialStatements(operation, 'missing'),
    begin: (setting) => begin(setting, operation),
  };
}

// Whatever was shown anywhere in the request counts, in whichever form.
function usedUp(isMeant: (status: number) => boolean): Begin {
  return (_setting, operation) => {
    const used = new Set<string>();
    return {
      misread(incoming) {
        const [token] = presentedTokens(operation.security, incoming);
        return token !== undefined && used.has(token) ? present(incoming, operation, undefined) : incoming;
      },
      answer(handled, { incoming }) {
        const words = Object.values(incoming.headers).flat().join(' ').split(/[ =]+/);
        if (isMeant(handled.reply.status)) for (const word of words) used.add(word);
        return handled;
      },
    };
  };
}

const openAfterSuccess: Begin = (setting, operation) => {
  const success = watchSuccess(operation);
  return {
    ...success.change,
    async misread(incoming) {
      const match = matchApi([setting.api], incoming);
      if (!success.came() || match.kind !== 'operation' || match.operation.id !== operation.id) return incoming;
      const refusal = await refusalOf(incoming, operation, setting);
      return refusal === undefined ? incoming : withGoodOne(incoming, operation, setting);
    },
  };
};

const laxAfterSuccess: Begin = ({ api }, operation) => {
  const success = watchSuccess(operation);
  const validator: typeof api.validator = async () => {
    const strict = await api.validator();
    return { ...strict, request: (...request) => (success.came() ? [] : strict.request(...request)) };
  };
  return { ...success.change, api: { ...api, validator, behaviour: acceptAnything(api) } };
};

function watchSuccess({ id }: Operation): { readonly came: () => boolean; readonly change: Change } {
  let hasCome = false;
  return {
    came: () => hasCome,
    change: {
      answer(handled, asked) {
        hasCome ||= operationOf(asked) === id && handled.reply.status < 300;
        return handled;
      },
    },
  };
}
