import fc, { type Arbitrary } from 'fast-check';
import type { Sent } from './client.js';
import { setMember } from './edit-body.js';
import { oddBody, oddHeader, oddMediaType, oddPath, oddText, oddValue, tokenIn } from './odd.js';

/** The worlds that requests name. */
export const worlds = ['one', 'two', 'three'] as const;

export const feishuLogout = '/open-apis/passport/v1/sessions/logout';
export const feishuToken = '/open-apis/auth/v3/tenant_access_token/internal';

type Field = readonly [name: string, value: string];

const json: Field = ['Content-Type', 'application/json; charset=utf-8'];

/** Requests to the APIs, some as documented, most broken in places. */
export function apiRequest(): Arbitrary<Sent> {
  return fc
    .tuple(documented(), fc.array(breaking(), { maxLength: 3 }))
    .map(([request, breaks]) => breaks.reduce((broken, change) => change(broken), request));
}

/** Requests that their API answers with something else than a refusal of the request itself. */
export function documented(): Arbitrary<Sent> {
  return fc.oneof(
    fc.record({
      method: fc.constant('POST'),
      path: fc.constantFrom('/user/logout', '/user/logout/'),
      headers: fields(bearer(), world()),
    }),
    fc.record({
      method: fc.constant('POST'),
      path: fc.constant('/user/login'),
      headers: fields(fc.constant(json), world()),
      body: objectText({ Username: fc.constantFrom('alice', 'bob'), Password: password() }),
    }),
    fc.record({
      method: fc.constant('POST'),
      path: fc.constantFrom('', '?user_id_type=open_id', '?user_id_type=union_id').map((query) => feishuLogout + query),
      headers: fields(bearer(), fc.constant(json), world()),
      body: fc.oneof(
        objectText({ logout_type: fc.constant(1), user_id: fc.constant('ou_7dab8a3d3cdcc9da365777c7ad535d62') }),
        objectText({ logout_type: fc.constant(2), idp_credential_id: fc.constant('user@xxx.xx') }),
        objectText({ logout_type: fc.constant(3), sid: fc.nat({ max: 3 }).map((index) => `{sid:${String(index)}}`) }),
      ),
    }),
    fc.record({
      method: fc.constant('POST'),
      path: fc.constant(feishuToken),
      headers: fields(fc.constant(json), world()),
      body: objectText({ app_id: fc.constantFrom('cli_1', 'cli_2'), app_secret: password() }),
    }),
  );
}

function bearer(): Arbitrary<Field> {
  return fc.nat({ max: 7 }).map((index) => ['Authorization', `Bearer {token:${String(index)}}`]);
}

function password(): Arbitrary<string> {
  return fc.nat({ max: 3 }).map((index) => `{password:${String(index)}}`);
}

// Most requests leave it to their token which world they reach.
function world(): Arbitrary<Field | undefined> {
  return fc.option(
    fc.constantFrom(...worlds).map((name): Field => ['Signoff-World', name]),
    { nil: undefined, freq: 2 },
  );
}

function fields(...wanted: readonly Arbitrary<Field | undefined>[]): Arbitrary<readonly Field[]> {
  return fc.tuple(...wanted).map((all) => all.filter((field) => field !== undefined));
}

// A mark becomes a secret in the finished text, so it has to be one that JSON writes as it is, or be escaped before.
function objectText(members: Readonly<Record<string, Arbitrary<unknown>>>): Arbitrary<string> {
  return fc.record(members).map((value) => JSON.stringify(value));
}

type Break = (request: Sent) => Sent;

function breaking(): Arbitrary<Break> {
  return fc.oneof(breakingHeaders(), breakingTarget(), breakingBody(), hidingSecrets());
}

function addHeader(name: string, value: Arbitrary<string>): Arbitrary<Break> {
  return value.map((text) => (request) => ({ ...request, headers: [...request.headers, [name, text]] }));
}

function replaceHeader(name: string, value: Arbitrary<string>): Arbitrary<Break> {
  const isOther = ([own]: Field): boolean => own.toLowerCase() !== name.toLowerCase();
  return value.map((text) => (request) => ({
    ...request,
    headers: [...request.headers.filter(isOther), [name, text]],
  }));
}

const wish: Arbitrary<string> = fc.oneof(
  fc.constantFrom(
    'code=200',
    'code=400',
    'code=500',
    'code=999',
    'example=loggedOut',
    'example=1084001',
    'dynamic=true',
  ),
  fc.constantFrom('example=nope', 'dynamic=maybe', 'return=minimal', 'code="400"; dynamic', 'wait=10, code=400'),
  oddHeader,
);

