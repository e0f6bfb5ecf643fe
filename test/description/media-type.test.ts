import { describe, expect, test } from 'vitest';
import { essence, isInRange, isJson } from '../../src/description/media-type.js';

test.each([
  ['application/json; charset=utf-8', 'application/json'],
  ['Application/JSON;charset="utf-8"; v=1', 'application/json'],
  ['  text/plain  ', 'text/plain'],
  ['', ''],
])('%j is %j without its parameters', (mediaType, expected) => {
  expect(essence(mediaType)).toBe(expected);
});

describe('JSON', () => {
  test.each([
    'application/json',
    'application/json; charset=utf-8',
    'APPLICATION/JSON',
    'application/problem+json',
    'application/vnd.api+json; ext="https://example.com"',
    'model/gltf+json', // registered with IANA; RFC 6839 ties the suffix to no top-level type
  ])('%s is JSON', (mediaType) => {
    expect(isJson(mediaType)).toBe(true);
  });

  test.each([
    '',
    'text/plain',
    'text/html; a=application/json',
    'application/jsonp',
    'application/x-json-seq',
    'application/+json',
    'application/xml',
    'xapplication/json',
  ])('%j is not JSON', (mediaType) => {
    expect(isJson(mediaType)).toBe(false);
  });
});

describe('ranges', () => {
  test.each([
    ['application/json', 'application/json'],
    ['application/json; charset=utf-8', 'application/json'],
    ['application/json', 'application/json; charset=utf-8'],
    ['Application/Json', 'application/JSON'],
    ['application/json', 'application/*'],
    ['text/plain', '*/*'],
  ])('%s lies in %s', (mediaType, range) => {
    expect(isInRange(mediaType, range)).toBe(true);
  });

  test.each([
    ['text/plain', 'application/json'],
    ['text/json', 'application/*'],
    ['application/problem+json', 'application/json'],
    ['application/*', 'application/json'],
    ['', 'application/json'],
  ])('%j does not lie in %s', (mediaType, range) => {
    expect(isInRange(mediaType, range)).toBe(false);
  });
});
