import { expect, test } from 'vitest';
import { convertSwagger2 as convert } from '../support/convert-swagger2.js';

const form = (fields: string, consumes: string): string =>
  `paths: { /a: { post: { consumes: ${consumes}, parameters: ${fields}, responses: {} } } }`;
const body = '/paths/~1a/post/requestBody';

test('a form has every type of a form that the operation consumes, with all that its fields say', async () => {
  const { at } = await convert(
    form(
      '[{ in: formData, name: a, type: integer, minimum: 2, required: true }, { in: formData, name: b, type: string, enum: [x] }]',
      '[multipart/form-data, application/x-www-form-urlencoded]',
    ),
  );
  const schema = {
    type: 'object',
    properties: { a: { type: 'integer', minimum: 2 }, b: { type: 'string', enum: ['x'] } },
    required: ['a'],
  };
  expect(at(body)).toEqual({
    content: { 'application/x-www-form-urlencoded': { schema }, 'multipart/form-data': { schema } },
    required: true,
  });
});

test('files are sent in parts', async () => {
  const { at } = await convert(form('[{ in: formData, name: f, type: file }]', '[application/json]'));
  const properties = { f: { type: 'string', format: 'binary' } };
  expect(at(body)).toMatchObject({ content: { 'multipart/form-data': { schema: { properties } } } });
});

test('lists have the form that they had; what 3.0 cannot say is told', async () => {
  const list = (name: string, format: string): string =>
    `{ in: formData, name: ${name}, type: array, items: { type: string }${format} }`;
  const lists = [
    list('a', ''),
    list('b', ', collectionFormat: pipes'),
    list('c', ', collectionFormat: multi'),
    list('d', ', collectionFormat: tsv'),
  ];
  const { at, losses } = await convert(form(`[${lists.join(', ')}]`, '[application/x-www-form-urlencoded]'));
  expect(at(`${body}/content/application~1x-www-form-urlencoded/encoding`)).toEqual({
    a: { style: 'form', explode: false },
    b: { style: 'pipeDelimited', explode: false },
  });
  expect(losses).toEqual([
    { pointer: '/paths/~1a/post', message: 'the list "d" of a form is read as repeated fields, not as tsv' },
  ]);
});
