import type { OperationPlace, Problem } from './examine.js';

/** Where something stands as it was written, by its JSON Pointer into the document. */
export type PlaceOf = (pointer: string) => {
  /** `file:line:column` */
  readonly place: string;
  readonly pointer: string;
};

// So many are told with their lines.
const most = 5;

/** What is told of a description of which something is not served as it is written, a sentence each. */
export function tellProblems(problems: readonly Problem[], total: number, placeOf: PlaceOf): readonly string[] {
  const grave = problems.filter(({ isGrave, operations }) => isGrave && operations.length > 0);
  const light = problems.filter(({ isGrave }) => !isGrave);
  const unserved = new Set(grave.flatMap(({ operations }) => operations.map(showOperation)));
  const isOne = unserved.size === 1;
  return [
    ...(grave.length === 0
      ? []
      : [
          `${String(unserved.size)} of ${String(total)} operations ${isOne ? 'is' : 'are'} not served as described: ` +
            `${list(grave, (problem) => `${tell(problem, placeOf)} (${users(problem)})`)}.`,
        ]),
    ...(light.length === 0 ? [] : [`left out: ${list(light, (problem) => tell(problem, placeOf))}.`]),
  ];
}

/** One problem in a few words, with its place. */
export function tell({ pointer, message }: Pick<Problem, 'pointer' | 'message'>, placeOf: PlaceOf): string {
  const { place, pointer: written } = placeOf(pointer);
  return `${place}: ${written === '' ? 'the document' : written} ${message}`;
}

function list<T>(items: readonly T[], show: (item: T) => string): string {
  const more = items.length > most ? [`and ${String(items.length - most)} more`] : [];
  return [...items.slice(0, most).map(show), ...more].join('; ');
}

function users({ operations }: Problem): string {
  const [first, ...others] = operations.map(showOperation);
  return others.length === 0 ? (first ?? '') : `${first ?? ''} and ${String(others.length)} more`;
}

function showOperation({ method, path }: OperationPlace): string {
  return `${method} ${path}`;
}
