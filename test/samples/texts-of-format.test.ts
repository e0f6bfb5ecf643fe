import { fullFormats } from 'ajv-formats/dist/formats.js';
import { expect, test } from 'vitest';
import { createValidator } from '../../src/conformance/validator.js';
import { textsOfFormat } from '../../src/samples/texts-of-format.js';
import { documentOf } from './sample.js';

const validator = createValidator(documentOf());
const ofNumbers = ['int32', 'int64', 'float', 'double', 'binary'];

test.each(Object.keys(fullFormats).filter((format) => !ofNumbers.includes(format)))(
  'every text of the format %s is one, and each of many is another one',
  (format) => {
    const texts = Array.from({ length: 20 }, (_, number) =>
      textsOfFormat(format)?.(number, { minLength: 0, maxLength: 99 }),
    );
    for (const text of texts.flat()) expect(validator.value({ type: 'string', format }, text, 'reply')).toEqual([]);
    expect(new Set(texts.map((some) => some?.[0])).size).toBe(20);
  },
);
