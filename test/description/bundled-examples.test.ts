import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import type { Document, Schema } from '../../src/description/document.js';
import { loadDescription } from '../../src/description/load.js';
import { compile } from './compile.js';

describe.each([
  ['fungame.yaml', 4],
  ['fungame.login.yaml', 6],
  ['feishu.yaml', 11],
  ['feishu.gateway.yaml', 8],
  ['feishu.token.yaml', 7],
  ['control.yaml', 62],
])('the examples of %s', (file, count) => {
  test('are allowed by their schemas', async () => {
    const { document } = await loadDescription(fileOf(file));
    const examples = examplesIn(document, '');
    expect(new Set(examples.map(({ value }) => JSON.stringify(value))).size).toBe(count);
    const validators = new Map(examples.map(({ schema }) => [schema, compileOnce(schema, document)]));
    const wrong = examples.filter(({ schema, value }) => validators.get(schema)?.(value) !== true);
    expect(wrong.map(({ place, value }) => `${place}: ${JSON.stringify(value)}`)).toEqual([]);
  });
});

test("the examples of Feishu's members are the documented ones", async () => {
  const { document } = await loadDescription(fileOf('feishu.yaml'));
  const schemas = (document.components as { schemas: Record<string, { examples?: unknown }> }).schemas;
  const examples = Object.entries(schemas).flatMap(([name, schema]) =>
    'examples' in schema ? [[name, schema.examples]] : [],
  );
  expect(Object.fromEntries(examples)).toEqual({
    IdpCredentialId: ['user@xxx.xx'],
    TerminalTypes: [[1]],
    UserId: ['ou_7dab8a3d3cdcc9da365777c7ad535d62'],
    LogoutReason: [34],
    Sid: ['AAAAAAAAAANll6nQoIAAFA=='],
  });
});

test("the gateway's answers are the ones that clients meet", async () => {
  const { operations } = await loadDescription(fileOf('feishu.yaml'), { companions: [fileOf('feishu.gateway.yaml')] });
  const invalid = 'Invalid access token for authorization. Please make a request with token attached.';
  const lent = operations[0]?.answers.slice(4) ?? [];
  expect(lent.map(({ statusKey, body, when }) => [statusKey, body.kind === 'value' && body.value, when])).toEqual([
    [
      '400',
      gatewayError(99991661, 'Missing access token for authorization. Please make a request with token attached.'),
      { kind: 'credential', states: ['missing', 'malformed'] },
    ],
    ['400', gatewayError(99991663, invalid), { kind: 'credential', states: ['unknown', 'expired', 'revoked'] }],
    ['400', gatewayError(99991668, invalid), { kind: 'state', state: 'foreign-token' }],
    ['400', scopeMissing, { kind: 'state', state: 'scope-missing' }],
    ['429', gatewayError(99991400, 'request trigger frequency limit'), { kind: 'demand' }],
  ]);
  const logId = { 'X-Tt-Logid': '20260911080000D2C5A1F60E8B37049C21' };
  const limits = { 'x-ogw-ratelimit-limit': '5', 'x-ogw-ratelimit-reset': '1' };
  expect(lent.map(({ headers }) => headers)).toEqual([logId, logId, logId, logId, { ...logId, ...limits }]);
});

const scopeMissing = {
  code: 99991672,
  msg: expect.stringMatching(
    /^Access denied\. One of the following scopes is required: \[passport:session:logout\]\.\S+$/,
  ) as string,
  error: {
    log_id: expect.stringMatching(/\S/) as string,
    permission_violations: [{ type: 'action_scope_required', subject: 'passport:session:logout' }],
  },
};

function gatewayError(code: number, msg: string): unknown {
  return { code, msg, error: { log_id: expect.stringMatching(/\S/) as string } };
}

interface Example {
  readonly place: string;
  readonly schema: Schema;
  readonly value: unknown;
}

// Every value beside a schema, and every value in one: `example`, `examples` and `default`. Members of a map, such as
// `properties`, may have these names too, and what `components` keeps for others has its schema elsewhere.
function examplesIn(node: unknown, place: string, isMap = false): readonly Example[] {
  if (!isRecord(node)) return Array.isArray(node) ? node.flatMap((item, i) => examplesIn(item, `${place}/${i}`)) : [];
  const isHolder = isMap || place === '/components';
  const inside = Object.entries(node).filter(([name]) => isMap || !['example', 'examples', 'default'].includes(name));
  return [
    ...(isHolder ? [] : valuesOf(node).map((value) => ({ place, schema: schemaOf(node), value }))),
    ...inside.flatMap(([name, member]) => examplesIn(member, `${place}/${name}`, !isMap && maps.has(name))),
  ];
}

const maps = new Set([
  'properties',
  'patternProperties',
  '$defs',
  'schemas',
  'responses',
  'headers',
  'parameters',
  'paths',
]);

function schemaOf(node: Readonly<Record<string, unknown>>): Schema {
  return isRecord(node['schema']) ? node['schema'] : node;
}

function valuesOf(node: Readonly<Record<string, unknown>>): readonly unknown[] {
  const named = isRecord(node['examples']) ? Object.values(node['examples']) : [];
  const listed = Array.isArray(node['examples']) ? (node['examples'] as unknown[]) : [];
  const single = ['example', 'default'].filter((name) => name in node).map((name) => node[name]);
  return [...named.map((example) => (example as { value: unknown }).value), ...listed, ...single];
}

// What stands behind one reference is one schema, compiled when it is needed.
function compileOnce(schema: Schema, document: Document): (value: unknown) => boolean {
  let validate: ((value: unknown) => boolean) | undefined;
  return (value) => (validate ??= compile(schema, document))(value);
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function fileOf(name: string): string {
  return fileURLToPath(new URL(`../../openapi/${name}`, import.meta.url));
}
