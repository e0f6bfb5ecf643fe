/** Every code a {@link UserError} can carry. A code never changes its meaning; `docs/errors.md` explains each. */
export const errorCodes = [
  'API_UNKNOWN',
  'ARGUMENT_INVALID',
  'AUDIT_VOID',
  'BODY_TOO_LARGE',
  'CONTRACT_UNKNOWN',
  'CONTROL_OFF',
  'CREDENTIAL_UNKNOWN',
  'DESCRIPTION_INVALID',
  'DESCRIPTION_NOT_FOUND',
  'DESCRIPTION_UNREACHABLE',
  'DESCRIPTION_UNREADABLE',
  'EXAMPLE_UNKNOWN',
  'FIXTURE_COMMAND_FAILED',
  'HOST_FOREIGN',
  'INTERNAL_ERROR',
  'LISTEN_FAILED',
  'METHOD_NOT_ALLOWED',
  'OPERATION_CONFLICT',
  'OPERATION_NOT_SERVED',
  'OPERATION_UNKNOWN',
  'ORIGIN_FOREIGN',
  'PATH_NOT_FOUND',
  'PEER_MISSING',
  'PORT_IN_USE',
  'PREFERENCE_INVALID',
  'REPORT_INVALID',
  'REPORT_UNWRITABLE',
  'REQUEST_MALFORMED',
  'REQUEST_REFUSED',
  'SESSIONS_UNKNOWN',
  'SESSION_UNKNOWN',
  'STOPPING',
  'SUBJECT_UNKNOWN',
  'TARGET_INVALID',
  'TARGET_NOT_FOUND',
  'TARGET_REDIRECTS',
  'TARGET_UNREACHABLE',
  'UNAVAILABLE',
  'USERS_UNKNOWN',
  'WORLD_EXISTS',
  'WORLD_INVALID',
  'WORLD_LIMIT',
  'WORLD_UNKNOWN',
] as const;

export type ErrorCode = (typeof errorCodes)[number];

/** The caller erred: says what, where and the way out. Anything else that is thrown is our own bug. */
export class UserError extends Error {
  readonly code: ErrorCode;

  constructor(code: ErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'UserError';
    this.code = code;
  }
}

/** The message of anything that was thrown. */
export function messageOf(thrown: unknown): string {
  return thrown instanceof Error ? thrown.message : String(thrown);
}

/** The `code` of a Node.js system error such as `ENOENT`, if it is one. */
export function systemCodeOf(thrown: unknown): string | undefined {
  if (!(thrown instanceof Error) || !('code' in thrown)) return undefined;
  return typeof thrown.code === 'string' ? thrown.code : undefined;
}
