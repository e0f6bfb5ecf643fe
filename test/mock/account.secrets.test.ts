import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { text } from 'node:stream/consumers';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { createMock, type LogLine, type Mock } from '../../src/index.js';

const secret = 'AAA/bbb+c~c=="d';
const encoded = encodeURIComponent(secret);
const escaped = JSON.stringify(secret);

const securitySchemes = {
  inHeader: { type: 'apiKey', in: 'header', name: 'X-Door' },
  inQuery: { type: 'apiKey', in: 'query', name: 'door' },
  inCookie: { type: 'apiKey', in: 'cookie', name: 'door' },
  bearer: { type: 'http', scheme: 'bearer' },
  basic: { type: 'http', scheme: 'basic' },
};

const lines: LogLine[] = [];
let folder: string;
let mock: Mock<string>;

beforeAll(async () => {
  const responses = { '200': { description: 'welcome' } };
  const requestBody = { content: { 'application/json': {}, 'text/plain': {} } };
  const doors = Object.keys(securitySchemes).map((name) => [
    `/${name}`,
    { post: { security: [{ [name]: [] }], requestBody, responses } },
  ]);
  const parameters = [{ name: 'reset_token', in: 'path', required: true, schema: { type: 'string' } }];
  const reset = { post: { parameters, requestBody, responses } };
  const others = { '/open': { post: { responses } }, '/reset/{reset_token}': reset };
  const paths = { ...others, ...(Object.fromEntries(doors) as object) };
  const document = { openapi: '3.1.0', info: { title: 'Doors', version: '1' }, paths, components: { securitySchemes } };
  folder = await mkdtemp(join(tmpdir(), 'signoff-'));
  await writeFile(join(folder, 'doors.json'), JSON.stringify(document));
  mock = await createMock({ apis: [join(folder, 'doors.json')], onRequest: (line) => lines.push(line) });
});

afterAll(async () => {
  await mock.close();
  await rm(folder, { recursive: true });
});

beforeEach(async () => {
  await mock.journal.clear();
  lines.length = 0;
});

async function send(target: string, head: readonly string[] = [], body: string | Buffer = ''): Promise<void> {
  const { hostname, port } = new URL(mock.url);
  const socket = connect(Number(port), hostname);
  const length = `Content-Length: ${Buffer.byteLength(body)}`;
  socket.write([`POST ${target} HTTP/1.1`, 'Host: x', 'Connection: close', ...head, length, '', ''].join('\r\n'));
  socket.write(body);
  await text(socket);
}

/** Everything that can be read about the exchange, encodings undone. */
async function told(): Promise<string> {
  const entries = await mock.journal.entries();
  expect([entries.length, lines.length]).toEqual([1, 1]);
  const all = JSON.stringify([entries, lines]).replaceAll(/masked:[\da-f]{8}/g, 'masked:00000000'); // by chance bbb
  const plain = all.replace(/\\u([\da-f]{4})/gi, (_, code: string) => String.fromCharCode(parseInt(code, 16)));
  return [
    plain.replaceAll('\\', ''),
    plain.replaceAll(/%([\da-f]{2})/gi, (_, code: string) => Buffer.from(code, 'hex').toString()),
  ].join('\n');
}

const leak = /AAA|bbb|c~c|user-password/;

