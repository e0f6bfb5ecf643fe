import { STATUS_CODES } from 'node:http';
import { expect } from 'vitest';
import { localUrl, withControl } from './control-client.js';
import { sendRaw } from './raw-request.js';

const test = withControl();

const json = { 'Content-Type': 'application/json' };
const deep = `${'['.repeat(100_000)}${']'.repeat(100_000)}`;

// What is wrong with a body whatever it is for, and how the first violation tells it.
const bodies: readonly (readonly [what: string, headers: Record<string, string>, body: string, rule: string])[] = [
  ['malformed JSON', json, '{"api":', 'json'],
  ['no JSON at all', json, 'api=fungame', 'json'],
  ['JSON and something after it', json, '{} {}', 'json'],
  ['a list', json, '[]', 'type'],
  ['null', json, 'null', 'type'],
  ['a text', json, '"fungame"', 'type'],
  ['a number', json, '1e999', 'type'],
  ['a list of great depth', json, deep, 'type'],
  ['a form', { 'Content-Type': 'application/x-www-form-urlencoded' }, 'api=fungame', 'media-type'],
  ['plain text', { 'Content-Type': 'text/plain' }, '{}', 'media-type'],
  ['a patch', { 'Content-Type': 'application/merge-patch+json' }, '{}', 'media-type'],
  ['no type', {}, '{}', 'media-type'],
  ['an unknown member', json, '{"nope":1}', 'additionalProperties'],
  ['a member called __proto__', json, '{"__proto__":{"api":"fungame"}}', 'additionalProperties'],
  ['a member called constructor', json, '{"constructor":{"prototype":{}}}', 'additionalProperties'],
];

test.for(bodies)(
  '%s is refused by every operation that takes a body',
  async ([, headers, body, rule], { mock, control }) => {
    for (const { id, method, path, requestBody } of control.operations) {
      if (requestBody === undefined) continue;
      const target = `${localUrl(mock)}${path.replace('{world}', 'default')}`;
      const bytes = new TextEncoder().encode(body); // fetch gives a text a type of its own
      const reply = await control.read(id, await fetch(target, { method, headers, body: bytes }));
      const violations = expect.arrayContaining([expect.objectContaining({ rule })]) as unknown;
      expect(reply.body).toMatchObject({ code: 'REQUEST_INVALID', violations });
    }
    expect(Object.keys(Object.prototype)).toEqual([]);
  },
);

test('bytes that are no UTF-8 are refused', async ({ mock, control }) => {
  const body = Buffer.from('{"name":"\xff"}', 'latin1');
  const reply = await fetch(`${localUrl(mock)}/__signoff/worlds`, { method: 'POST', headers: json, body });
  expect((await control.read('createWorld', reply)).body).toMatchObject({ violations: [{ rule: 'utf-8' }] });
});

test('a doubled Content-Type is refused', async ({ mock }) => {
  const lines = ['Host: localhost', 'Content-Type: application/json', 'Content-Type: application/json'];
  const reply = await sendRaw(mock, 'POST /__signoff/worlds HTTP/1.1', lines, '{}');
  expect(reply).toMatchObject({ status: 400, code: 'REQUEST_INVALID' });
});

test('a body of 2 MB is too large for every operation that takes one', async ({ control }) => {
  const body = JSON.stringify({ api: 'x'.repeat(2 * 1024 * 1024) });
  for (const { id, requestBody } of control.operations) {
    if (requestBody === undefined) continue;
    const reply = await control.call(id, { body });
    expect(reply.body).toEqual({
      type: 'about:blank',
      title: STATUS_CODES[413],
      status: 413,
      detail: 'The body is larger than 1048576 bytes.',
      code: 'BODY_TOO_LARGE',
    });
  }
});

test('a name of a world that came twice counts once, the last of them, as in any JSON', async ({ control }) => {
  const created = await control.call('createWorld', { body: '{"name":"first","name":"second"}' });
  expect(created.body).toMatchObject({ name: 'second' });
  expect(await control.call('dropWorld', { world: 'second' })).toMatchObject({ status: 204 });
});

test('a parameter that came twice is refused where one is meant', async ({ mock, control }) => {
  const target = `${localUrl(mock)}/__signoff/worlds/default/journal?limit=1&limit=2&after=1&after=2`;
  const { body } = await control.read('readJournal', await fetch(target));
  expect(body).toMatchObject({ violations: [{ pointer: '/query/after' }, { pointer: '/query/limit' }] });
});

test('a body where none is taken is ignored', async ({ control }) => {
  expect(await control.call('resetWorld', { body: '{"name":' })).toMatchObject({ status: 200 });
});
