import { expect } from 'vitest';
import type { Mock, WorldHandle } from '../../src/index.js';
import { withControl } from './control-client.js';

const test = withControl();

async function logOut({ url }: Pick<Mock, 'url'>, { headers }: Pick<WorldHandle, 'headers'>): Promise<number> {
  return (await fetch(`${url}/user/logout`, { method: 'POST', headers })).status;
}

test('planned answers are given in their order, then the one that is due again', async ({ mock, control, world }) => {
  const at = { world: world.name };
  const plan = async (body: object): Promise<unknown> =>
    (await control.call('planAnswers', { ...at, body: { operation: 'LogOut', ...body } })).body;
  expect(await plan({ example: 'sessionGone', times: 2 })).toEqual({ planned: 2 });
  expect(await plan({ status: 200 })).toEqual({ planned: 3 });
  const [gone, loggedOut] = [{ example: 'sessionGone' }, { status: 200 }].map((answer) => ({
    api: 'fungame',
    operation: 'LogOut',
    ...answer,
  }));
  expect((await control.call('readQueue', at)).body).toEqual({ planned: [gone, gone, loggedOut] });
  expect(await logOut(mock, world)).toBe(400);
  expect((await control.call('readQueue', at)).body).toEqual({ planned: [gone, loggedOut] });
  expect(await logOut(mock, world)).toBe(400);
  expect(await logOut(mock, world)).toBe(200);
  expect(await logOut(mock, world)).toBe(401);
});

test('a plan without an answer lets the one that is due come, and takes its turn', async ({ mock, control, world }) => {
  const at = { world: world.name };
  await control.call('planAnswers', { ...at, body: { operation: 'LogOut', delay: 0 } });
  await control.call('planAnswers', { ...at, body: { operation: 'LogOut', example: 'loggedOut' } });
  expect(await logOut(mock, world)).toBe(401);
  expect(await logOut(mock, world)).toBe(200);
});

test('a queue that is cleared is empty, and that of another world is not', async ({ mock, control, world }) => {
  await using other = await mock.world();
  for (const { name } of [world, other]) {
    await control.call('planAnswers', { world: name, body: { operation: 'LogOut', example: 'loggedOut' } });
  }
  expect(await control.call('clearQueue', { world: world.name })).toMatchObject({ status: 204 });
  expect((await control.call('readQueue', { world: world.name })).body).toEqual({ planned: [] });
  expect(await logOut(mock, world)).toBe(401);
  expect(await logOut(mock, other)).toBe(200);
});

test('a plan is listed as it was made, with the API that was meant', async ({ control, world }) => {
  const at = { world: world.name };
  const plan = { operation: 'logout', api: 'feishu', example: '99991400', status: 429, delay: 5, fault: 'slow' };
  await control.call('planAnswers', { ...at, body: { ...plan, duration: 10, times: 1 } });
  expect((await control.call('readQueue', at)).body).toEqual({ planned: [{ ...plan, duration: 10 }] });
});

test.for<[what: string, body: object, detail: string]>([
  ['nothing', {}, '/body: A plan has at least one of example, status, delay and fault.'],
  ['how often only', { times: 2 }, '/body: A plan has at least one of example, status, delay and fault.'],
  ['a duration alone', { status: 401, duration: 5 }, '/body: A duration goes with the fault slow.'],
  ['a duration of another fault', { fault: 'cut', duration: 5 }, '/body: A duration goes with the fault slow.'],
  ['an unknown member', { exampel: 'loggedOut' }, '/body: must not have the member exampel'],
  [
    'an unknown fault',
    { fault: 'explode' },
    '/body/fault: must be one of "reset", "empty", "cut", "slow", "content-type"',
  ],
  ['no time at all', { status: 401, times: 0 }, '/body/times: must be >= 1'],
  ['too many times', { status: 401, times: 1001 }, '/body/times: must be <= 1000'],
  ['half a time', { status: 401, times: 0.5 }, '/body/times: must be of type integer'],
  ['a delay of an hour', { delay: 3_600_000 }, '/body/delay: must be <= 60000'],
  ['an informational status', { status: 100 }, '/body/status: must be >= 200'],
  ['a status in words', { status: '401' }, '/body/status: must be of type integer'],
])('a plan of %s is refused, and says why', async ([, plan, detail], { control, world }) => {
  const body = { operation: 'LogOut', ...plan };
  const reply = await control.call('planAnswers', { world: world.name, body });
  expect(reply).toMatchObject({ answer: 'REQUEST_INVALID', body: { detail } });
  expect((await control.call('readQueue', { world: world.name })).body).toEqual({ planned: [] });
});

test.for<[what: string, body: object, detail: string]>([
  [
    'an operation that no API has',
    { operation: 'LogOff', delay: 1 },
    'There is no such operation. There are: fungame LogOut, feishu logout, fungame Login, feishu tenantAccessTokenInternal.',
  ],
  [
    'an operation of another API',
    { operation: 'LogOut', api: 'feishu', delay: 1 },
    'There is no such operation. There are: fungame LogOut, feishu logout, fungame Login, feishu tenantAccessTokenInternal.',
  ],
  [
    'an answer that is not documented',
    { operation: 'Login', example: 'loggedOut' },
    'Login documents no such answer. Documented: 200 loggedIn, 400 badRequest, 401 wrongPassword, 415 unsupportedMediaType, 500 loginFailed.',
  ],
  [
    'an answer of another status',
    { operation: 'LogOut', example: 'loggedOut', status: 400 },
    'LogOut documents no such answer. Documented: 200 loggedOut, 400 sessionGone, 400 serverError, 401.',
  ],
  [
    'a status that is not documented',
    { operation: 'LogOut', status: 500 },
    'LogOut documents no such answer. Documented: 200 loggedOut, 400 sessionGone, 400 serverError, 401.',
  ],
])('a plan of %s names those that there are', async ([, body, detail], { control, world }) => {
  const reply = await control.call('planAnswers', { world: world.name, body });
  expect(reply).toMatchObject({ status: 422, body: { detail } });
});
