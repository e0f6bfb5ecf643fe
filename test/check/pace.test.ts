import { expect, test } from 'vitest';
import { createPace, type Clock } from '../../src/check/pace.js';

// A clock that stands still but for waiting and for being set.
function standingClock(start = 1_000_000): { clock: Clock; waits: number[]; set: (time: number) => void } {
  let time = start;
  const waits: number[] = [];
  const clock: Clock = {
    now: () => time,
    wait: (milliseconds) => {
      waits.push(milliseconds);
      time += milliseconds;
      return Promise.resolve();
    },
  };
  return { clock, waits, set: (value) => (time = value) };
}

test('the first turn comes at once, the others evenly', async () => {
  const { clock, waits } = standingClock();
  const turn = createPace({ count: 4, per: 1000 }, clock);
  for (let count = 0; count < 4; count += 1) await turn();
  expect(waits).toEqual([250, 250, 250]);
});

test('time that was spent elsewhere counts, and is not made up for by a burst', async () => {
  const { clock, waits, set } = standingClock(0);
  const turn = createPace({ count: 60, per: 60_000 }, clock);
  await turn();
  set(400);
  await turn();
  expect(waits).toEqual([600]);
  set(60_000);
  await turn();
  await turn();
  expect(waits).toEqual([600, 1000]);
});

test('a clock that was put back makes nobody wait longer than one turn', async () => {
  const { clock, waits, set } = standingClock();
  const turn = createPace({ count: 1, per: 1000 }, clock);
  await turn();
  set(0);
  await turn();
  expect(waits).toEqual([1000]);
});
