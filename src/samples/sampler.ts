import type { Schema } from '../description/document.js';
import type { SchemaReader } from '../description/schemas.js';
import type { Violation } from '../exchange.js';
import { attempt } from './attempt.js';
import { createBudget } from './budget.js';
import { isSmall } from './closure.js';
import { effortsFor } from './efforts.js';
import type { NoSample, Sample, SampleOptions, Use } from './sample.js';

export interface Sampler {
  /** Makes a value up. The same schema, options and document give the same value. */
  sample(schema: Schema, options: SampleOptions): Promise<Sample>;
}

export interface SamplerOptions {
  readonly reader: SchemaReader;
  /** Has the last word on a value: what of it departs from its schema. */
  readonly validate: (schema: Schema, value: unknown, use: Use) => readonly Violation[];
}

/**
 * Makes up values for schemas: documented ones first, at every depth. However a schema is, that takes a bounded number of
 * steps, and what comes out is allowed by it.
 */
export function createSampler({ reader, validate }: SamplerOptions): Sampler {
  return {
    async sample(schema, options) {
      const budget = createBudget(mostSteps);
      let failure: NoSample | undefined;
      for (const effort of effortsFor(options.seed)) {
        const made = attempt(schema, { reader, effort, options, budget });
        const sample = made.kind === 'value' && isSmall(schema, reader) ? confirm(schema, made.value) : made;
        if (sample.kind === 'value') return sample;
        failure ??= sample;
        await breathe();
      }
      return failure ?? { kind: 'none', reason: 'no value was found' };

      function confirm(schema: Schema, value: unknown): Sample {
        const [violation] = validate(schema, value, options.use);
        if (violation === undefined) return { kind: 'value', value };
        return { kind: 'none', reason: `no value was found: ${violation.pointer} ${violation.message}` };
      }
    },
  };
}

const mostSteps = 60_000;

// Whoever waits meanwhile comes first.
function breathe(): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve);
  });
}
