import { replyWith } from '../mock/reply.js';
import { isGiven, labelOf } from './given-answers.js';
import { nearest, operationOf, type Mutant, type Original } from './mutant.js';

/** Each documented answer of an operation given where another one is due. */
export function swappedMutants({ api: { makeUp, schemas }, operations }: Original): readonly Mutant[] {
  return operations.flatMap((operation) => {
    const given = operation.answers.filter((answer) => isGiven(operation, answer));
    const pairs = given.flatMap((due) => given.filter((other) => other !== due).map((other) => ({ due, other })));
    return pairs.map(({ due, other }) => ({
      id: `swapped ${operation.id} ${labelOf(due)}: ${labelOf(other)} instead`,
      title: `Where ${labelOf(due)} is due, ${operation.method} ${operation.path} answers ${labelOf(other)}.`,
      statements: nearest([...due.statements, ...due.responseStatements], operation.statements),
      begin: () => ({
        answer: async (handled, asked) => {
          if (operationOf(asked) !== operation.id || handled.answer !== due.name) return handled;
          const status = Number(other.statusKey.replace(/XX$/i, '00').replace('default', '500'));
          return {
            ...handled,
            reply: await replyWith({ answer: other, status }, { makeUp, schemas, random: () => 0 }),
          };
        },
      }),
    }));
  });
}
