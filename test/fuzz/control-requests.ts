import fc, { type Arbitrary } from 'fast-check';
import type { Operation } from '../../src/description/operations.js';
import { worlds } from './api-requests.js';
import type { Sent } from './client.js';
import { editBody } from './edit-body.js';
import { fromSchema, type Pools } from './from-schema.js';
import { oddBody, oddHeader, oddMediaType, oddPath, oddText, oddValue, tokenIn } from './odd.js';

/** A request to the control API, and the operation that it was made from. */
export interface ControlSent extends Sent {
  readonly operation: string;
}

const pools: Pools = {
  world: [...worlds, 'default', 'nobody-yet'],
  api: ['fungame', 'feishu', 'fungame', 'feishu', 'nope'],
  operation: ['LogOut', 'Login', 'logout', 'tenantAccessTokenInternal', 'nope'],
  example: ['loggedOut', 'sessionGone', '401', 'loginFailed', '1084001', 'nope'],
  status: [200, 400, 401, 429, 599],
  token: ['{token:0}', '{token:1}', '{token:2}', '{token:3}', 'nobody-issued-this'],
  id: ['{id:0}', '{id:1}', 'documented', 'alice', 'nobody'],
  subject: ['alice', 'documented', 'ou_7dab8a3d3cdcc9da365777c7ad535d62', 'nobody'],
  times: [1, 2, 3],
  'Last-Event-ID': ['0', '1', '99999'],
};

/** Requests to the control API, made from its description, most broken in places. */
export function controlRequest(operations: readonly Operation[]): Arbitrary<ControlSent> {
  return fc
    .tuple(fc.oneof(...operations.map(described)), fc.array(breaking(), { maxLength: 2 }))
    .map(([request, breaks]) => breaks.reduce((broken, change) => change(broken), request));
}

/** Requests to one operation, as it is described. */
export function described({ id, method, path, parameters, requestBody }: Operation): Arbitrary<ControlSent> {
  const content = requestBody?.content['application/json'];
  const values = Object.fromEntries(
    parameters.map((parameter) => {
      const value = fromSchema(parameter.schema, parameter.name, pools);
      return [parameter.name, parameter.required === true ? value : fc.option(value, { nil: undefined })];
    }),
  );
  const body =
    content === undefined
      ? fc.constant(undefined)
      : fc.oneof(fc.constant(content.example), { weight: 3, arbitrary: fromSchema(content.schema, '', pools) });
  return fc.record({ values: fc.record(values), body }).map((drawn) => {
    const given = parameters.flatMap((parameter) => {
      const value = drawn.values[parameter.name];
      return value === undefined
        ? []
        : [{ ...parameter, text: typeof value === 'string' ? value : JSON.stringify(value) }];
    });
    const query = new URLSearchParams(
      given.filter((one) => one.in === 'query').map((one): [string, string] => [one.name, one.text]),
    );
    const target = given
      .filter((one) => one.in === 'path')
      .reduce((before, one) => before.replace(`{${one.name}}`, encodeURIComponent(one.text)), path);
    const headers = given.filter((one) => one.in === 'header').map((one) => [one.name, one.text] as const);
    return {
      operation: id,
      method,
      path: query.size === 0 ? target : `${target}?${query.toString()}`,
      headers: drawn.body === undefined ? headers : [['Content-Type', 'application/json'] as const, ...headers],
      ...(drawn.body !== undefined && { body: JSON.stringify(drawn.body) }),
    };
  });
}

type Break = (request: ControlSent) => ControlSent;

function breaking(): Arbitrary<Break> {
  return fc.oneof(breakingBody(), breakingTarget(), breakingHeaders());
}

function breakingBody(): Arbitrary<Break> {
  const change = (edit: Parameters<typeof editBody>[1]): Break => {
    return ({ body = '{}', ...request }) => ({ ...request, body: editBody(body, edit) });
  };
  return fc.oneof(
    fc.tuple(oddText, oddValue).map((member) => change((members) => [...members, member])),
    fc
      .tuple(fc.nat({ max: 6 }), fc.oneof(oddValue, tokenIn('body')))
      .map(([index, value]) =>
        change((members) => members.map(([name, own], at) => [name, at === index ? value : own])),
      ),
    fc.nat({ max: 6 }).map((index) => change((members) => members.filter((_, at) => at !== index))),
    fc.constant<Break>(({ body = '{}', ...request }) => ({
      ...request,
      body: body.replace('{', '{"__proto__":{"api":"fungame","isAdmin":true},"constructor":1,'),
    })),
    oddBody.map((body): Break => (request) => ({ ...request, body })),
    fc.constant<Break>(({ operation, method, path, headers }) => ({ operation, method, path, headers })),
    fc
      .constantFrom<BufferEncoding>('latin1', 'utf16le')
      .map((encoding): Break => (request) => ({ ...request, encoding })),
  );
}

