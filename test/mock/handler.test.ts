import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { text } from 'node:stream/consumers';
import { expect, test } from 'vitest';
import { createMock, type LogLine, type Serving } from '../../src/index.js';

const feishu = '/open-apis/passport/v1/sessions/logout';
const openId = 'ou_7dab8a3d3cdcc9da365777c7ad535d62';
const good = `{"logout_type":1,"user_id":"${openId}"}`;
const authorization = 'Authorization: Bearer t-7f1bcd13fc57d46bac21793a18e560';
const json = 'Content-Type: application/json';

function connectTo(mock: Serving): Socket {
  const { hostname, port } = new URL(mock.url);
  return connect(Number(port), hostname);
}

/** A request that ends its connection, with these header lines as they stand. */
function request(requestLine: string, lines: readonly string[], body: string | Buffer = ''): Buffer {
  const length = body.length > 0 ? [`Content-Length: ${Buffer.byteLength(body)}`] : [];
  const head = [`${requestLine} HTTP/1.1`, 'Host: x', 'Connection: close', ...lines, ...length, '', ''].join('\r\n');
  return Buffer.concat([Buffer.from(head), Buffer.from(body)]);
}

function logOut(body: string | Buffer, lines: readonly string[] = [authorization, json], query = ''): Buffer {
  return request(`POST ${feishu}${query}`, lines, body);
}

async function expectServed(mock: Serving): Promise<void> {
  const socket = connectTo(mock);
  socket.write(logOut(good));
  expect(await text(socket)).toMatch(/^HTTP\/1\.1 200 /);
}

const param = '{"code":1080001,"msg":"param is invalis"}';
const success = '{"code":0,"msg":"success","data":{}}';
const deep = (levels: number): string => '['.repeat(levels) + ']'.repeat(levels);

test.each([
  ['malformed JSON', logOut('{"logout_type":'), 400, param],
  ['a JSON array', logOut(`[${good}]`), 400, param],
  ['no body', logOut(''), 400, param],
  ['invalid UTF-8', logOut(Buffer.from('{"user_id":"\xff\xfe"}', 'latin1')), 400, param],
  ['UTF-16', logOut(Buffer.from(good, 'utf16le')), 400, param],
  ['a NUL byte', logOut(`\0${good}`), 400, param],
  ['a wrong Content-Type', logOut(good, [authorization, 'Content-Type: text/xml']), 400, param],
  ['a missing Content-Type', logOut(good, [authorization]), 400, param],
  ['a doubled Content-Type', logOut(good, [authorization, json, json]), 400, param],
  ['a Content-Type of commas', logOut(good, [authorization, `${json}, application/json`]), 400, param],
  ['10,000 levels of nesting', logOut(deep(10_000)), 400, param],
  ['10,000 levels of nesting in a member', logOut(`${good.slice(0, -1)},"x":${deep(10_000)}}`), 200, success],
  ['everything in __proto__', logOut(`{"__proto__":${good}}`), 400, param],
  ['a member in __proto__', logOut(`{"logout_type":1,"__proto__":{"user_id":"${openId}"}}`), 400, param],
  ['__proto__ beside the members', logOut(`${good.slice(0, -1)},"__proto__":{"logout_type":9}}`), 200, success],
  ['constructor and its kin', logOut(`${good.slice(0, -1)},"constructor":1,"toString":2}`), 200, success],
  ['a user called __proto__', logOut('{"logout_type":1,"user_id":"__proto__"}'), 400, param],
  ['a user called constructor', logOut('{"logout_type":1,"user_id":"constructor"}'), 400, param],
  ['a member given twice', logOut(`{"logout_type":9,${good.slice(1)}`), 200, success], // JSON.parse: the last one counts
  ['a doubled query parameter', logOut(good, undefined, '?user_id_type=open_id&user_id_type=open_id'), 400, param],
  ['__proto__ and constructor in the query', logOut(good, undefined, '?__proto__=1&constructor=2'), 200, success],
  ['a malformed percent-encoding in a value', logOut(good, undefined, '?user_id_type=%zz'), 400, param],
  ['a malformed percent-encoding elsewhere', logOut(good, undefined, '?%zz=%ff&%'), 200, success],
  ['a member of the query without a name', logOut(good, undefined, '?=&&==&?'), 200, success],
])('%s gets the answer of the API', async (_, bytes, status, body) => {
  const bugs: unknown[] = [];
  await using mock = await createMock({ onBug: (error) => bugs.push(error) });
  const socket = connectTo(mock);
  socket.write(bytes);
  const [head = '', answer] = (await text(socket)).split('\r\n\r\n');
  expect(Number(head.split(' ', 2)[1])).toBe(status);
  expect(head).toMatch(/^content-type: application\/json; charset=utf-8$/im);
  expect({ answer, bugs }).toEqual({ answer: body, bugs: [] });
  expect(Object.keys(Object.prototype)).toEqual([]);
  await expectServed(mock);
});

