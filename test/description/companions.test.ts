import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import type { Answer, AnswerBody } from '../../src/description/answers.js';
import type { Document } from '../../src/description/document.js';
import { loadDescription } from '../../src/description/load.js';
import { documentedExample, type Operation } from '../../src/description/operations.js';
import { compile } from './compile.js';
import { plainSchemas } from './plain-schemas.js';

describe.each(['fungame.login.yaml', 'feishu.token.yaml', 'feishu.gateway.yaml'])('%s', (file) => {
  test('says that it is not part of the document', () => {
    expect(textOf(file)).toMatch(/^ {4}NOT part of the logout document\. /m);
  });

  test('names no statement of the document', async () => {
    const { statements } = await loadDescription(fileOf(file));
    expect(textOf(file)).not.toContain('x-source');
    expect(statements.byId.size).toBe(0);
  });
});

describe('the login of FunGame', () => {
  test('needs a name and a password, and no credential', async () => {
    const login = await onlyOperation('fungame.login.yaml');
    expect([login.method, login.path, login.id]).toEqual(['POST', '/user/login', 'Login']);
    expect([login.security, login.parameters]).toEqual([[], []]);
    expectStrings(login, { Username: 'example-user', Password: 'example-password' });
  });

  test('issues both tokens, and refuses as the server does', async () => {
    const { answers } = await onlyOperation('fungame.login.yaml');
    const payload = (StatusCode: number, Data: unknown): unknown => ({
      RequestType: 13,
      StatusCode,
      Message: expect.stringMatching(/\S/) as string,
      Data,
    });
    const guid = /^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/;
    const tokens = {
      bearerToken: expect.stringMatching(/^eyJ[\w-]+\.[\w-]+\.[\w-]+$/) as string,
      openToken: expect.stringMatching(guid) as string,
    };
    const problem = (title: string, status: number): unknown => ({
      type: expect.stringContaining('rfc9110') as string,
      title,
      status,
    });
    expect(answers.map(inBrief)).toEqual([
      ['loggedIn', '200', 'application/json', payload(200, tokens), { kind: 'otherwise' }],
      [
        'badRequest',
        '400',
        'application/problem+json',
        problem('Bad Request', 400),
        { kind: 'violates', pointers: [''] },
      ],
      ['wrongPassword', '401', 'application/json', payload(401, {}), { kind: 'state', state: 'wrong-password' }],
      [
        'unsupportedMediaType',
        '415',
        'application/problem+json',
        problem('Unsupported Media Type', 415),
        { kind: 'violates', pointers: ['/header/content-type'] },
      ],
      ['loginFailed', '500', 'application/json', payload(500, {}), { kind: 'demand' }],
    ]);
  });

  test('answers each status with its own payload only', async () => {
    const { answers, document } = await onlyOperation('fungame.login.yaml');
    const payloads = answers.filter(({ body }) => body.kind === 'value' && body.mediaType === 'application/json');
    expect(payloads.map(({ body }) => payloads.map((other) => isAllowed(document, body, valueOf(other.body))))).toEqual(
      [
        [true, false, false],
        [false, true, false],
        [false, false, true],
      ],
    );
  });
});

describe('the tenant access token of Feishu', () => {
  test('needs the id and the secret of an app, and no credential', async () => {
    const token = await onlyOperation('feishu.token.yaml');
    expect([token.method, token.path, token.id]).toEqual([
      'POST',
      '/open-apis/auth/v3/tenant_access_token/internal',
      'tenantAccessTokenInternal',
    ]);
    expect([token.security, token.parameters]).toEqual([[], []]);
    expectStrings(token, { app_id: 'cli_example', app_secret: 'example-secret' });
  });

  test('is issued and refused with the same status', async () => {
    const { answers } = await onlyOperation('feishu.token.yaml');
    const issued = {
      code: 0,
      msg: 'ok',
      tenant_access_token: expect.stringMatching(/^t-example/) as string,
      expire: 7200,
    };
    const tooMany = {
      code: 99991400,
      msg: 'request trigger frequency limit',
      error: { log_id: expect.stringMatching(/\S/) as string },
    };
    expect(answers.map(inBrief)).toEqual([
      [
        '10003',
        '200',
        'application/json',
        { code: 10003, data: {}, msg: 'invalid param' },
        { kind: 'violates', pointers: [''] },
      ],
      ['ok', '200', 'application/json', issued, { kind: 'otherwise' }],
      ['99991400', '429', 'application/json', tooMany, { kind: 'demand' }],
    ]);
    const logId = { 'X-Tt-Logid': '20260911080000D2C5A1F60E8B37049C21' };
    const limits = { 'x-ogw-ratelimit-limit': '5', 'x-ogw-ratelimit-reset': '1' };
    expect(answers.map(({ headers }) => headers)).toEqual([logId, logId, { ...logId, ...limits }]);
  });

  test('comes with code 0 and with no other', async () => {
    const { answers, document } = await onlyOperation('feishu.token.yaml');
    const body = answers.find(({ name }) => name === 'ok')?.body;
    const issued = { code: 0, msg: 'ok', tenant_access_token: 't-example', expire: 7200 };
    expect(isAllowed(document, body, issued)).toBe(true);
    expect(isAllowed(document, body, { code: 0, msg: 'ok' })).toBe(false);
    expect(isAllowed(document, body, { ...issued, expire: 7201 })).toBe(false);
    expect(isAllowed(document, body, { code: 10003, msg: 'invalid param' })).toBe(true);
    expect(isAllowed(document, body, { code: '10003', msg: 'invalid param' })).toBe(false);
  });
});

// The example of the body is as given; each member is needed, a string, and not empty.
function expectStrings(
  { requestBody, document }: Operation & { readonly document: Document },
  example: Readonly<Record<string, string>>,
): void {
  const media = requestBody?.content['application/json'] ?? {};
  expect([requestBody?.required, Object.keys(requestBody?.content ?? {})]).toEqual([true, ['application/json']]);
  expect(documentedExample(media, plainSchemas)).toEqual(example);
  const isBody = compile(media.schema, document);
  expect(isBody(example)).toBe(true);
  expect(isBody({ ...example, further: true })).toBe(true);
  expect(isBody([example])).toBe(false);
  for (const name of Object.keys(example)) {
    for (const wrong of [undefined, null, '', 1]) {
      const body: unknown = JSON.parse(JSON.stringify({ ...example, [name]: wrong }));
      expect([body, isBody(body)]).toEqual([body, false]);
    }
  }
}

function inBrief({ name, statusKey, body, when }: Answer): unknown {
  return [name, statusKey, body.kind !== 'empty' && body.mediaType, valueOf(body), when];
}

function isAllowed(document: Document, body: AnswerBody | undefined, value: unknown): boolean {
  return compile(body !== undefined && body.kind !== 'empty' ? body.schema : undefined, document)(value);
}

function valueOf(body: AnswerBody): unknown {
  return body.kind === 'value' ? body.value : undefined;
}

async function onlyOperation(file: string): Promise<Operation & { readonly document: Document }> {
  const { operations, document } = await loadDescription(fileOf(file));
  const [operation, ...others] = operations;
  if (operation === undefined || others.length > 0) throw new Error(`${file} has not exactly one operation`);
  return { ...operation, document };
}

function textOf(file: string): string {
  return readFileSync(fileOf(file), 'utf8');
}

function fileOf(name: string): string {
  return fileURLToPath(new URL(`../../openapi/${name}`, import.meta.url));
}