function breakingTarget(): Arbitrary<Break> {
  const addQuery = (text: string): Break => {
    return (request) => ({ ...request, path: `${request.path}${request.path.includes('?') ? '&' : '?'}${text}` });
  };
  const replaceWorld = (name: string): Break => {
    return (request) => ({ ...request, path: request.path.replace(/(?<=^\/__signoff\/worlds\/)[^/?]+/, name) });
  };
  return fc.oneof(
    fc
      .oneof(
        oddPath,
        tokenIn('path'),
        fc.constantFrom('x'.repeat(64), 'x'.repeat(65), '.', '..', '%2e%2e', '%zz', 'a%2Fb', ''),
      )
      .map(replaceWorld),
    fc.tuple(oddPath, oddPath).map((pair) => addQuery(pair.join('='))),
    fc
      .constantFrom('after=-1', 'after=1e3', 'limit=0', 'limit=1001', 'limit=1&limit=2', 'api=__proto__', 'status=abc')
      .map(addQuery),
    fc.constantFrom('__code=404', '__example=WORLD_LIMIT', '__dynamic=true', '__code=500').map(addQuery),
    oddPath.map((text): Break => (request) => ({ ...request, path: `${request.path}/${text}` })),
    fc
      .constantFrom('GET', 'PUT', 'DELETE', 'HEAD', 'OPTIONS', 'PATCH', 'POST')
      .map((method): Break => (request) => ({ ...request, method })),
    fc
      .constantFrom(
        '/__signoff',
        '/__signoff/',
        '/__signoffx',
        '/__SIGNOFF/health',
        '//__signoff/health',
        '/__signoff/../user/logout',
        '/__signoff?x',
      )
      .map((path): Break => (request) => ({ ...request, path })),
    fc.constant<Break>((request) => ({ ...request, path: `http://evil.example${request.path}` })),
  );
}

function breakingHeaders(): Arbitrary<Break> {
  const add = (name: string, value: Arbitrary<string>): Arbitrary<Break> =>
    value.map((text) => (request) => ({ ...request, headers: [...request.headers, [name, text]] }));
  const replace = (name: string, value: Arbitrary<string>): Arbitrary<Break> =>
    value.map((text) => (request) => ({
      ...request,
      headers: [...request.headers.filter(([own]) => own.toLowerCase() !== name.toLowerCase()), [name, text]],
    }));
  return fc.oneof(
    replace('Content-Type', oddMediaType),
    replace(
      'Host',
      fc.oneof(
        oddHeader,
        fc.constantFrom('evil.example', 'localhost', 'x.localhost:1', '[::1]', '127.0.0.1.evil', 'LOCALHOST.'),
      ),
    ),
    add('Host', fc.constant('evil.example')),
    add(
      'Origin',
      fc.oneof(oddHeader, fc.constantFrom('null', 'https://evil.example', 'http://localhost', 'https://app.example')),
    ),
    add(
      'Authorization',
      fc.oneof(oddHeader, fc.constantFrom('Bearer {admin:0}', 'Bearer {token:0}', 'Basic {admin:0}')),
    ),
    add(
      'Prefer',
      fc.oneof(
        oddHeader,
        tokenIn('header'),
        fc.constantFrom('code=503', 'example=WORLD_UNKNOWN', 'dynamic=true', 'return=minimal'),
      ),
    ),
    add('Last-Event-ID', fc.oneof(oddHeader, fc.constantFrom('-1', '1e3', '9999999999999999'))),
    add('Signoff-World', fc.oneof(oddHeader, tokenIn('header'))),
    add('Accept', fc.oneof(oddHeader, fc.constantFrom('text/html', 'text/event-stream'))),
    add('Access-Control-Request-Method', oddHeader),
    replace('Transfer-Encoding', fc.constant('chunked')),
  );
}
