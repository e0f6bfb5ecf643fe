import { UserError } from '../errors.js';

/** The states a credential can be in when it is refused. */
export const credentialStates = ['missing', 'malformed', 'unknown', 'expired', 'revoked'] as const;

export type CredentialState = (typeof credentialStates)[number];

/**
 * When a documented answer is due, read from `x-when`:
 * - `credential`: the credential is in one of these states;
 * - `violates`: the request breaks a rule at or below one of these JSON Pointers into the request;
 * - `state`: the behaviour of the API says so;
 * - `demand`: only when somebody asks for it by name or status.
 */
export type When =
  | { readonly kind: 'otherwise' }
  | { readonly kind: 'credential'; readonly states: readonly CredentialState[] }
  | { readonly kind: 'violates'; readonly pointers: readonly string[] }
  | { readonly kind: 'state'; readonly state: string }
  | { readonly kind: 'demand' };

/**
 * Reads an `x-when`.
 * @param place where it stands, for the error.
 * @throws UserError DESCRIPTION_INVALID when it is none of the four forms.
 */
export function readWhen(value: unknown, place: string): When {
  if (value === undefined) return { kind: 'otherwise' };
  const when = isRecord(value) && Object.keys(value).length === 1 ? toWhen(value) : undefined;
  if (when !== undefined) return when;
  throw new UserError(
    'DESCRIPTION_INVALID',
    `${place}: x-when has exactly one of: credential (a list of ${credentialStates.join(', ')}), ` +
      'violates (a list of JSON Pointers), state (a name), demand (true).',
  );
}

/** Whether a value is an `x-when`. */
export function isWhen(value: unknown): boolean {
  return isRecord(value) && Object.keys(value).length === 1 && toWhen(value) !== undefined;
}

function toWhen(value: Readonly<Record<string, unknown>>): When | undefined {
  const { credential, violates, state, demand } = value;
  if (isListOf(credential, isCredentialState)) return { kind: 'credential', states: credential };
  if (isListOf(violates, isPointer)) return { kind: 'violates', pointers: violates };
  if (typeof state === 'string') return { kind: 'state', state };
  return demand === true ? { kind: 'demand' } : undefined;
}

/** Reads an `x-source`: the ids of the statements that something was transcribed from. */
export function readSource(value: unknown): readonly string[] {
  return isListOf(value, (item) => typeof item === 'string') ? value : [];
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isListOf<T>(value: unknown, isItem: (item: unknown) => item is T): value is readonly T[] {
  return Array.isArray(value) && value.every((item) => isItem(item));
}

function isCredentialState(value: unknown): value is CredentialState {
  return credentialStates.some((state) => state === value);
}

function isPointer(value: unknown): value is string {
  return typeof value === 'string' && (value === '' || value.startsWith('/'));
}
