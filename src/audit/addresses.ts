import { indexWays } from '../description/paths/match-ways.js';
import type { Operation } from '../description/operations.js';
import { chooseAnswer } from '../mock/choose-answer.js';
import { matchApi } from '../mock/match-api.js';
import { replyWith } from '../mock/reply.js';
import { refusalOf } from './credentials.js';
import { nearest, type Mutant, type Original } from './mutant.js';

/** Operations at another address than documented, or by another method too. */
export function addressMutants({ operations }: Original): readonly Mutant[] {
  return operations.flatMap((operation) => [moved(operation), ...byOtherMethod(operation, operations)]);
}

function moved({ id, method, path, statements }: Operation): Mutant {
  return {
    id: `address ${id}: elsewhere`,
    title: `${method} ${path} answers at ${elsewhere(path)} only.`,
    statements,
    begin({ api }) {
      const { operations } = api.description;
      const there = operations.map((other) => (other.id === id ? { ...other, path: elsewhere(path) } : other));
      return { api: { ...api, match: indexWays(there) } };
    },
  };
}

// What stands behind a mark is no part of the path.
function elsewhere(path: string): string {
  return path.replace(/(?=[?#]|$)/, '-elsewhere');
}

// Only that a GET changes nothing, and that what reads is read by GET, is settled everywhere.
function byOtherMethod(operation: Operation, all: readonly Operation[]): readonly Mutant[] {
  const other = operation.method === 'GET' ? 'POST' : 'GET';
  if (all.some(({ method, path }) => method === other && path === operation.path)) return [];
  return [
    {
      id: `address ${operation.id}: ${other} too`,
      title: `${other} ${operation.path} succeeds as ${operation.method} does.`,
      statements: nearest(operation.statements),
      ...(operation.statements.length === 0 && { lawful: 'nothing says that there is no further method' }),
      begin: (setting) => ({
        async answer(handled, { incoming }) {
          const match = matchApi([setting.api], { ...incoming, method: operation.method });
          const isMeant =
            incoming.method === other && match.kind === 'operation' && match.operation.id === operation.id;
          if (!isMeant || (await refusalOf(incoming, operation, setting)) !== undefined) return handled;
          const chosen = chooseAnswer(operation, { kind: 'success' });
          if (chosen === undefined) return handled;
          const { makeUp, schemas } = setting.api;
          return { ...handled, reply: await replyWith(chosen, { makeUp, schemas, random: () => 0 }) };
        },
      }),
    },
  ];
}
