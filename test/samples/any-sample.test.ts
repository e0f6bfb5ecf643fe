import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createValidator } from '../../src/conformance/validator.js';
import { createSchemaReader } from '../../src/description/schemas.js';
import { createBudget } from '../../src/samples/budget.js';
import { createJudge } from '../../src/samples/judge.js';
import { createSampler } from '../../src/samples/sampler.js';
import { anySchema, anyValue } from './any-schema.js';
import { documentOf } from './sample.js';
import { schemaAround } from './schema-around.js';

// The sampler is not told what the validator says, so that it has to be right by itself.
describe.each([
  { openapi: '3.0.3', use: 'reply', seed: undefined },
  { openapi: '3.0.3', use: 'request', seed: 7 },
  { openapi: '3.1.0', use: 'request', seed: undefined },
  { openapi: '3.1.0', use: 'reply', seed: 7 },
] as const)('OpenAPI $openapi, $use, seed $seed', ({ openapi, use, seed }) => {
  const document = documentOf({ openapi });
  const reader = createSchemaReader(document);
  const validator = createValidator(document);
  const sampler = createSampler({ reader, validate: () => [] });
  const any = anySchema(openapi, 2);
  const simple = anySchema(openapi, 1);

  test('what is made up of any schema is allowed, or nothing is made up', async () => {
    await fc.assert(
      fc.asyncProperty(any, async (schema) => {
        const sample = await sampler.sample(schema, { use, seed });
        if (sample.kind === 'value') expect(validator.value(schema, sample.value, use)).toEqual([]);
      }),
      { numRuns: 100 },
    );
  });

  test('hardly any schema that allows a value is without one', async () => {
    const refused: unknown[] = [];
    const numRuns = 200;
    await fc.assert(
      fc.asyncProperty(anyValue, fc.gen(), async (value, draw) => {
        const allows = createJudge({ reader, exempt: 'writeOnly', budget: createBudget(1_000_000) });
        const schema = schemaAround(value, {
          draw: (arbitrary) => draw(() => arbitrary),
          any: simple,
          allows,
          is30: openapi === '3.0.3',
        });
        const sample = await sampler.sample(schema, { use, seed });
        if (sample.kind === 'none') refused.push({ value, schema });
        else expect(validator.value(schema, sample.value, use)).toEqual([]);
      }),
      { numRuns },
    );
    expect(refused.length).toBeLessThanOrEqual(numRuns / 25);
  });
});
