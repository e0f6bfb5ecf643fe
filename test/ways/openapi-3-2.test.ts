import { request } from 'node:http';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { checkApi, createMock, generateClient, type Mock } from '../../src/index.js';

// What OpenAPI 3.2 adds, through every door.
const file = 'test/ways/openapi-3-2.yaml';
let mock: Mock<string>;
beforeAll(async () => {
  mock = await createMock<string>({ apis: [file] });
});
afterAll(() => mock.close());

test('QUERY and other methods are served, each by its own rules', async () => {
  const json = { 'Content-Type': 'application/json' };
  expect(await send('QUERY', '/pets', json, '{"name":"Tom"}')).toMatchObject({ status: 200, body: '[{"name":"Tom"}]' });
  expect(await send('QUERY', '/v2/pets', json, '{}')).toMatchObject({ status: 400 });
  expect(await send('COPY', '/pets')).toMatchObject({ status: 204 });
  const { status, allow = '' } = await send('DELETE', '/pets');
  expect([status, allow.split(', ').sort()]).toEqual([405, ['COPY', 'GET', 'HEAD', 'QUERY']]);
  expect(await mock.verify({ operation: 'queryPets' })).toMatchObject({ count: 2 });
});

test('a whole query string is judged as the object that it is', async () => {
  expect(await send('GET', '/pets?name=Rex&age=3')).toMatchObject({ status: 200, body: '[{"name":"Rex"}]' });
  expect(await send('GET', '/pets?age=3')).toMatchObject({ status: 400 });
  expect(await send('GET', '/pets?name=Rex&age=old')).toMatchObject({ status: 400 });
});

test('a sequence is a few items of its kind', async () => {
  expect(await send('GET', '/events')).toMatchObject({
    type: expect.stringMatching(/^text\/event-stream/) as string,
    body: 'event: born\ndata: Rex\n\nevent: named\ndata: a\ndata: b\nid: 2\n\n',
  });
  expect(await send('GET', '/sequence')).toMatchObject({ body: '\x1e{"name":"Rex"}\n\x1e{"name":"Tom"}\n' });
  const { body } = await send('GET', '/lines');
  const lines = body.split('\n').filter((line) => line !== '');
  expect(lines.length).toBeGreaterThan(0);
  expect(lines.map((line) => JSON.parse(line) as unknown)).toEqual(
    lines.map(() => ({ name: expect.any(String) as string })),
  );
});

test('what is not served is told with its line', async () => {
  const notes = (await mock.notes()).filter((note) => note.startsWith('not served: '));
  expect(notes.map((note) => note.replace(`not served: ${file}:`, ''))).toEqual([
    expect.stringMatching(/^41:7: Node\.js \S+ can receive no request of the method POLISH$/),
    '79:61: itemEncoding is not looked at',
    '79:43: the items of multipart/mixed are not looked at',
    '83:87: xml.nodeType is not looked at',
  ]);
});

test('a check of its own mock holds, and its cases are of every method', async () => {
  const { outcome, cases } = await checkApi(file);
  expect(outcome.broken).toEqual([]);
  const tried = new Set(cases.filter((one) => one.outcome === 'tried').map(({ operation }) => operation));
  expect([...tried].sort()).toEqual(
    expect.arrayContaining(['copyPets', 'listLines', 'listPets', 'listSequence', 'queryPets', 'watchPets']),
  );
});

test('a client is written of what has types', async () => {
  const files = await generateClient(file);
  const [operations] = files.filter(({ name }) => name === 'operations.ts');
  expect(operations?.text).toContain(
    '// Left out, as openapi-typescript knows no such method: QUERY /pets, COPY /pets',
  );
  expect(operations?.text).toContain("path: '/events'");
});

interface Answered {
  readonly status: number;
  readonly type: string | undefined;
  readonly allow: string | undefined;
  readonly body: string;
}

// fetch knows no other methods than the usual ones of browsers.
function send(method: string, path: string, headers: Record<string, string> = {}, body = ''): Promise<Answered> {
  return new Promise((resolve, reject) => {
    const sent = request(`${mock.url}${path}`, { method, headers }, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('end', () => {
        const { 'content-type': type, allow } = response.headers;
        resolve({ status: response.statusCode ?? 0, type, allow, body: Buffer.concat(chunks).toString() });
      });
    });
    sent.on('error', reject);
    sent.end(body);
  });
}
