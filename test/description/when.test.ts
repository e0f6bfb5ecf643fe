import { describe, expect, test } from 'vitest';
import { credentialStates, readSource, readWhen } from '../../src/description/when.js';
import { UserError } from '../../src/errors.js';

describe('x-when', () => {
  test('an answer without it is due otherwise', () => {
    expect(readWhen(undefined, 'GET /a 200')).toEqual({ kind: 'otherwise' });
  });

  test('the five states of a credential can be named', () => {
    expect(credentialStates).toEqual(['missing', 'malformed', 'unknown', 'expired', 'revoked']);
    expect(readWhen({ credential: [...credentialStates] }, 'here')).toEqual({
      kind: 'credential',
      states: ['missing', 'malformed', 'unknown', 'expired', 'revoked'],
    });
  });

  test('violations are named by pointers; the empty one means any', () => {
    expect(readWhen({ violates: [''] }, 'here')).toEqual({ kind: 'violates', pointers: [''] });
    expect(readWhen({ violates: ['/body/sid', '/query/user_id_type'] }, 'here')).toEqual({
      kind: 'violates',
      pointers: ['/body/sid', '/query/user_id_type'],
    });
  });

  test('a state of the behaviour is named', () => {
    expect(readWhen({ state: 'session-gone' }, 'here')).toEqual({ kind: 'state', state: 'session-gone' });
  });

  test('an answer can wait until somebody asks for it', () => {
    expect(readWhen({ demand: true }, 'here')).toEqual({ kind: 'demand' });
  });

  test.each([
    { value: null },
    { value: 'demand' },
    { value: true },
    { value: [] },
    { value: ['demand'] },
    { value: {} },
    { value: { when: 'always' } },
    { value: { credential: 'missing' } },
    { value: { credential: ['missing', 'lost'] } },
    { value: { violates: '/body' } },
    { value: { violates: ['body'] } },
    { value: { violates: [5] } },
    { value: { state: true } },
    { value: { demand: false } },
    { value: { demand: 'true' } },
    { value: { demand: true, state: 'gone' } },
    { value: { demand: true, comment: 'rare' } },
  ])('$value is refused, with its place and all four forms', ({ value }) => {
    const refusal = refusalOf(() => readWhen(value, 'POST /user/logout 400'));
    expect(refusal.code).toBe('DESCRIPTION_INVALID');
    expect(refusal.message).toMatch(/^POST \/user\/logout 400: /);
    for (const form of ['credential', 'violates', 'state', 'demand']) expect(refusal.message).toContain(form);
  });
});

describe('x-source', () => {
  test('names statements', () => {
    expect(readSource(['L35', 'L47'])).toEqual(['L35', 'L47']);
  });

  test.each([{ value: undefined }, { value: 'L35' }, { value: [35] }, { value: { L35: true } }])(
    '$value names none',
    ({ value }) => {
      expect(readSource(value)).toEqual([]);
    },
  );
});

function refusalOf(read: () => unknown): UserError {
  try {
    read();
  } catch (error) {
    if (error instanceof UserError) return error;
    throw error;
  }
  throw new Error('it was not refused');
}