test.each([
  ['Bearer, as it has to be', '/bearer', [`Authorization: Bearer ${secret}`]],
  ['Bearer in another case and with many blanks', '/bearer', [`Authorization:    bEARER     ${secret}   `]],
  ['Bearer and a tabulator', '/bearer', [`Authorization: Bearer\t${secret}`]],
  ['a doubled Authorization', '/bearer', [`Authorization: Bearer ${secret}`, `Authorization: Basic ${secret}`]],
  ['two credentials in one Authorization', '/bearer', [`Authorization: Bearer ${secret}, Bearer AAAbbb`]],
  ['a scheme that nobody knows', '/bearer', [`Authorization: ${secret} ${secret}`]],
  ['no scheme at all', '/bearer', [`Authorization: ${secret}`]],
  ['a proxy’s Authorization', '/open', [`Proxy-Authorization: Bearer ${secret}`]],
  ['a Cookie', '/open', [`Cookie: theme=dark; a=${secret}; b="${secret}"`]],
  ['a Cookie without a name', '/open', [`Cookie: ${secret}`]],
  ['a key in a header', '/inHeader', [`X-Door: ${secret}`]],
  ['a key in a doubled header', '/inHeader', [`X-Door: ${secret}`, 'x-door: bbb']],
  ['a key where none is asked for', '/open?door=bbb', ['X-Door: AAA']],
  ['a key in the query', `/inQuery?a=b&door=${encoded}`, []],
  ['a key in a doubled query parameter', `/inQuery?door=bbb&d%6For=${encoded}`, []],
  ['a key in a cookie', '/inCookie', [`Cookie: door=${secret}`]],
  ['a key that is short', '/inHeader?door=bbb', ['X-Door: AAA', 'Cookie: door=bbb']],
  ['a header that sounds like a secret', '/open', [`X-Api-Key: ${secret}`, 'X-Session-Id: AAA', 'X-CSRF: bbb']],
  ['a token in the URL of another header', '/open', [`Referer: https://a.example/?access_token=${encoded}&b=c`]],
  ['a token in the query', `/open?access_token=${encoded}&b=c`, []],
  ['a token in a URL in the query', `/open?next=${encodeURIComponent(`/a?token=${encoded}`)}`, []],
  ['a token in the path', `/open;sid=${encoded}`, []],
  ['a token as a parameter of the path', `/reset/${encoded}?x=${encoded}`, []],
  ['a token where nothing is served', `/nowhere/${encoded}?token=${encoded}`, [`Authorization: Bearer ${secret}`]],
])('no secret is told: %s', async (_, target, head) => {
  await send(target, head);
  expect(await told()).not.toMatch(leak);
  expect(await told()).toContain('masked:');
});

test.each([
  ['in a member', `{"password":${escaped}}`],
  ['in a nested member', `{"a":[{"b":{"Password":${escaped}}}]}`],
  ['in a list', `{"refresh_tokens":[${escaped},[${escaped}]]}`],
  ['in an object', `{"secret":{"value":${escaped}}}`],
  ['in a member whose name is escaped', `{"pass\\u0077ord":${escaped}}`],
  ['in members of the same name', `{"token":${escaped},"token":"AAAbbb"}`],
  ['in JSON in JSON', JSON.stringify({ payload: `{"token":${escaped}}` })],
  ['in JSON that ends too early', `{"a":1,"password":${escaped}`],
  ['in a text that ends too early', `{"a":1,"password":${escaped.slice(0, -1)}`],
  ['in JSON with one quotation mark too many', `{"a": 1", "password": ${escaped}}`],
  ['in JSON without quotation marks', `{password:AAAbbb}`],
  ['in a form', `user=mary&password=${encoded}&a=b`],
  ['in a form that is not encoded', `user=mary&password=AAA bbb;"c~c`],
  ['in a multipart form', `--b\r\nContent-Disposition: form-data; name="password"\r\n\r\n${secret}\r\n--b--\r\n`],
  ['in XML', '<a><password>AAAbbb</password></a>'],
  ['in a line', 'user: mary\npassword: AAA bbb'],
  ['in UTF-16', Buffer.from(`{"password":${escaped}}`, 'utf16le')],
  ['in UTF-16 with a mark', Buffer.from(`\ufeff{"密":1,"password":${escaped}}`, 'utf16le')],
  ['in UTF-16 of the other order', Buffer.from(`{"password":${escaped}}`, 'utf16le').swap16()],
  ['after 16 KB', `{"a":"${'a'.repeat(17_000)}","password":${escaped}}`],
  ['across the end of what is kept', `{"a":"${'a'.repeat(16_360)}","password":${escaped}}`],
])('no secret is told: a password %s', async (_, body) => {
  await send('/open', ['Content-Type: application/json'], body);
  expect(await told()).not.toMatch(leak);
});

