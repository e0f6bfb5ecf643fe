import type { Answer } from '../description/answers.js';
import type { Operation } from '../description/operations.js';
import { credentialStates } from '../description/when.js';
import { chooseAnswer, type Cause } from '../mock/choose-answer.js';

/** The status and the name of an answer; the status alone where the answer has no other name. */
export function labelOf({ name, statusKey }: Answer): string {
  return name === statusKey ? name : `${statusKey} ${name}`;
}

/** Whether our mock gives an answer without being asked for it by name. */
export function isGiven(operation: Operation, answer: Answer): boolean {
  const { when } = answer;
  if (when.kind === 'demand') return false;
  if (when.kind !== 'otherwise') return true;
  return causesOf(operation).some((cause) => chooseAnswer(operation, cause)?.answer === answer);
}

function causesOf({ security, parameters, requestBody }: Operation): readonly Cause[] {
  const violation = { pointer: '/body', rule: 'required', message: '', statements: [] };
  const unfit = { ...violation, rule: 'media-type' };
  return [
    { kind: 'success' },
    ...(security.flat().length > 0 ? credentialStates.map((state) => ({ kind: 'credential', state }) as const) : []),
    ...(parameters.length > 0 || requestBody ? [{ kind: 'violations', violations: [violation] } as const] : []),
    ...(requestBody ? [{ kind: 'violations', violations: [unfit] } as const] : []),
  ];
}
