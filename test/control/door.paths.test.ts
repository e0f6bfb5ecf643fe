import { expect } from 'vitest';
import { localUrl, withControl } from './control-client.js';
import { sendRaw } from './raw-request.js';

const test = withControl();

const host = ['Host: 127.0.0.1'];

test.for(['/__signoff/health', '/__signoff/health/', '/__signoff/health?', '/__signoff/worlds/default/'])(
  '%s is the control API',
  async (path, { mock }) => {
    expect(await sendRaw(mock, `GET ${path} HTTP/1.1`, host)).toMatchObject({ status: 200 });
  },
);

test.for([
  '/__signoff',
  '/__signoff/',
  '/__signoff?a=b',
  '/__signoff//health',
  '/__signoff/__signoff/health',
  '/__signoff/../user/logout',
  '/__signoff/worlds/%zz',
  '/__signoff/worlds/a/b/c',
  '/__signoff/control/health',
  '/__signoff/__proto__',
])('%s is nothing in it', async (path, { mock, control, world }) => {
  const reply = await sendRaw(mock, `GET ${path} HTTP/1.1`, [...host, `Signoff-World: ${world.name}`]);
  expect(reply).toMatchObject({ status: 404, code: 'PATH_NOT_FOUND' });
  expect(reply.body).toContain('GET /__signoff/health'); // and says what is
  expect((await control.call('readJournal', { world: world.name })).body).toMatchObject({ entries: [] });
});

// What only looks like it is a request to the APIs as any other: journaled, and refused.
test.for([
  '/__signoffx',
  '/__signoffx/health',
  '/__SIGNOFF/health',
  '/%5f%5fsignoff/health',
  '//__signoff/health',
  '/a/__signoff/health',
])('%s is not the control API', async (path, { mock, world }) => {
  const reply = await sendRaw(mock, `GET ${path} HTTP/1.1`, [...host, `Signoff-World: ${world.name}`]);
  expect(reply).toMatchObject({ status: 404, code: 'PATH_NOT_FOUND' });
  expect(reply.body).not.toContain('__signoff');
  expect(await world.verify({ answer: 'no operation', path })).toMatchObject({ count: 1 });
});

test.for([
  ['PUT', '/__signoff/health', 'GET, HEAD'],
  ['PUT', '/__signoff/operations', 'GET, HEAD'],
  ['PATCH', '/__signoff/worlds/default', 'GET, HEAD, DELETE'],
  ['OPTIONS', '/__signoff/worlds', 'GET, HEAD, POST'],
  ['GET', '/__signoff/worlds/default/reset', 'POST'],
])('%s %s is answered with Allow: %s', async ([method = '', path = '', allow], { mock }) => {
  const { status, head } = await sendRaw(mock, `${method} ${path} HTTP/1.1`, host);
  expect([status, /^Allow: (.*)$/im.exec(head)?.[1]]).toEqual([405, allow]);
});

test('the header Signoff-World means nothing to the control API', async ({ control, world }) => {
  for (const name of [world.name, 'never-used', 'no name at all']) {
    const headers = { 'Signoff-World': name };
    expect((await control.call('getWorld', { headers })).body).toMatchObject({ name: 'default' });
  }
  expect(await control.call('getWorld', { world: 'never-used' })).toMatchObject({ answer: 'WORLD_UNKNOWN' });
});

test('a world called like a member of every object is a world as any other', async ({ control }) => {
  for (const name of ['__proto__', 'constructor', 'toString']) {
    expect(await control.call('getWorld', { world: name })).toMatchObject({ answer: 'WORLD_UNKNOWN' });
    expect((await control.call('createWorld', { body: { name } })).body).toMatchObject({ name });
    expect(await control.call('dropWorld', { world: name })).toMatchObject({ status: 204 });
  }
});

test('an answer to the APIs says nothing of the control API', async ({ mock }) => {
  const response = await fetch(`${localUrl(mock)}/nowhere`);
  expect(await response.text()).not.toContain('__signoff');
});
