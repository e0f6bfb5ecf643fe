import type { Told } from '../../src/check/contract.js';

/** Where the journeys tell what would be derived from the description; they know of users whom they may sign out. */
export const told: Readonly<Record<string, Told>> = {
  ...by('a request without a credential is refused', 'refuses a request without a credential'),
  ...by(
    'a request with the token in another form than "Bearer <token>" is refused',
    'refuses a request with the credential behind the word Basic',
    'refuses a request with the credential without the word Bearer',
  ),
  ...by('a request with a token nobody issued is refused', 'refuses a request with a credential that nobody issued'),
  ...by('logout_type is required', breaks('body must have the member logout_type')),
  ...by('logout_type is an integer', breaks('body logout_type must be of type integer')),
  ...by('logout_type is 1, 2 or 3', breaks('body logout_type must be one of 1, 2, 3')),
  ...by('user_id is required when logout_type is 1', breaks('body must have the member user_id')),
  ...by('idp_credential_id is required when logout_type is 2', breaks('body must have the member idp_credential_id')),
  ...by('sid is required when logout_type is 3', breaks('body must have the member sid')),
  ...by(
    'identifiers are strings',
    ...['idp_credential_id', 'user_id', 'sid'].map((name) => breaks(`body ${name} must be of type string`)),
  ),
  ...by('logout_reason is an integer', breaks('body logout_reason must be of type integer')),
  ...by('logout_reason is 34, 35 or 36', breaks('body logout_reason must be one of 34, 35, 36')),
  ...by(
    'user_id_type is one of the documented kinds',
    breaks('query user_id_type must be one of "open_id", "union_id", "user_id"'),
  ),
  ...by('terminal_type is an array', breaks('body terminal_type must be of type array')),
  ...by(
    'a terminal_type that is not documented',
    breaks('body terminal_type.0 must be of type integer'),
    breaks('body terminal_type.0 must be one of 1, 2, 3, 4, 5, 6, 8'),
  ),
  ...by(
    'the body is a JSON object',
    ...['body must be of type object', 'body must be well-formed JSON', 'body must be there'].map(breaks),
  ),
  [breaks('header content-type must be application/json')]: {
    waived: 'what the server answers to another Content-Type is not documented',
  },
  ...by(
    'the documented example signs out, with identifiers of all three ways',
    answers('as in the example documented'),
  ),
  ...by('user_id_type is optional and means open_id', answers('without query user_id_type')),
  ...by(
    'a user is signed out by open_id',
    answers('with query user_id_type "open_id"'),
    answers('with body logout_type 1'),
    ...['idp_credential_id', 'terminal_type', 'logout_reason', 'sid'].map((name) => answers(`without body ${name}`)),
  ),
  ...by('a union_id names a user', answers('with query user_id_type "union_id"')),
  ...by('a user_id names a user', answers('with query user_id_type "user_id"')),
  ...by('logout_type 2 signs a user out by idp_credential_id', answers('with body logout_type 2')),
  ...by('logout_type 3 ends a session by sid', answers('with body logout_type 3')),
  ...by(
    'every documented terminal_type is accepted',
    ...[1, 2, 3, 4, 5, 6, 8].map((terminal) => answers(`with body terminal_type.0 ${String(terminal)}`)),
  ),
  ...by(
    'every documented logout_reason is accepted',
    ...[34, 35, 36].map((reason) => answers(`with body logout_reason ${String(reason)}`)),
  ),
};

function by(journey: string, ...derived: readonly string[]): Readonly<Record<string, Told>> {
  return Object.fromEntries(derived.map((title) => [title, { by: journey }]));
}

function breaks(rule: string): string {
  return `refuses a request that breaks "${rule}"`;
}

function answers(feature: string): string {
  return `answers a valid request ${feature}`;
}
