import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Document, ParameterObject } from '../../../src/description/document.js';
import { readFields, type Field } from '../../../src/description/parameters/fields.js';
import { readParameter } from '../../../src/description/parameters/read-parameter.js';
import { isSettled } from '../../../src/description/parameters/settled.js';
import { writeFields, writeParameter } from '../../../src/description/parameters/write-parameter.js';
import { createSchemaReader } from '../../../src/description/schemas.js';

const document: Document = { openapi: '3.1.0', info: { title: 't', version: '1' } };
const schemas = createSchemaReader(document);

const text = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 8 });
const ascii = fc.string({ unit: fc.constantFrom('a', 'Z', '0', '-', '_', '%', '+', ' ', ';', '='), minLength: 1 });
const values = {
  text: { schema: { type: 'string' }, of: (part: typeof text): fc.Arbitrary<unknown> => part },
  list: {
    schema: { type: 'array', items: { type: 'string' } },
    of: (part: typeof text): fc.Arbitrary<unknown> => fc.array(part, { minLength: 1, maxLength: 4 }),
  },
  object: {
    schema: {
      type: 'object',
      properties: { R: { type: 'string' }, 'a b&c': { type: 'string' }, G: { type: 'string' } },
    },
    of: (part: typeof text): fc.Arbitrary<unknown> =>
      fc.record({ R: part, 'a b&c': part, G: part }, { requiredKeys: ['G'], noNullPrototype: true }),
  },
} as const;

const samples = { text: 'x', list: ['x'], object: { G: 'x' } };

const styles = [
  ['path', 'simple'],
  ['path', 'label'],
  ['path', 'matrix'],
  ['query', 'form'],
  ['query', 'spaceDelimited'],
  ['query', 'pipeDelimited'],
  ['query', 'deepObject'],
  ['cookie', 'form'],
  ['header', 'simple'],
] as const;

const shapes = ['text', 'list', 'object'] as const;

const all = styles.flatMap(([place, style]) =>
  [true, false].flatMap((explode) =>
    (place === 'query' ? [true, false] : [false]).flatMap((allowReserved) =>
      shapes.map((shape) => [place, style, explode, allowReserved, shape] as const),
    ),
  ),
);

type Combination = (typeof all)[number];

function toParameter([place, style, explode, allowReserved, shape]: Combination): ParameterObject {
  return { name: 'v w', in: place, style, explode, allowReserved, schema: values[shape].schema };
}

const settled = all.filter((combination) => isSettled(toParameter(combination), samples[combination[4]], schemas));

test('what no specification settles is left out', () => {
  const left = all.filter((combination) => !settled.includes(combination)).map((combination) => combination.join(' '));
  expect(left).toHaveLength(16);
  expect(left).toContain('query deepObject true false list');
  expect(left).toContain('path label false false list');
});

test.each(settled)(
  'what is written in %s, style %s, explode %s, allowReserved %s, of a %s is read again',
  (...combination) => {
    const parameter = toParameter(combination);
    const { in: place } = parameter;
    const { of } = values[combination[4]];
    fc.assert(
      fc.property(of(place === 'header' ? ascii : text), (value) => {
        fc.pre(isSettled(parameter, value, schemas) && !isBlank(place, value));
        expect(readBack(parameter, value)).toContainEqual(value);
      }),
      { numRuns: 60, seed: 1 },
    );
  },
);

// RFC 9110 section 5.6.1: blanks around the items of a header say nothing. Names of members are no texts of headers.
function isBlank(place: ParameterObject['in'], value: unknown): boolean {
  const texts = Object.values(typeof value === 'string' ? [value] : (value as object)) as readonly string[];
  return place === 'header' && texts.some((one) => one.trim() !== one);
}

/** Every reading of a parameter that was sent as it is written. */
function readBack(parameter: ParameterObject, value: unknown): readonly unknown[] {
  const written = writeParameter(parameter, value);
  const fields = parameter.in === 'query' ? readFields(writeFields(written)) : written;
  const texts = fields.filter(({ name }) => name === parameter.name).map((field: Field) => field.text);
  const found = readParameter(parameter, { texts, fields }, schemas);
  return found.kind === 'present' ? found.readings : [found];
}
