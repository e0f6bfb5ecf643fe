import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { bundledApis } from '../../src/bundled.js';
import { loadDescription, type Description } from '../../src/description/load.js';
import { documentedExample, type Operation } from '../../src/description/operations.js';
import { createSchemaReader } from '../../src/description/schemas.js';
import { compile } from './compile.js';
import { plainSchemas } from './plain-schemas.js';

// The documents number 37 (FunGame) and 48 (Feishu) statements.
const ids = { fungame: numbered('F', 37), feishu: numbered('L', 48) };

describe.each(['fungame', 'feishu'] as const)('the statements of %s', (api) => {
  const raw = readYaml(`${api}.yaml`);
  const { statements } = readYaml(`${api}.statements.yaml`) as { statements: Record<string, Record<string, unknown>> };
  const linked = new Set(sourcesOf(raw).flat());

  test('are complete', () => {
    expect(Object.keys(statements)).toEqual(ids[api]);
  });

  test('each have a section, a sentence and a level', () => {
    for (const [id, { section, says, level }] of Object.entries(statements)) {
      expect([id, section, says]).toEqual([id, expect.stringMatching(/\S/), expect.stringMatching(/\S/)]);
      expect(['must', 'letter', 'info'], id).toContain(level);
    }
  });

  test('are linked by an x-source each, or have a reason why they cannot be checked', () => {
    const lost = Object.entries(statements).filter(([id, { unchecked }]) => !linked.has(id) && !isReason(unchecked));
    expect(lost.map(([id]) => id)).toEqual([]);
  });

  test('that cannot be checked give a reason', () => {
    const marked = Object.entries(statements).filter(([, statement]) => 'unchecked' in statement);
    expect(marked.filter(([, { unchecked }]) => !isReason(unchecked))).toEqual([]);
  });

  test('are all that an x-source names', () => {
    expect([...linked].filter((id) => typeof id !== 'string' || !Object.hasOwn(statements, id))).toEqual([]);
  });

  test('are named in lists, as the loader reads them', () => {
    expect(sourcesOf(raw).filter((source) => !Array.isArray(source) || source.length === 0)).toEqual([]);
    expect(sourcesOf(raw).length).toBeGreaterThan(0);
  });
});

test('what comes from elsewhere names no statement of the document', () => {
  expect(sourcesOf(readYaml('feishu.gateway.yaml'))).toEqual([]);
});

describe('FunGame is described as its document says', () => {
  let description: Description;
  beforeAll(async () => {
    description = await loadBundled('fungame');
  });

  test('one operation, with a bearer token and nothing else', () => {
    const operation = onlyOperation(description);
    expect([operation.method, operation.path, operation.id]).toEqual(['POST', '/user/logout', 'LogOut']);
    expect(description.document.servers).toMatchObject([{ url: 'https://api.redbud.fun' }]);
    expect(operation.parameters).toEqual([]);
    expect(operation).not.toHaveProperty('requestBody');
    expect(operation.security).toMatchObject([[{ scheme: { type: 'http', scheme: 'bearer', bearerFormat: 'JWT' } }]]);
  });

  test('its answers are the documented ones', () => {
    expect(answersOf(onlyOperation(description))).toEqual([
      ['200', 'application/json', { RequestType: 1, StatusCode: 200, Message: '你已成功退出登录！', Data: {} }],
      ['400', 'application/json', { RequestType: 1, StatusCode: 400, Message: '退出登录失败！', Data: {} }],
      ['400', 'text/plain', ''],
      ['401', undefined, undefined],
    ]);
  });

  test('the success message ends in a full-width mark and no blank', () => {
    const [success] = onlyOperation(description).answers;
    const { Message } = success?.body.kind === 'value' ? (success.body.value as { Message: string }) : { Message: '' };
    expect(Message.codePointAt(Message.length - 1)).toBe(0xff01);
  });

  test('the 401 challenges, the others carry no header of their own', () => {
    const headers = onlyOperation(description).answers.map((answer) => [answer.statusKey, answer.headers]);
    expect(headers).toEqual([
      ['200', {}],
      ['400', {}],
      ['400', {}],
      ['401', { 'WWW-Authenticate': 'Bearer' }],
    ]);
  });

  test('each answer is due when the document says', () => {
    expect(onlyOperation(description).answers.map(({ when }) => when)).toEqual([
      { kind: 'otherwise' },
      { kind: 'state', state: 'session-gone' },
      { kind: 'demand' },
      { kind: 'credential', states: ['missing', 'malformed', 'unknown', 'expired', 'revoked'] },
    ]);
  });
});

