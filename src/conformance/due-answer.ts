import type { Answer } from '../description/answers.js';
import type { CredentialState, When } from '../description/when.js';
import type { Violation } from '../exchange.js';
import { brokenPlace, isUnder } from './violations.js';

/** Why a request is refused. `special` names a documented state that fits better than the credential's general one. */
export type RefusalCause =
  | { readonly kind: 'state'; readonly state: string; readonly status?: number }
  | { readonly kind: 'credential'; readonly state: CredentialState | 'insufficient'; readonly special?: string }
  | { readonly kind: 'violations'; readonly violations: readonly [Violation, ...Violation[]] };

/** The answer that is due for a refusal by its `x-when`; `undefined` when the description says nothing of this cause. */
export function dueByWhen(answers: readonly Answer[], cause: RefusalCause): Answer | undefined {
  switch (cause.kind) {
    case 'state':
      return first(answers, (when) => when.kind === 'state' && when.state === cause.state);
    case 'credential':
      return (
        first(answers, (when) => when.kind === 'state' && when.state === cause.special) ??
        first(answers, (when) => when.kind === 'credential' && when.states.some((state) => state === cause.state))
      );
    case 'violations':
      return mostSpecific(answers, cause.violations);
  }
}

function first(answers: readonly Answer[], isDue: (when: When) => boolean): Answer | undefined {
  return answers.find(({ when }) => isDue(when));
}

// The longest pointer wins: a rule about one member says more than a rule about the whole request.
function mostSpecific(answers: readonly Answer[], violations: readonly Violation[]): Answer | undefined {
  const places = violations.map(brokenPlace);
  let best: { answer: Answer; length: number } | undefined;
  for (const answer of answers) {
    if (answer.when.kind !== 'violates') continue;
    for (const pointer of answer.when.pointers) {
      const { length } = pointer;
      if (best !== undefined && length <= best.length) continue;
      if (places.some((place) => isAtOrBelow(place, pointer))) best = { answer, length };
    }
  }
  return best?.answer;
}

function isAtOrBelow(place: string, pointer: string): boolean {
  return place === pointer || pointer === '' || isUnder(place, pointer);
}
