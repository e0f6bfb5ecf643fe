import type { Schema } from '../description/document.js';
import type { SchemaReader } from '../description/schemas.js';
import { UserError } from '../errors.js';
import type { SampleOptions } from './sample.js';
import { createSampler, type SamplerOptions } from './sampler.js';

export interface MakeUpOptions extends Partial<SampleOptions> {
  /** What the value is for, as the error tells it. @default a value */
  readonly what?: string;
}

/**
 * Makes up a value that a schema allows, of a reply unless told otherwise.
 * @throws UserError SCHEMA_UNSATISFIED where none was found.
 */
export type MakeUp = (schema: Schema, options?: MakeUpOptions) => Promise<unknown>;

/** What makes values up needs to know of a description. */
export interface MakeUpSource {
  readonly schemas: SchemaReader;
  readonly value: SamplerOptions['validate'];
}

export function createMakeUp({ schemas: reader, value: validate }: MakeUpSource): MakeUp {
  const sampler = createSampler({ reader, validate });
  return async (schema, { what = 'a value', ...options } = {}) => {
    const sample = await sampler.sample(schema, { use: 'reply', ...options });
    if (sample.kind === 'value') return sample.value;
    const where = sample.schema === undefined ? '' : ` (${sample.schema})`;
    const message = `No value can be made up for ${what}: ${sample.reason}${where}. Give it an example.`;
    throw new UserError('SCHEMA_UNSATISFIED', message);
  };
}
