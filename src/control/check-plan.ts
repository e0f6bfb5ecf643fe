import { demandAnswer } from '../mock/choose-answer.js';
import type { MockedApi } from '../mock/mocked-api.js';
import { UserError } from '../errors.js';
import type { Plan, Planned } from '../state/queue.js';

export interface PlanRequest extends Plan {
  /** The id of the operation. */
  readonly operation: string;
  /** The API, where several have an operation of this id. @default the first that has one */
  readonly api?: string;
  /** For how many requests, at most 1,000. @default 1 */
  readonly times?: number;
}

/** A plan that can be kept, and how often. */
export interface CheckedPlan {
  readonly planned: Planned;
  readonly times: number;
}

/**
 * Refuses a plan that nothing can keep when it is made, not when it is due.
 * @throws UserError ARGUMENT_INVALID, OPERATION_UNKNOWN or EXAMPLE_UNKNOWN.
 */
export function checkPlan(apis: readonly MockedApi[], { times = 1, ...plan }: PlanRequest): CheckedPlan {
  const mistakes = findMistakes({ times, ...plan });
  if (mistakes.length > 0) throw new UserError('ARGUMENT_INVALID', mistakes.join(' '));
  const { api, operation: id, example, status } = plan;
  for (const { name, description } of apis.filter((one) => api === undefined || one.name === api)) {
    const operation = description.operations.find((one) => one.id === id);
    if (operation === undefined) continue;
    if (example !== undefined || status !== undefined) {
      const code = status === undefined ? {} : { code: String(status) };
      demandAnswer(operation, { ...(example !== undefined && { example }), ...code });
    }
    return { planned: { ...plan, api: name }, times };
  }
  throw unknownOperation(apis);
}

// The numbers are as the description of the control API has them; handles of `createMock` come without it.
function findMistakes({ times = 1, example, status, delay, fault, duration }: PlanRequest): readonly string[] {
  const hasContent = [example, status, delay, fault].some((member) => member !== undefined);
  const rules: readonly (readonly [boolean, string])[] = [
    [hasContent, 'A plan has at least one of example, status, delay and fault.'],
    [duration === undefined || fault === 'slow', 'A duration goes with the fault slow.'],
    [isWhole(times, 1, 1000), 'The times are a whole number from 1 to 1000.'],
    [isWhole(delay ?? 0, 0, 60_000), 'A delay is a whole number of milliseconds from 0 to 60000.'],
    [isWhole(duration ?? 0, 0, 60_000), 'A duration is a whole number of milliseconds from 0 to 60000.'],
  ];
  return rules.filter(([isKept]) => !isKept).map(([, message]) => message);
}

function isWhole(value: number, from: number, to: number): boolean {
  return Number.isInteger(value) && value >= from && value <= to;
}

function unknownOperation(apis: readonly MockedApi[]): UserError {
  const known = apis.flatMap(({ name, description }) => description.operations.map(({ id }) => `${name} ${id}`));
  return new UserError('OPERATION_UNKNOWN', `There is no such operation. There are: ${known.join(', ')}.`);
}
