import { indexPaths } from '../description/match-path.js';
import type { Operation } from '../description/operations.js';
import { chooseAnswer } from '../mock/choose-answer.js';
import { matchApi } from '../mock/mocked-api.js';
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
    title: `${method} ${path} answers at ${path}-elsewhere only.`,
    statements,
    begin({ api }) {
      const { operations } = api.description;
      const there = operations.map((other) => (other.id === id ? { ...other, path: `${path}-elsewhere` } : other));
      return { api: { ...api, match: indexPaths(there) } };
    },
  };
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
          const match = matchApi([setting.api], operation.method, incoming.path);
          const isMeant =
            incoming.method === other && match.kind === 'operation' && match.operation.id === operation.id;
          if (!isMeant || (await refusalOf(incoming, operation, setting)) !== undefined) return handled;
          const chosen = chooseAnswer(operation, { kind: 'success' });
          if (chosen === undefined) return handled;
          return { ...handled, reply: await replyWith(chosen, { makeUp: setting.api.makeUp, random: () => 0 }) };
        },
      }),
    },
  ];
}