function breakingHeaders(): Arbitrary<Break> {
  const scheme = fc.constantFrom('bearer ', 'Bearer  ', 'Basic ', 'Token ', '', 'Bearer');
  return fc.oneof(
    replaceHeader('Content-Type', oddMediaType),
    replaceHeader(
      'Authorization',
      fc.tuple(scheme, tokenIn('header')).map((parts) => parts.join('')),
    ),
    addHeader('Authorization', fc.oneof(oddHeader, fc.constant('Bearer {token:0}'))),
    addHeader('Prefer', wish),
    addHeader('Accept', fc.oneof(oddHeader, fc.constantFrom('text/html', 'application/json;q=0', '*/*;q=0.1'))),
    addHeader('Signoff-World', fc.oneof(oddHeader, fc.constantFrom(...worlds, '..', 'x'.repeat(65)))),
    replaceHeader('Host', fc.oneof(oddHeader, fc.constantFrom('evil.example', 'localhost', '[::1]:1'))),
    addHeader('Origin', fc.oneof(oddHeader, fc.constantFrom('null', 'https://evil.example'))),
    addHeader('Access-Control-Request-Method', oddHeader),
    addHeader('Access-Control-Request-Headers', oddHeader),
    addHeader('Content-Encoding', fc.constantFrom('gzip', 'br', 'identity', 'x')),
    addHeader('Cookie', oddHeader),
    fc.constantFrom('__proto__', 'constructor', '{token:1}').chain((name) => addHeader(name, oddHeader)),
    addHeader('X-HTTP-Method-Override', fc.constantFrom('GET', 'DELETE')),
  );
}

function breakingTarget(): Arbitrary<Break> {
  const methods = ['GET', 'PUT', 'DELETE', 'HEAD', 'OPTIONS', 'PATCH', 'TRACE', 'PROPFIND', 'M-SEARCH'];
  const addQuery = (text: string): Break => {
    return (request) => ({ ...request, path: `${request.path}${request.path.includes('?') ? '&' : '?'}${text}` });
  };
  return fc.oneof(
    fc.constantFrom(...methods).map((method): Break => (request) => ({ ...request, method })),
    fc.tuple(oddPath, oddPath).map((pair) => addQuery(pair.join('='))),
    wish.map((text) => addQuery(`__${text.replace(/[^\x21-\x7e]/g, '')}`)),
    fc.constantFrom('user_id_type=foo', 'user_id_type=open_id', 'user_id_type=').map(addQuery),
    oddPath.map((text): Break => (request) => ({ ...request, path: `${request.path}/${text}` })),
    fc
      .constantFrom(
        '/',
        '//',
        '/__signof',
        '/user//logout',
        '/USER/logout',
        '/user/%6Cogout',
        '/user/logout%2F',
        '/./user',
      )
      .map((path): Break => (request) => ({ ...request, path })),
    fc.constant<Break>((request) => ({ ...request, path: `http://127.0.0.1${request.path}` })),
    fc.constant<Break>((request) => ({ ...request, path: `/${request.path}` })),
  );
}

function breakingBody(): Arbitrary<Break> {
  const set = ([name, value]: [string, unknown]): Break => {
    return ({ body = '{}', ...request }) => ({ ...request, body: setMember(body, name, value) });
  };
  const names = ['logout_type', 'user_id', 'sid', 'terminal_type', 'logout_reason', 'Username', 'Password', 'app_id'];
  return fc.oneof(
    fc.tuple(fc.constantFrom(...names), oddValue).map(set),
    fc.tuple(oddText, oddValue).map(set),
    oddBody.map((body): Break => (request) => ({ ...request, body })),
    fc.constant<Break>(({ method, path, headers }) => ({ method, path, headers })),
    fc
      .constantFrom<BufferEncoding>('latin1', 'utf16le')
      .map((encoding): Break => (request) => ({ ...request, encoding })),
    fc
      .nat({ max: 40 })
      .map((length): Break => ({ body = '', ...request }) => ({ ...request, body: body.slice(0, length) })),
  );
}

/** Puts tokens where nobody expects them, and other secrets where their place says what they are. */
function hidingSecrets(): Arbitrary<Break> {
  const other = fc.constantFrom('{password:0}', '{password:1}', '{sid:0}');
  const place = fc.constantFrom('access_token', 'password', 'api_key', 'client_secret', 'sid', 'Session-Id', 'passwd');
  return fc.oneof(
    tokenIn('path').map((mark): Break => (request) => ({ ...request, path: `${request.path}/${mark}` })),
    fc.tuple(oddPath, tokenIn('path')).map(([name, mark]): Break => {
      return (request) => ({ ...request, path: `${request.path.split('?')[0] ?? ''}?${name}=${mark}` });
    }),
    fc.tuple(place, other).map(([name, mark]): Break => {
      return (request) => ({
        ...request,
        path: `${request.path.split('?')[0] ?? ''}?${name}=${mark.replace('}', '|uri}')}`,
      });
    }),
    fc.tuple(oddText, tokenIn('body')).map(([name, mark]): Break => {
      return ({ body = '{}', ...request }) => ({ ...request, body: setMember(body, name, mark) });
    }),
    fc.tuple(place, other).map(([name, mark]): Break => {
      return ({ body = '{}', ...request }) => ({ ...request, body: setMember(body, 'auth', [{ [name]: mark }]) });
    }),
    fc.tuple(place, other).map(([name, mark]): Break => {
      return (request) => ({ ...request, body: `a=b&${name}=${mark}&c` });
    }),
    addHeader('Prefer', tokenIn('header')),
    addHeader('Signoff-World', tokenIn('header')),
    addHeader('Accept', tokenIn('header')),
    addHeader('X-Whatever', tokenIn('header')),
    addHeader(
      'Referer',
      tokenIn('header').map((mark) => `https://app.example/?next=${mark}`),
    ),
    addHeader(
      'Cookie',
      other.map((mark) => `theme=dark; session=${mark}`),
    ),
    addHeader('X-Api-Key', other),
    addHeader(
      'Proxy-Authorization',
      other.map((mark) => `Basic ${mark}`),
    ),
  );
}
