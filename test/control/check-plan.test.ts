import { expect } from 'vitest';
import { withMock } from '../../src/vitest.js';

const test = withMock({ apis: ['fungame'] });

// What a description refuses over HTTP, handles in code have to refuse by themselves.
test.for<[mistake: string, answer: object, message: string]>([
  ['nothing', {}, 'A plan has at least one of example, status, delay and fault.'],
  ['a duration without its fault', { status: 401, duration: 5 }, 'A duration goes with the fault slow.'],
  ['no time at all', { status: 401, times: 0 }, 'The times are a whole number from 1 to 1000.'],
  ['too many times', { status: 401, times: 1001 }, 'The times are a whole number from 1 to 1000.'],
  ['a negative delay', { delay: -1 }, 'A delay is a whole number of milliseconds from 0 to 60000.'],
  ['a delay that is no number', { delay: NaN }, 'A delay is a whole number of milliseconds from 0 to 60000.'],
  [
    'too long a duration',
    { fault: 'slow', duration: 60_001 },
    'A duration is a whole number of milliseconds from 0 to 60000.',
  ],
  [
    'several mistakes',
    { duration: 1.5 },
    'A plan has at least one of example, status, delay and fault. A duration goes with the fault slow. ' +
      'A duration is a whole number of milliseconds from 0 to 60000.',
  ],
])('a plan of %s is refused in code too', async ([, answer, message], { world }) => {
  await expect(world.next('LogOut', answer)).rejects.toMatchObject({ code: 'ARGUMENT_INVALID', message });
  expect(await world.next('LogOut', { delay: 0 })).toBe(1); // and nothing of it was planned
});
