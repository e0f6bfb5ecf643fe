import { isObject } from './json-value.js';
import { toRegExp } from './pattern.js';

/** Why the value of a keyword says nothing; `undefined` where it is as it should be, or no keyword that forbids. */
export function keywordFault(keyword: string, value: unknown): string | undefined {
  return Object.hasOwn(rules, keyword) ? rules[keyword]?.(value) : undefined;
}

type Rule = (value: unknown) => string | undefined;

const rule =
  (isFine: (value: unknown) => boolean, fault: string): Rule =>
  (value) =>
    isFine(value) ? undefined : fault;

const isSchema = (value: unknown): boolean => typeof value === 'boolean' || isObject(value);
const isText = (value: unknown): value is string => typeof value === 'string';

const aSchema = rule(isSchema, 'is no schema');
const schemas = rule((value) => isListOf(value, isSchema), 'is no list of schemas, of at least one');
const namedSchemas = rule(
  (value) => isObject(value) && Object.values(value).every(isSchema),
  'holds what is no schema',
);
const aNumber = rule((value) => typeof value === 'number', 'is no number');
const aLimit = rule((value) => typeof value === 'number' || typeof value === 'boolean', 'is no number');
const aCount = rule((value) => Number.isInteger(value) && Number(value) >= 0, 'is no whole number from 0 up');
const names = rule((value) => Array.isArray(value) && value.every(isText), 'is no list of names');

const rules: Readonly<Record<string, Rule>> = {
  type: (value) => typeFault(value),
  enum: rule((value) => isListOf(value, () => true), 'is no list of values, of at least one'),
  multipleOf: rule((value) => typeof value === 'number' && value > 0, 'is no number above 0'),
  minimum: aNumber,
  maximum: aNumber,
  exclusiveMinimum: aLimit,
  exclusiveMaximum: aLimit,
  minLength: aCount,
  maxLength: aCount,
  minItems: aCount,
  maxItems: aCount,
  minProperties: aCount,
  maxProperties: aCount,
  minContains: aCount,
  maxContains: aCount,
  pattern: rule((value) => isText(value) && toRegExp(value) !== undefined, 'is no regular expression of ECMA-262'),
  format: rule(isText, 'is no text'),
  uniqueItems: rule((value) => typeof value === 'boolean', 'is neither true nor false'),
  required: names,
  properties: namedSchemas,
  patternProperties: (value) => namedSchemas(value) ?? patternsFault(value),
  dependentSchemas: namedSchemas,
  dependentRequired: rule(
    (value) => isObject(value) && Object.values(value).every((list) => names(list) === undefined),
    'holds what is no list of names',
  ),
  allOf: schemas,
  anyOf: schemas,
  oneOf: schemas,
  prefixItems: schemas,
  ...Object.fromEntries(
    [
      ...['not', 'if', 'then', 'else', 'items', 'contains', 'additionalProperties', 'propertyNames'],
      ...['unevaluatedItems', 'unevaluatedProperties'],
    ].map((key) => [key, aSchema]),
  ),
};

const types = new Set<unknown>(['null', 'boolean', 'integer', 'number', 'string', 'array', 'object']);

/** Whether a text is one of the types of JSON Schema. */
export function isTypeName(value: unknown): boolean {
  return types.has(value);
}

function typeFault(value: unknown): string | undefined {
  const unknown = (Array.isArray(value) ? (value as unknown[]) : [value]).filter((one) => !isTypeName(one));
  const isEmpty = Array.isArray(value) && value.length === 0;
  return unknown.length > 0 || isEmpty ? `${unknown.map(show).join(' and ') || 'an empty list'} is no type` : undefined;
}

function patternsFault(value: unknown): string | undefined {
  const broken = Object.keys(isObject(value) ? value : {}).find((pattern) => toRegExp(pattern) === undefined);
  return broken === undefined ? undefined : `${show(broken)} is no regular expression of ECMA-262`;
}

function isListOf(value: unknown, isFine: (item: unknown) => boolean): boolean {
  return Array.isArray(value) && value.length > 0 && value.every(isFine);
}

function show(value: unknown): string {
  return value === undefined ? 'nothing' : JSON.stringify(value);
}
