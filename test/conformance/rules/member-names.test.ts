import { describe, expect, test } from 'vitest';
import { memberNames } from '../../../src/conformance/rules/member-names.js';
import { plainSchemas } from '../../description/plain-schemas.js';

const schema = {
  type: 'object',
  'x-source': ['F16'],
  properties: { RequestType: true, StatusCode: true, Message: true, Data: true },
};

test('documented names are taken as they are', () => {
  const body = { RequestType: 1, Data: {}, further: true };
  expect(memberNames(body, schema, plainSchemas)).toEqual({ value: body, departures: [] });
});

test('names in another case are resolved, in one departure that tells both', () => {
  const { value, departures } = memberNames(
    { requestType: 1, statuscode: 200, MESSAGE: 'bye', Data: {}, event: 'e' },
    schema,
    plainSchemas,
  );
  expect(value).toEqual({ RequestType: 1, StatusCode: 200, Message: 'bye', Data: {}, event: 'e' });
  expect(departures).toMatchObject([
    {
      rule: 'member-names',
      statements: ['F16'],
      expected: 'members named RequestType, StatusCode, Message',
      came: 'members named requestType, statuscode, MESSAGE',
    },
  ]);
});

test('a further member that differs in case only is no departure where the documented one came too', () => {
  const body = { Message: 'bye', message: 'hi' };
  expect(memberNames(body, schema, plainSchemas)).toEqual({ value: body, departures: [] });
});

test('names of another spelling are not resolved', () => {
  const body = { request_type: 1, StatusCod: 200 };
  expect(memberNames(body, schema, plainSchemas)).toEqual({ value: body, departures: [] });
});

test('falsy members keep their values', () => {
  const { value } = memberNames({ message: '', data: null, statusCode: 0 }, schema, plainSchemas);
  expect(value).toEqual({ Message: '', Data: null, StatusCode: 0 });
});

describe('the documented names', () => {
  test.each(['allOf', 'oneOf', 'anyOf'])('may stand in the parts of %s, the statements too', (key) => {
    const parts = [
      { 'x-source': ['A1'], properties: { Code: true } },
      true,
      { 'x-source': ['A2'], properties: { Code: true, Text: true } },
    ];
    const { value, departures } = memberNames(
      { code: 0, text: 'a' },
      { 'x-source': ['A0'], [key]: parts },
      plainSchemas,
    );
    expect(value).toEqual({ Code: 0, Text: 'a' });
    expect(departures).toMatchObject([{ statements: ['A0', 'A1', 'A2'] }]);
  });

  test('are none in a schema that says nothing of members', () => {
    for (const silent of [true, false, {}, { type: 'object' }]) {
      expect(memberNames({ a: 1 }, silent, plainSchemas)).toEqual({ value: { a: 1 }, departures: [] });
    }
  });
});

test.each([[null], [[]], ['text'], [5]])('%j has no members', (value) => {
  expect(memberNames(value, schema, plainSchemas)).toEqual({ value, departures: [] });
});
