import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import { checkApi } from '../../../src/index.js';
import { writeDescription } from '../../support/mock-of.js';

interface Asked {
  readonly target: string;
  readonly headers: IncomingMessage['headers'];
}

/** Checks a server that takes everything, and tells what it was asked. */
async function askedBy(paths: object): Promise<readonly Asked[]> {
  const asked: Asked[] = [];
  const server = createServer(({ url = '', headers }, response) => {
    asked.push({ target: url, headers });
    response.end();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => new Promise((resolve) => server.close(() => resolve())));
  const { port } = server.address() as AddressInfo;
  await checkApi(await writeDescription({ paths }), { target: { url: `http://127.0.0.1:${String(port)}` } });
  return asked;
}

const responses = { '200': { description: 'ok' }, '422': { description: 'not ok' } };

function get(...parameters: readonly object[]): object {
  return { get: { parameters, responses } };
}

const integers = { type: 'array', items: { type: 'integer' } };

test('values are encoded, then joined', async () => {
  const tags = { name: 'tags', in: 'query', explode: false, schema: { type: 'array', items: { maxLength: 3 } } };
  const asked = await askedBy({ '/a': get({ ...tags, example: ['c,d', 'e'] }) });
  expect(asked.map(({ target }) => target)).toContain('/a?tags=c%2Cd,e');
});

test('a media type of a parameter documents its example', async () => {
  const schema = { type: 'object', required: ['a'], properties: { a: { type: 'integer' } } };
  const content = { 'application/json': { schema, example: { a: 7 } } };
  const asked = await askedBy({ '/a': get({ name: 'filter', in: 'query', required: true, content }) });
  expect(asked.map(({ target }) => target)).toContain('/a?filter=%7B%22a%22%3A7%7D');
});

test('nothing is asked that no specification settles', async () => {
  const schema = {
    type: 'object',
    properties: { n: { type: 'integer', minimum: 1 }, values: { ...integers, maxItems: 2 } },
  };
  const deep = {
    name: 'p',
    in: 'query',
    style: 'deepObject',
    required: true,
    schema,
    example: { n: 2, values: [1, 2] },
  };
  const spread = {
    name: 'filter',
    in: 'query',
    schema: { type: 'object', properties: { a: integers } },
    example: { a: [1] },
  };
  const asked = await askedBy({ '/a': get(deep, spread) });
  const targets = asked.map(({ target }) => decodeURIComponent(target)).filter((target) => target.startsWith('/a'));
  expect(targets).toContain('/a?p[n]=2&p[values]=1&p[values]=2');
  expect(targets).toContain('/a?p[n]=0');
  const settled = /^\/a(?:\?p\[n\]=[\w.-]+|\?p\[n\]=2&p\[values\]=1&p\[values\]=2)?$/;
  expect(targets.filter((target) => !settled.test(target))).toEqual([]);
});

test('what stands behind the mark of a path is sent once, in its query or header, and no fragment is', async () => {
  const action = { name: 'Action', in: 'query', required: true, schema: { type: 'string', enum: ['List'] } };
  const target = { name: 'X-Target', in: 'header', required: true, schema: { type: 'string', enum: ['Svc.A'] } };
  const limit = { name: 'limit', in: 'query', required: true, schema: { type: 'integer' }, example: 3 };
  const lat = { name: 'lat', in: 'path', required: true, schema: { type: 'number' }, example: 1.5 };
  const asked = await askedBy({
    '/one#Action=List': get(action, limit),
    '/two#X-Target=Svc.A': get(target),
    '/three?method=find&deep': get(limit),
    '/four?lat={lat}': get(lat),
  });
  expect(asked.map((one) => one.target)).toEqual(
    expect.arrayContaining(['/one?Action=List&limit=3', '/two', '/three?method=find&deep=&limit=3', '/four?lat=1.5']),
  );
  expect(
    asked
      .filter(({ target: path }) => path.startsWith('/one'))
      .every(({ target: path }) => path.includes('Action=List')),
  ).toBe(true);
  expect(
    asked.filter(({ target: path }) => path === '/two').every(({ headers }) => headers['x-target'] === 'Svc.A'),
  ).toBe(true);
});

test('our own mock keeps descriptions of every style, and paths with marks', async () => {
  const styles = [
    { name: 'label', in: 'path', style: 'label', explode: true, schema: integers, example: [1, 2] },
    { name: 'matrix', in: 'path', style: 'matrix', explode: true, schema: integers, example: [1, 2] },
    { name: 'simple', in: 'path', schema: integers, example: [1, 2] },
  ].map((one) => ({ ...one, required: true }));
  const constant = (value: string): object => ({
    name: 'X-Target',
    in: 'header',
    required: true,
    schema: { type: 'string', enum: [value] },
  });
  const file = await writeDescription({
    paths: {
      '/s/{label}/{matrix}/{simple}': get(...styles),
      '/q': get(
        { name: 'pipes', in: 'query', style: 'pipeDelimited', explode: false, schema: integers, example: [1, 2] },
        {
          name: 'deep',
          in: 'query',
          style: 'deepObject',
          schema: { properties: { n: { type: 'integer' } }, type: 'object' },
          example: { n: 1 },
        },
        { name: 'either', in: 'query', schema: { oneOf: [{ type: 'integer' }, { type: 'string' }] }, example: 'x' },
      ),
      '/#X-Target=A': get(constant('A')),
      '/#X-Target=B': get(constant('B')),
      '/w/{a}': get({ name: 'a', in: 'path', required: true, schema: { type: 'string' }, example: 'x' }),
      '/w/{b}': get({ name: 'b', in: 'path', required: true, schema: { type: 'integer' }, example: 1 }),
    },
  });
  const { outcome, cases } = await checkApi(file, { strict: true });
  expect(outcome.broken).toEqual([]);
  const untried = cases.filter((one) => one.outcome !== 'tried');
  expect(untried.map(({ reason }) => reason)).toEqual(['no request can be told from one to GET /w/{a}']);
});
