import { createValidator } from '../../src/conformance/validator.js';
import type { Document, Schema } from '../../src/description/document.js';
import { createSchemaReader } from '../../src/description/schemas.js';
import type { Sample, SampleOptions } from '../../src/samples/sample.js';
import { createSampler } from '../../src/samples/sampler.js';

export interface World extends Partial<SampleOptions> {
  /** @default 3.1.0 */
  readonly openapi?: string;
  /** The schemas of the components. @default none */
  readonly schemas?: Readonly<Record<string, Schema>>;
}

export function documentOf({ openapi = '3.1.0', schemas = {} }: World = {}): Document {
  const components = { schemas, securitySchemes: {} };
  return { openapi, info: { title: 'Test', version: '1' }, paths: {}, components };
}

/** A sample of a schema in a document, judged by the validator of the document. */
export async function sampleOf(schema: Schema, world: World = {}): Promise<Sample> {
  const document = documentOf(world);
  const validator = createValidator(document);
  const reader = createSchemaReader(document);
  const sampler = createSampler({ reader, validate: (...question) => validator.value(...question) });
  return sampler.sample(schema, { use: 'reply', ...world });
}

/** The value of a sample. @throws where there is none. */
export async function valueOf(schema: Schema, world: World = {}): Promise<unknown> {
  const sample = await sampleOf(schema, world);
  if (sample.kind === 'none') throw new Error(`${sample.reason} ${sample.schema ?? ''}`);
  return sample.value;
}
