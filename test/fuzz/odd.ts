import fc, { type Arbitrary } from 'fast-check';

const notorious = [
  '',
  ' ',
  '\0',
  '__proto__',
  'constructor',
  'toString',
  'hasOwnProperty',
  '..',
  '../../etc/passwd',
  '%',
  '%ff',
  '%00',
  '%2e%2e%2f',
  '+',
  '&',
  '=',
  ';',
  ',',
  '"',
  "'",
  '\\',
  '\\u0000',
  'x\r\nInjected: yes',
  '\u2028',
  '\ud800',
  '😀',
  'ÿ',
  'null',
  'true',
  '0',
  '-1',
  '1e999',
  '9007199254740993',
  'NaN',
  'x'.repeat(300),
  'x'.repeat(6000),
];

// UTF-16, well-formed or not.
const unit = fc.oneof(fc.nat({ max: 0xff }), fc.nat({ max: 0xffff }));

/** Any text, odd ones above all. */
export const oddText: Arbitrary<string> = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom(...notorious) },
  { weight: 2, arbitrary: fc.array(unit, { maxLength: 30 }).map((units) => String.fromCharCode(...units)) },
  { weight: 1, arbitrary: fc.string({ maxLength: 10 }) },
);

/** What can be sent as the value of a header. */
export const oddHeader: Arbitrary<string> = oddText.map((text) => text.replace(/[^\t\x20-\x7e\x80-\xff]/g, '?'));

/** What can be sent as a part of a path or query; more than ASCII is no well-formed HTTP. */
export const oddPath: Arbitrary<string> = oddText.map((text) => text.replace(/[^\x21-\x7e]/g, '?'));

/** Any JSON value. */
export const oddValue: Arbitrary<unknown> = fc.oneof(
  { weight: 3, arbitrary: oddText },
  fc.integer(),
  fc.double(),
  fc.constantFrom(null, true, false, [], {}, [[]], 0, -1, 1.5, 1e21, Number.MAX_SAFE_INTEGER),
  fc.jsonValue(),
);

/** A mark that stands for one of the tokens, as it may be spelled in this place. */
export function tokenIn(place: 'path' | 'header' | 'body'): Arbitrary<string> {
  const spellings = { path: ['', '|uri', '|percent'], header: ['', '|uri'], body: ['', '|uri', '|json'] };
  return fc
    .tuple(fc.nat({ max: 7 }), fc.constantFrom(...spellings[place]))
    .map(([index, spelling]) => `{token:${String(index)}${spelling}}`);
}

/** Bodies that are no JSON, or JSON of a shape that hurts. `{much}` stands for more than the mock reads. */
export const oddBody: Arbitrary<string> = fc.oneof(
  oddText,
  oddValue.map((value) => JSON.stringify(value)),
  fc.constantFrom(
    '{',
    '{"a":1}{',
    '[1,2',
    '"unfinished',
    '\ufeff{"logout_type":1}',
    '{"__proto__":{"logout_type":1},"constructor":{"prototype":{}}}',
    '{"logout_type":1,"logout_type":3}',
    '['.repeat(20_000),
    `${'{"a":'.repeat(5_000)}1${'}'.repeat(5_000)}`,
    `${'['.repeat(20_000)}${']'.repeat(20_000)}`,
    '1'.repeat(400),
    '{much}',
    `{"${'k'.repeat(70_000)}":1}`,
    'Username=a&Password=b',
  ),
);

/** Media types as people send them, and as they do not. */
export const oddMediaType: Arbitrary<string> = fc.oneof(
  oddHeader,
  fc.constantFrom(
    'application/json',
    'APPLICATION/JSON; charset="UTF-8"',
    'application/json; charset=utf-16',
    'application/json;',
    'application/problem+json',
    'application/vnd.api+json',
    'text/json',
    'text/plain',
    'application/x-www-form-urlencoded',
    'multipart/form-data; boundary=x',
    'application/json, text/plain',
    'json',
    '*/*',
    '/',
  ),
);
