import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import type { Document, Schema } from '../../src/description/document.js';

/** Whether values are allowed by a schema of a document in OpenAPI 3.1, told without anything of ours. */
export function compile(schema: Schema | undefined, { components }: Document): (value: unknown) => boolean {
  const whole = { allOf: [schema ?? false], components };
  const validate = addFormats.default(new Ajv2020({ strict: false })).compile(whole);
  return (value) => validate(value);
}
