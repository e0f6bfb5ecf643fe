import type { Operation } from '../description/operations.js';
import { presentedTokens } from '../mock/authenticate.js';
import { headerValues, type Handled, type Incoming } from '../mock/incoming.js';
import { matchApi } from '../mock/match-api.js';
import { credentialStatements, refusalOf, withGoodOne } from './credentials.js';
import { operationOf, type Change, type Mutant, type Original, type Setting } from './mutant.js';
import { present } from './present.js';

/**
 * Servers with manners of their own: they demand what nobody asks for, trust a connection, or break down now and then.
 * Where a description has no statements, nothing says that they may not.
 */
export function mannerMutants({ operations }: Original): readonly Mutant[] {
  const stated = operations.filter(({ statements }) => statements.length > 0);
  return stated.flatMap((operation) => [
    ...(operation.requestBody === undefined && operation.method === 'POST' ? demands(operation) : []),
    ...(operation.security.flat().length > 0 ? [trusting(operation)] : []),
    ...(endsCredential(operation) ? byOtherMethods(operation) : []),
    ...breakdowns(operation),
  ]);
}

interface Manner {
  readonly what: string;
  readonly statements?: readonly string[];
  readonly begin: (setting: Setting) => Change;
}

function toMutant(operation: Operation, { what, statements = operation.statements, begin }: Manner): Mutant {
  const { id, method, path } = operation;
  return { id: `manner ${id}: ${what}`, title: `${method} ${path}: ${what}.`, statements, begin };
}

// The documented request has no body, and so neither of these headers.
function demands(operation: Operation): readonly Mutant[] {
  return (
    [
      ['Content-Length', 411],
      ['Content-Type', 415],
    ] as const
  ).map(([name, status]) => {
    const lacks = ({ headers }: Incoming): boolean => headerValues(headers, name).length === 0;
    return toMutant(operation, {
      what: `a ${name} is demanded`,
      begin: () => ({
        misread: (incoming) => (lacks(incoming) ? present(incoming, operation, undefined) : incoming),
        answer: (handled, asked) =>
          operationOf(asked) === operation.id && lacks(asked.incoming) ? instead(handled, status) : handled,
      }),
    });
  });
}

function trusting(operation: Operation): Mutant {
  return toMutant(operation, {
    what: 'a connection is trusted once a credential was good',
    statements: credentialStatements(operation, 'missing'),
    begin(setting) {
      const trusted = new WeakSet();
      return {
        async misread(incoming, connection) {
          if (!isMeant(incoming, operation, setting) || !trusted.has(connection)) return incoming;
          const isRefused = (await refusalOf(incoming, operation, setting)) !== undefined;
          return isRefused ? withGoodOne(incoming, operation, setting) : incoming;
        },
        answer(handled, asked) {
          const isSuccess = operationOf(asked) === operation.id && handled.reply.status < 300;
          if (isSuccess) trusted.add(asked.connection);
          return handled;
        },
      };
    },
  });
}

function endsCredential({ answers }: Operation): boolean {
  return answers.some(({ when }) => when.kind === 'credential' && when.states.includes('revoked'));
}

const otherMethods = ['GET', 'PUT', 'PATCH', 'DELETE'];

function byOtherMethods(operation: Operation): readonly Mutant[] {
  const others = otherMethods.filter((other) => other !== operation.method);
  return others.flatMap((other) => [
    toMutant(operation, {
      what: `${other} does the same`,
      begin: () => ({
        misread: (incoming) => (incoming.method === other ? { ...incoming, method: operation.method } : incoming),
      }),
    }),
    toMutant(operation, {
      what: `${other} is refused, and ends the credential`,
      begin() {
        const ended = new Set<string>();
        return {
          misread(incoming) {
            const [token = ''] = presentedTokens(operation.security, incoming);
            if (incoming.method === other) ended.add(token);
            return incoming.method === operation.method && ended.has(token)
              ? present(incoming, operation, undefined)
              : incoming;
          },
        };
      },
    }),
  ]);
}

function breakdowns(operation: Operation): readonly Mutant[] {
  const known = new Set(operation.parameters.map(({ name }) => name));
  const breakdown = (what: string, breaksDown: () => (handled: Handled, incoming: Incoming) => boolean): Mutant =>
    toMutant(operation, {
      what,
      begin() {
        const isTime = breaksDown();
        return {
          answer: (handled, asked) =>
            operationOf(asked) === operation.id && isTime(handled, asked.incoming) ? instead(handled, 500) : handled,
        };
      },
    });
  return [
    breakdown('the eighth success breaks down', () => {
      let count = 0;
      return ({ reply }) => reply.status < 300 && (count += 1) === 8;
    }),
    breakdown(
      'an unknown query breaks it',
      () =>
        (_, { query }) =>
          [...query.keys()].some((name) => !known.has(name)),
    ),
  ];
}

function instead(handled: Handled, status: number): Handled {
  return { ...handled, reply: { status, headers: {} } };
}

function isMeant(incoming: Incoming, operation: Operation, { api }: Setting): boolean {
  const match = matchApi([api], incoming);
  return match.kind === 'operation' && match.operation.id === operation.id;
}
