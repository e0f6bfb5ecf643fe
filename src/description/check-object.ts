import type { Kind } from './grammar.js';
import { pointerTo } from './json-pointer.js';
import { isObject, type Members } from './json-value.js';
import { keywordFault } from './keyword-fault.js';
import { isWhen } from './when.js';

/** Something that is not as OpenAPI has it. */
export interface Fault {
  /** Where, as a JSON Pointer into the document. */
  readonly pointer: string;
  readonly message: string;
  /** Whether whoever needs it cannot be served; else only what stands there is left out. */
  readonly isGrave: boolean;
}

/** What of an object itself, not of what is within it, is not as its kind has it, as far as anything is read from it. */
export function checkObject(value: Members, kind: Kind, pointer: string): readonly Fault[] {
  return Object.entries(value)
    .flatMap(([key, member]) => {
      const fault = checks[kind]?.[key]?.(member);
      return fault === undefined ? [] : [{ pointer: pointerTo(pointer, key), ...fault }];
    })
    .concat(lacking(value, kind, pointer));
}

type Check = (member: unknown) => Pick<Fault, 'message' | 'isGrave'> | undefined;

const grave =
  (isFine: (value: unknown) => boolean, message: string): Check =>
  (value) =>
    isFine(value) ? undefined : { message, isGrave: true };

const isText = (value: unknown): boolean => typeof value === 'string';
const text = grave(isText, 'must be a text');
const oneOf = (...values: readonly string[]): Check =>
  grave((value) => isText(value) && values.includes(String(value)), `must be one of ${values.join(', ')}`);
const when = grave(isWhen, 'must have exactly one of credential, violates, state and demand');
const requirements = grave(
  (value) => Array.isArray(value) && value.every((one) => isObject(one)),
  'must be a list of objects, each with the names of security schemes',
);

const checks: Partial<Record<Kind, Readonly<Record<string, Check>>>> = {
  operation: {
    operationId: text,
    security: requirements,
    tags: grave((value) => Array.isArray(value) && value.every(isText), 'must be a list of texts'),
  },
  parameter: { name: text, in: oneOf('path', 'query', 'header', 'cookie', 'querystring') },
  response: { 'x-when': when },
  example: { 'x-when': when },
  securityScheme: {
    type: oneOf('apiKey', 'http', 'oauth2', 'openIdConnect', 'mutualTLS'),
    scheme: text,
    name: text,
    in: oneOf('query', 'header', 'cookie'),
  },
};

const required: Partial<Record<Kind, readonly string[]>> = {
  parameter: ['name', 'in'],
  requestBody: ['content'],
  securityScheme: ['type'],
};

function lacking(value: Members, kind: Kind, pointer: string): readonly Fault[] {
  const ofScheme = kind === 'securityScheme' ? (ofSchemeType[String(value['type'])] ?? []) : [];
  return [...(required[kind] ?? []), ...ofScheme]
    .filter((key) => !Object.hasOwn(value, key))
    .map((key) => ({ pointer, message: `must have the member ${key}`, isGrave: true }));
}

const ofSchemeType: Readonly<Record<string, readonly string[]>> = { http: ['scheme'], apiKey: ['in', 'name'] };

/** What of the keywords of a schema says nothing, and is left out. */
export function checkSchema(schema: Members, pointer: string): readonly Fault[] {
  return Object.entries(schema).flatMap(([keyword, value]) => {
    const message = keywordFault(keyword, value);
    return message === undefined ? [] : [{ pointer: pointerTo(pointer, keyword), message, isGrave: false }];
  });
}
