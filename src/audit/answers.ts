import type { Answer } from '../description/answers.js';
import { UserError } from '../errors.js';
import { isJson } from '../description/media-type.js';
import type { Operation } from '../description/operations.js';
import type { SchemaReader } from '../description/schemas.js';
import type { Handled } from '../mock/incoming.js';
import { editsOf, type Edit } from './edit-body.js';
import { isGiven, labelOf } from './given-answers.js';
import { nearest, operationOf, type Mutant, type Original } from './mutant.js';
import { sourcesAt } from './schemas-at.js';

/** Answers that are wrong in one thing: the status, the label, a header, the body as a whole, or one member of it. */
export async function answerMutants({ api, operations }: Original): Promise<readonly Mutant[]> {
  const given = operations.flatMap((operation) =>
    operation.answers.filter((answer) => isGiven(operation, answer)).map((answer) => ({ operation, answer })),
  );
  const mutants = given.map(async (place) => {
    const { operation, answer } = place;
    const whole = [...statuses(answer), ...labels(answer), ...headers(answer)].map((wrong) => toMutant(place, wrong));
    if (answer.body.kind === 'empty' || !isJson(answer.body.mediaType)) return whole;
    const { mediaType, schema } = answer.body;
    const sample = answer.body.kind === 'value' ? answer.body.value : await api.makeUp(schema).catch(nothingFor);
    const validator = await api.validator();
    const members = editsOf(sample).map((edit) => {
      const violations = validator.reply(operation, answer.statusKey, edit.apply(sample), mediaType);
      return { ...memberWrong(answer, edit, validator.schemas), isLawful: violations.length === 0 };
    });
    return [...whole, ...members.map((wrong) => toMutant(place, wrong))];
  });
  return (await Promise.all(mutants)).flat();
}

// Where nothing can be made up, the mock has no such answer either.
function nothingFor(error: unknown): undefined {
  if (!(error instanceof UserError)) throw error;
}

interface Place {
  readonly operation: Operation;
  readonly answer: Answer;
}

/** One thing wrong with an answer. */
interface Wrong {
  readonly what: string;
  readonly statements?: readonly string[];
  readonly isLawful?: boolean;
  readonly change: (reply: Handled['reply']) => Handled['reply'];
}

function toMutant({ operation, answer }: Place, { what, statements = [], isLawful = false, change }: Wrong): Mutant {
  const { name, responseStatements } = answer;
  const isMeant = (handled: Handled): boolean => handled.answer === name;
  return {
    id: `answer ${operation.id} ${labelOf(answer)}: ${what}`,
    title: `The answer ${labelOf(answer)} of ${operation.method} ${operation.path} comes with its ${what}.`,
    statements: nearest(statements, [...answer.statements, ...responseStatements], operation.statements),
    ...(isLawful && { lawful: 'the description allows a body like this' }),
    begin: () => ({
      answer: (handled, asked) =>
        operationOf(asked) === operation.id && isMeant(handled)
          ? { ...handled, reply: change(handled.reply) }
          : handled,
    }),
  };
}

function statuses({ statusKey }: Answer): readonly Wrong[] {
  if (statusKey === 'default') return []; // covers every status
  const first = statusKey.charAt(0);
  const others = first === '2' ? ['400', '500'] : [first === '5' ? '400' : '500', '200'];
  const ofClass = { 2: ['201', '202'], 4: ['409', '403'], 5: ['503', '501'] }[first] ?? [];
  const sibling = /XX$/i.test(statusKey) ? [] : ofClass.filter((status) => status !== statusKey).slice(0, 1);
  return [...sibling, ...others].map((status) => ({
    what: `status ${status}`,
    change: (reply) => ({ ...reply, status: Number(status) }),
  }));
}

const problem = '{"type":"about:blank","title":"Bad Request"}';

function labels({ body, statusKey }: Answer): readonly Wrong[] {
  if (body.kind === 'empty') return [];
  const label = 'text/html; charset=utf-8';
  const wrong: Wrong[] = [
    { what: 'media type text/html', change: (reply) => relabel(reply, label) },
    { what: 'body empty', change: (reply) => ({ ...reply, body: '' }) },
  ];
  if (!isJson(body.mediaType)) return wrong;
  return [
    ...wrong,
    { what: 'body cut off', change: ({ body: text = '', ...reply }) => ({ ...reply, body: text.slice(0, -1) }) },
    ...(statusKey.startsWith('2')
      ? []
      : [
          {
            what: 'body problem details',
            change: (reply: Handled['reply']) => ({ ...relabel(reply, 'application/problem+json'), body: problem }),
          },
        ]),
  ];
}

function headers({ documentedHeaders = {} }: Answer): readonly Wrong[] {
  const required = Object.keys(documentedHeaders).filter((name) => documentedHeaders[name]?.required === true);
  return required.map((name) => ({
    what: `header ${name} left out`,
    change: (reply) => {
      const others = Object.entries(reply.headers).filter(([own]) => own.toLowerCase() !== name.toLowerCase());
      return { ...reply, headers: Object.fromEntries(others) };
    },
  }));
}

function relabel(reply: Handled['reply'], label: string): Handled['reply'] {
  return { ...reply, headers: { ...reply.headers, 'Content-Type': label } };
}

function memberWrong({ body }: Answer, { what, path, apply }: Edit, schemas: SchemaReader): Wrong {
  return {
    what,
    statements: body.kind === 'empty' ? [] : sourcesAt(body.schema, path, schemas),
    change: ({ body: text = '', ...reply }) => ({ ...reply, body: JSON.stringify(apply(JSON.parse(String(text)))) }),
  };
}