test.each([
  ['the path', `/nowhere/${encoded}/b`, ''],
  ['the path, in lower case', `/nowhere/${encoded.replaceAll(/%../g, (code) => code.toLowerCase())}`, ''],
  ['the query', `/bearer?a=${encoded}`, ''],
  ['a name of the query', `/bearer?${encoded}`, ''],
  ['a JSON body', '/bearer', `{"a":${escaped}}`],
  ['a JSON body, escaped', '/bearer', `{"a":"AA\\u0041\\/bbb+c~c==\\u0022d"}`],
  ['the name of a member', '/bearer', `{${escaped}:1}`],
  ['a text', '/bearer', `see ${secret}.`],
  ['a form', '/bearer', `a=${encoded}`],
])('a credential that is presented is not told when it stands once more in %s', async (_, target, body) => {
  const again = `X-Again: a ${secret} b`;
  await send(target, [`Authorization: Bearer ${secret}`, again, 'Content-Type: text/plain'], body);
  const [entry] = await mock.journal.entries();
  const [, mark = 'none'] =
    /^Bearer (masked:[\da-f]{8})$/.exec(entry?.request.headers['authorization']?.[0] ?? '') ?? [];
  expect(await told()).not.toMatch(leak);
  expect(entry?.request.headers['x-again']).toEqual([`a ${mark} b`]);
  expect(`${entry?.request.path}${entry?.request.query}${entry?.request.body}`).toContain(mark);
});

test('of a Basic credential neither the pair nor the password is told', async () => {
  const pair = Buffer.from('mary:user-password').toString('base64');
  await send('/basic?a=user-password', [`Authorization: Basic ${pair}`, 'Content-Type: text/plain'], 'user-password');
  expect(await told()).not.toMatch(leak);
  expect(await told()).not.toContain(pair);
});

test('of a multipart form the journal keeps what is no secret, and no bytes', async () => {
  const form = ['name="password"', secret, 'name="user"', 'mary', 'name="meta"', `{"token":${escaped},"a":1}`];
  const parts = [0, 2, 4].map(
    (index) => `--b\r\nContent-Disposition: form-data; ${form[index]}\r\n\r\n${form[index + 1]}`,
  );
  const picture =
    '--b\r\nContent-Disposition: form-data; name="picture"; filename="p.png"\r\nContent-Type: image/png\r\n\r\n';
  const head = Buffer.from(`${parts.join('\r\n')}\r\n${picture}`);
  const body = Buffer.concat([head, Buffer.from([0, 0xff, 0x80]), Buffer.from('\r\n--b--\r\n')]);
  await send('/open', ['Content-Type: multipart/form-data; boundary=b'], body);
  expect(await told()).not.toMatch(leak);
  const [entry] = await mock.journal.entries();
  expect(entry?.request.body?.replaceAll(/masked:[\da-f]{8}/g, 'masked').split('\r\n')).toEqual([
    '--b',
    'Content-Disposition: form-data; name="password"',
    '',
    'masked',
    '--b',
    'Content-Disposition: form-data; name="user"',
    '',
    'mary',
    '--b',
    'Content-Disposition: form-data; name="meta"',
    '',
    '{"token":"masked","a":1}',
    '--b',
    'Content-Disposition: form-data; name="picture"; filename="p.png"',
    'Content-Type: image/png',
    '',
    '(not shown)',
    '--b--',
    '',
  ]);
});

test.each([
  ['in a number of many digits', '{"pin":12345678901234567890}', /1234567890/],
  ['in a part of JSON', `--b\r\nContent-Disposition: form-data; name="a"\r\n\r\n{"token":${escaped}}\r\n--b--`, leak],
  [
    'in a part that names it by its file',
    `--b\r\nContent-Disposition: form-data; name="token"; filename="t"\r\n\r\n${secret}\r\n--b--`,
    leak,
  ],
])('no secret is told: one %s', async (_, body, secretIn) => {
  await send(
    '/open',
    [`Content-Type: ${body.startsWith('{') ? 'application/json' : 'multipart/form-data; boundary=b'}`],
    body,
  );
  expect(await told()).not.toMatch(secretIn);
});
