import type { ValidateFunction } from 'ajv';
import type { Schema } from '../description/document.js';
import type { Violation } from '../exchange.js';
import { lazyAjv, violationsOf, type Dialect } from './lazy-ajv.js';
import { prepareSchemas } from './prepare-schemas.js';

type ValueValidator = (schema: Schema, value: unknown, of: 'request' | 'reply') => readonly Violation[];

const options = { strict: false, allErrors: true, verbose: true, validateSchema: false, logger: false } as const;

/** Validates values as they are, by any schema of the document. */
export function createValueValidator(dialect: Dialect): ValueValidator {
  const engine = lazyAjv(dialect);
  const compiled = new WeakMap<object, ValidateFunction>();
  const compile = (schema: object): ValidateFunction => {
    const whole = { properties: { value: structuredClone(schema) } };
    return engine(options, prepareSchemas(whole)).compile(whole);
  };
  return (schema, value, of) => {
    if (schema === true) return [];
    const key = schema === false ? never : schema;
    const validate = compiled.get(key) ?? compile(key);
    compiled.set(key, validate);
    const violations = violationsOf(validate, { value }, of === 'request' ? 'readOnly' : 'writeOnly');
    return violations.map((violation) => ({ ...violation, pointer: violation.pointer.slice('/value'.length) }));
  };
}

const never = { not: {} };