test.each([
  ['Feishu', logOut(good, [authorization, authorization, json]), 400, '"code":99991661'],
  ['FunGame', request('POST /user/logout', [authorization, authorization]), 401, ''],
])('a doubled Authorization is a malformed credential at %s', async (_, bytes, status, part) => {
  await using mock = await createMock();
  const socket = connectTo(mock);
  socket.write(bytes);
  const [head = '', body] = (await text(socket)).split('\r\n\r\n');
  expect(Number(head.split(' ', 2)[1])).toBe(status);
  expect(body).toContain(part);
});

test.each([
  ['an unknown path', request('POST /user/register', []), 404],
  ['the path __proto__', request('GET /__proto__', []), 404],
  ['the path constructor', request('POST /user/constructor', []), 404],
  ['a malformed percent-encoding in the path', request('POST /user/logout%', []), 404],
  ['an asterisk', request('OPTIONS *', []), 404],
  ['a path of control characters', request('GET /%00%1b%5b31m', []), 404],
])('%s gets problem+json', async (_, bytes, status) => {
  const bugs: unknown[] = [];
  await using mock = await createMock({ onBug: (error) => bugs.push(error) });
  const socket = connectTo(mock);
  socket.write(bytes);
  const [head = '', body = ''] = (await text(socket)).split('\r\n\r\n');
  expect(head).toMatch(/^content-type: application\/problem\+json$/im);
  expect(JSON.parse(body)).toMatchObject({ status, code: 'PATH_NOT_FOUND' });
  expect(Number(head.split(' ', 2)[1])).toBe(status);
  expect(bugs).toEqual([]);
  await expectServed(mock);
});

test('a client that hangs up in the middle of a body is neither logged nor a bug, and the server lives on', async () => {
  const [bugs, lines]: [unknown[], LogLine[]] = [[], []];
  const mock = await createMock({ onBug: (error) => bugs.push(error), onRequest: (line) => lines.push(line) });
  for (const framing of ['Content-Length: 100', 'Transfer-Encoding: chunked']) {
    const socket = connectTo(mock);
    socket.write(request(`POST ${feishu}`, [authorization, json, framing, 'Expect: 100-continue']));
    await once(socket, 'data'); // 100 Continue: the request is under way
    socket.write('10\r\n{"logout_type":');
    socket.resetAndDestroy();
    await expectServed(mock);
  }
  await mock.close(); // every connection is over now
  expect(bugs).toEqual([]);
  expect(lines.map(({ status }) => status)).toEqual([200, 200]);
});

test('a client that only closes its own half still gets its answer', async () => {
  await using mock = await createMock();
  const socket = connectTo(mock);
  socket.end(logOut(good));
  expect(await text(socket)).toMatch(/^HTTP\/1\.1 200 /);
});

test('requests in one go on one connection are answered in their order', async () => {
  await using mock = await createMock();
  const socket = connectTo(mock);
  const first = logOut('{}').toString().replace('Connection: close\r\n', '');
  socket.write(first + request('GET /nowhere', []).toString());
  expect((await text(socket)).match(/HTTP\/1\.1 \d+/g)).toEqual(['HTTP/1.1 400', 'HTTP/1.1 404']);
});

test('a listener of the log that breaks costs nobody an answer', async () => {
  const bugs: unknown[] = [];
  const broken = new Error('the log is full');
  await using mock = await createMock({
    onBug: (error) => bugs.push(error),
    onRequest: () => {
      throw broken;
    },
  });
  await expectServed(mock);
  expect(bugs).toEqual([broken]);
});