describe('Feishu is described as its document says', () => {
  let description: Description;
  beforeAll(async () => {
    description = await loadBundled('feishu');
  });

  test('one operation, with a bearer token and one query parameter', () => {
    const operation = onlyOperation(description);
    expect([operation.method, operation.path]).toEqual(['POST', '/open-apis/passport/v1/sessions/logout']);
    expect(description.document.servers).toMatchObject([{ url: 'https://open.feishu.cn' }]);
    expect(operation.security).toMatchObject([[{ scheme: { type: 'http', scheme: 'bearer' } }]]);
    expect(operation.parameters).toMatchObject([
      {
        name: 'user_id_type',
        in: 'query',
        required: false,
        example: 'open_id',
        schema: { $ref: '#/components/schemas/UserIdType' },
      },
    ]);
    const schemas = createSchemaReader(description.document);
    expect(schemas.resolve(operation.parameters[0]?.schema)).toMatchObject({
      type: 'string',
      enum: ['open_id', 'union_id', 'user_id'],
      default: 'open_id',
    });
  });

  test('its answers are the documented ones, the misspelt message included', () => {
    expect(answersOf(onlyOperation(description))).toEqual([
      ['200', 'application/json', { code: 0, msg: 'success', data: {} }],
      ['400', 'application/json', { code: 1080001, msg: 'param is invalis' }],
      ['400', 'application/json', { code: 1084001, msg: 'The parameter sid is invalid' }],
      ['400', 'application/json', { code: 1084002, msg: 'The parameter logout_reason is invalid' }],
    ]);
  });

  test('each answer is due when the document says', () => {
    expect(onlyOperation(description).answers.map(({ when }) => when)).toEqual([
      { kind: 'otherwise' },
      { kind: 'violates', pointers: [''] },
      { kind: 'violates', pointers: ['/body/sid'] },
      { kind: 'violates', pointers: ['/body/logout_reason'] },
    ]);
  });

  test('its request example is the documented one, under the JSON key without parameters', () => {
    const { requestBody } = onlyOperation(description);
    expect(requestBody?.required).toBe(true);
    expect(Object.keys(requestBody?.content ?? {})).toEqual(['application/json']);
    expect(documentedExample(requestBody?.content['application/json'] ?? {}, plainSchemas)).toEqual({
      idp_credential_id: 'user@xxx.xx',
      logout_type: 1,
      terminal_type: [1],
      user_id: 'ou_7dab8a3d3cdcc9da365777c7ad535d62',
      logout_reason: 34,
      sid: 'AAAAAAAAAANll6nQoIAAFA==',
    });
  });

  test.each([
    [1, 'user_id'],
    [2, 'idp_credential_id'],
    [3, 'sid'],
  ])('logout_type %i requires %s and nothing else', (logout_type, identifier) => {
    const { schema } = onlyOperation(description).requestBody?.content['application/json'] ?? {};
    const isAllowed = compile(schema, description.document);
    expect(isAllowed({ logout_type, [identifier]: 'x' })).toBe(true);
    expect(isAllowed({ logout_type })).toBe(false);
    const others = ['user_id', 'idp_credential_id', 'sid'].filter((name) => name !== identifier);
    expect(isAllowed({ logout_type, ...Object.fromEntries(others.map((name) => [name, 'x'])) })).toBe(false);
  });

  test('logout_type is 1, 2 or 3, terminal_type a list of 1 to 6 and 8, logout_reason 34, 35 or 36', () => {
    const { schema } = onlyOperation(description).requestBody?.content['application/json'] ?? {};
    const isAllowed = compile(schema, description.document);
    const identifiers = { user_id: 'x', idp_credential_id: 'x', sid: 'x' };
    const allowedOf = (name: string, wrap: (value: number) => unknown): readonly number[] =>
      Array.from({ length: 100 }, (_, value) => value).filter((value) =>
        isAllowed({ logout_type: 1, ...identifiers, [name]: wrap(value) }),
      );
    expect(allowedOf('logout_type', (value) => value)).toEqual([1, 2, 3]);
    expect(allowedOf('terminal_type', (value) => [value])).toEqual([1, 2, 3, 4, 5, 6, 8]);
    expect(allowedOf('logout_reason', (value) => value)).toEqual([34, 35, 36]);
  });
});

function answersOf({ answers }: Operation): readonly unknown[] {
  return answers.map(({ statusKey, body }) => [
    statusKey,
    body.kind === 'empty' ? undefined : body.mediaType,
    body.kind === 'value' ? body.value : undefined,
  ]);
}

function onlyOperation({ operations }: Description): Operation {
  const [operation, ...others] = operations;
  if (operation === undefined || others.length > 0) throw new Error('the description has not exactly one operation');
  return operation;
}

function loadBundled(api: string): Promise<Description> {
  const bundled = bundledApis.get(api);
  if (bundled === undefined) throw new Error(`${api} is not in the box`);
  return loadDescription(bundled.file);
}

function sourcesOf(node: unknown): readonly unknown[] {
  if (Array.isArray(node)) return node.flatMap(sourcesOf);
  if (!isRecord(node)) return [];
  return Object.entries(node).flatMap(([name, member]) => (name === 'x-source' ? [member] : sourcesOf(member)));
}

function isReason(unchecked: unknown): boolean {
  return typeof unchecked === 'string' && unchecked.trim() !== '';
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function numbered(letter: string, count: number): readonly string[] {
  return Array.from({ length: count }, (_, index) => letter + String(index + 1).padStart(2, '0'));
}

function readYaml(file: string): unknown {
  return parse(readFileSync(fileOf(file), 'utf8'));
}

function fileOf(name: string): string {
  return fileURLToPath(new URL(`../../openapi/${name}`, import.meta.url));
}
