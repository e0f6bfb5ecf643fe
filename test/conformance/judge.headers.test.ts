import { describe, expect, test } from 'vitest';
import { judge } from '../../src/conformance/judge.js';
import { createValidator } from '../../src/conformance/validator.js';
import type { Document } from '../../src/description/document.js';
import { readOperations } from '../../src/description/operations.js';
import type { HeaderObject } from '../../src/description/document.js';
import type { Finding } from '../../src/exchange.js';

type Sent = Readonly<Record<string, readonly string[]>>;

interface Circumstances {
  readonly status?: number;
  readonly openapi?: string;
  readonly text?: string;
}

/** Judges a reply with these headers where the response 401, which has no content, documents those. */
function judgeHeaders(
  documented: Readonly<Record<string, HeaderObject>>,
  headers: Sent,
  { status = 401, openapi = '3.1.0', text = '' }: Circumstances = {},
): readonly Finding[] {
  const responses = { '401': { description: '', headers: documented, 'x-source': ['R'] } };
  const paths = { '/a': { get: { operationId: 'a', responses } } };
  const document: Document = { openapi, info: { title: 'Test', version: '1' }, paths };
  const [operation] = readOperations(document);
  const [answer] = operation?.answers ?? [];
  if (operation === undefined || answer === undefined) throw new Error('the document has no answer');
  const statements = { title: '', address: '', byId: new Map() };
  const promised = { statements, validator: createValidator(document) };
  return judge(
    { status, headers, body: new TextEncoder().encode(text) },
    { operation, answer, statements: [] },
    promised,
  );
}

const rulesOf = (findings: readonly Finding[]): readonly string[] => findings.map(({ rule }) => rule);

describe('a required header', () => {
  const challenge = { 'WWW-Authenticate': { required: true, schema: { type: 'string' } } };

  test('that is missing breaks the statements of its response, even without a body', () => {
    const [finding, ...others] = judgeHeaders(challenge, {});
    expect(finding).toMatchObject({ rule: 'header-required', level: 'must', statements: ['R'] });
    expect(finding?.message).toContain('WWW-Authenticate');
    expect(others).toEqual([]);
  });

  test('is found whatever the case of its name', () => {
    expect(judgeHeaders({ 'wWw-aUTHENTICATE': { required: true } }, { 'www-authenticate': ['Bearer'] })).toEqual([]);
  });

  test('is not looked for under another status than is due', () => {
    expect(rulesOf(judgeHeaders(challenge, {}, { status: 403 }))).toEqual(['status']);
  });

  test('is judged beside an unexpected body', () => {
    expect(rulesOf(judgeHeaders(challenge, {}, { text: 'no' }))).toEqual(['header-required', 'body-empty']);
  });

  test.each(['Content-Type', 'content-type'])('named %s is ignored', (name) => {
    expect(judgeHeaders({ [name]: { required: true, schema: { const: 'a' } } }, {})).toEqual([]);
  });
});

test('a header that may be left out may be left out', () => {
  expect(judgeHeaders({ 'X-A': { schema: { type: 'integer' } } }, {})).toEqual([]);
});

const list = { type: 'array', items: { type: 'integer' }, maxItems: 3 };
const point = { type: 'object', required: ['x'], properties: { x: { type: 'integer' } }, additionalProperties: false };

test.each<[string, HeaderObject, string, string]>([
  ['an integer', { schema: { type: 'integer', maximum: 9 } }, '9', '10'],
  ['a number', { schema: { type: 'number' } }, '-0.5', 'half'],
  ['a boolean', { schema: { type: 'boolean' } }, 'true', 'yes'],
  ['a text', { schema: { type: 'string', pattern: '^\\d+$' } }, '12', 'x'],
  ['a format', { schema: { type: 'string', format: 'uuid' } }, '8b0a1c1e-7a0f-4c53-9f59-0b9b2f3c1d2e', '8b0a'],
  ['a value without a type', { schema: { enum: [1, 'two'] } }, '1', '2'],
  ['a choice', { schema: { oneOf: [{ type: 'integer' }, { type: 'string', maxLength: 2 }] } }, '5', 'five'],
  ['an inherited list', { schema: { allOf: [list] } }, '1, 2', '1, two'],
  ['a list', { schema: list }, '1,2 , 3', '1,2,3,4'],
  ['a list of names', { schema: { type: 'array', items: { enum: ['a', 'b'] } } }, 'a , b', 'a;b'],
  ['an empty list', { schema: list }, '', 'none'],
  ['an object', { schema: point }, 'x,1', 'x=1'],
  ['an exploded object', { explode: true, schema: point }, 'x=1', 'x,1'],
  ['JSON', { content: { 'application/json': { schema: point } } }, '{"x":1}', '{"x":"1"}'],
])('%s is read by its style', (_, header, right, wrong) => {
  expect(judgeHeaders({ 'X-A': header }, { 'x-a': [right] })).toEqual([]);
  const [finding, ...others] = judgeHeaders({ 'X-A': header }, { 'x-a': [wrong] });
  expect(finding).toMatchObject({ rule: 'header-schema', level: 'must', statements: ['R'] });
  expect(finding?.message).toContain('X-A');
  expect(finding?.came).toBe(`X-A: ${JSON.stringify(wrong)}`);
  expect(others).toEqual([]);
});

test('several lines of one name are one list', () => {
  expect(judgeHeaders({ 'X-A': { schema: list } }, { 'x-a': ['1', '2, 3'] })).toEqual([]);
  expect(rulesOf(judgeHeaders({ 'X-A': { schema: list } }, { 'x-a': ['1, 2', '3, 4'] }))).toEqual(['header-schema']);
});

test('the dialect is that of the document', () => {
  const header = { 'X-A': { schema: { type: 'integer', nullable: true, minimum: 1, exclusiveMinimum: true } } };
  expect(judgeHeaders(header, { 'x-a': ['2'] }, { openapi: '3.0.3' })).toEqual([]);
  expect(rulesOf(judgeHeaders(header, { 'x-a': ['1'] }, { openapi: '3.0.3' }))).toEqual(['header-schema']);
});

test.each<[string, string, HeaderObject]>([
  ['has no schema', 'X-A', {}],
  ['has a schema that does not compile', 'X-A', { schema: { $ref: '#/nowhere' } }],
  ['is written as another standard says', 'Set-Cookie', { schema: { const: 'a' } }],
])('a header that %s only has to be there', (_, name, header) => {
  const documented = { [name]: { ...header, required: true } };
  expect(judgeHeaders(documented, { [name.toLowerCase()]: ['x', 'y'] })).toEqual([]);
  expect(rulesOf(judgeHeaders(documented, {}))).toEqual(['header-required']);
});
