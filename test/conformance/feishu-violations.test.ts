import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, test } from 'vitest';
import { createValidator, type Validator } from '../../src/conformance/validator.js';
import { loadDescription } from '../../src/description/load.js';
import type { Operation } from '../../src/description/operations.js';
import type { Violation } from '../../src/exchange.js';

// Feishu asks for another identifier with each `logout_type`: three alternatives, of which a request means one.

// What the document says of one alternative only: the identifiers that types 1, 2 and 3 require.
const ofOneBranch = ['L31', 'L22', 'L38'];

let validator: Validator;
let operation: Operation;
beforeAll(async () => {
  const { document, operations } = await loadDescription(
    fileURLToPath(new URL('../../openapi/feishu.yaml', import.meta.url)),
  );
  const [logout] = operations;
  if (logout === undefined) throw new Error('the description has no operation');
  validator = createValidator(document);
  operation = logout;
});

describe('one clear violation', () => {
  test.each([
    { body: { logout_type: 1 }, member: 'user_id', statement: 'L31' },
    { body: { logout_type: 2 }, member: 'idp_credential_id', statement: 'L22' },
    { body: { logout_type: 3 }, member: 'sid', statement: 'L38' },
    { body: { logout_type: 1, sid: 's', idp_credential_id: 'i' }, member: 'user_id', statement: 'L31' },
    { body: { logout_type: 3, user_id: 'u', idp_credential_id: 'i' }, member: 'sid', statement: 'L38' },
  ])('for $body: no $member', ({ body, member, statement }) => {
    const violation = onlyViolation(body);
    expect(violation).toMatchObject({ pointer: '/body', rule: 'required' });
    expect(violation.message).toContain(member);
    expect(violation.statements.filter((id) => ofOneBranch.includes(id))).toEqual([statement]);
  });

  test.each([{ logout_reason: 34 }, {}])('for $0: no logout_type', (body) => {
    const violation = onlyViolation(body);
    expect(violation).toMatchObject({ pointer: '/body', rule: 'required' });
    expect(violation.message).toContain('logout_type');
    expect(violation.statements).toContain('L24');
    expect(violation.statements.filter((id) => ofOneBranch.includes(id))).toEqual([]);
  });

  test.each([0, 4, -1, 1.5, '1', true, null, [1], {}].map((logout_type) => ({ logout_type })))(
    'for $logout_type as logout_type',
    ({ logout_type }) => {
      const violation = onlyViolation({ logout_type, user_id: 'u', idp_credential_id: 'i', sid: 's' });
      expect(violation.pointer).toBe('/body/logout_type');
      expect(violation.statements).toContain('L25');
      expect(violation.statements.filter((id) => ofOneBranch.includes(id))).toEqual([]);
    },
  );

  test.each([
    { name: 'logout_reason', value: 37, pointer: '/body/logout_reason', statement: 'L35' },
    { name: 'logout_reason', value: 0, pointer: '/body/logout_reason', statement: 'L35' },
    { name: 'terminal_type', value: [1, 7], pointer: '/body/terminal_type/1', statement: 'L28' },
    { name: 'terminal_type', value: 1, pointer: '/body/terminal_type', statement: 'L26' },
    { name: 'sid', value: 5, pointer: '/body/sid', statement: 'L37' },
  ])('for $value as $name, whichever logout_type is meant', ({ name, value, pointer, statement }) => {
    for (const logout_type of [1, 2, 3]) {
      const violation = onlyViolation({ logout_type, user_id: 'u', idp_credential_id: 'i', sid: 's', [name]: value });
      expect(violation.pointer).toBe(pointer);
      expect(violation.statements).toContain(statement);
    }
  });

  test.each([[[]], [null], ['text'], [5]])('for the body %j', (body) => {
    const violation = onlyViolation(body);
    expect(violation).toMatchObject({ pointer: '/body', rule: 'type' });
    expect(violation.statements.filter((id) => ofOneBranch.includes(id))).toEqual([]);
  });

  test('for a user_id_type that does not exist', () => {
    const body = { logout_type: 1, user_id: 'u' };
    const violations = validator.request(operation, {
      path: {},
      query: { user_id_type: 'foo' },
      header: {},
      cookie: {},
      body,
    });
    expect(violations).toMatchObject([{ pointer: '/query/user_id_type', rule: 'enum' }]);
    expect(violations[0]?.statements).toContain('L17');
  });
});

test('two mistakes are two violations', () => {
  const pointers = violationsOf({ logout_type: 4, user_id: 'u', logout_reason: 37 }).map(({ pointer }) => pointer);
  expect(pointers.sort()).toEqual(['/body/logout_reason', '/body/logout_type']);
});

describe('no violation', () => {
  test.each([
    {
      why: 'the identifiers of all three ways, as in the documented example',
      body: { logout_type: 1, user_id: 'u', idp_credential_id: 'i', sid: 's' },
    },
    {
      why: 'an integer written with a fraction of zero',
      body: JSON.parse('{"logout_type": 1.0, "user_id": "u"}') as unknown,
    },
    { why: 'the same terminal twice', body: { logout_type: 1, user_id: 'u', terminal_type: [1, 1] } },
    { why: 'no terminal at all', body: { logout_type: 1, user_id: 'u', terminal_type: [] } },
    { why: 'a member that nobody documented', body: { logout_type: 2, idp_credential_id: 'i', comment: 'bye' } },
    { why: 'an identifier of no particular form', body: { logout_type: 3, sid: '!' } },
  ])('$why', ({ body }) => {
    expect(violationsOf(body)).toEqual([]);
  });
});

function violationsOf(body: unknown): readonly Violation[] {
  return validator.request(operation, { path: {}, query: {}, header: {}, cookie: {}, body });
}

function onlyViolation(body: unknown): Violation {
  const [violation, ...others] = violationsOf(body);
  expect(others).toEqual([]);
  if (violation === undefined) throw new Error(`no violation in ${JSON.stringify(body)}`);
  return violation;
}
