import type { Operation } from '../description/operations.js';
import type { Violation } from '../exchange.js';
import type { RequestOptions, RequestValues, Validator } from './validator.js';

/** A request as it was read. */
export interface RequestToJudge {
  readonly values: RequestValues;
  /** What could not even be read. */
  readonly violations: readonly Violation[];
  /** Pointers to what no schema need be asked about. */
  readonly settled: readonly string[];
}

/** What of a request departs from its operation. */
export function judgeRequest(
  operation: Operation,
  { values, violations, settled }: RequestToJudge,
  { validator, ...options }: RequestOptions & { readonly validator: Pick<Validator, 'request'> },
): readonly Violation[] {
  // What could not be read breaks the rules of its place as well.
  const known = [...settled, ...violations.map(({ pointer }) => pointer)];
  const found = validator.request(operation, known.length === 0 ? values : copied(values), options);
  const isKnown = (pointer: string): boolean =>
    known.some((place) => pointer === place || pointer.startsWith(`${place}/`));
  return [...violations, ...found.filter(({ pointer }) => !isKnown(pointer))];
}

// The validator reads texts in place, which would undo what is settled.
function copied({ path, query, header, cookie, ...body }: RequestValues): RequestValues {
  return { path: { ...path }, query: { ...query }, header: { ...header }, cookie: { ...cookie }, ...body };
}
