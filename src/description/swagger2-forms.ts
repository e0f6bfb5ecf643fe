import { follow, pointerTo } from './json-pointer.js';
import { isObject, itemsOf, membersOf, type Members } from './json-value.js';
import type { Loss } from './loss.js';

const urlencoded = 'application/x-www-form-urlencoded';
const multipart = 'multipart/form-data';

/** A form of a Swagger 2.0 operation. */
interface Form {
  readonly fields: readonly Members[];
  readonly types: readonly string[];
  /** Where the operation stands, as a JSON Pointer. */
  readonly pointer: string;
}

/**
 * Gives each form of a converted document the media types that it had, and its lists the form that they had: the
 * library makes one media type of several, and every list one of repeated fields.
 * @returns what OpenAPI 3.0 has no words for
 */
export function completeForms(swagger: Members, converted: Members): readonly Loss[] {
  return formsOf(swagger).flatMap((form) => {
    const operation = follow(converted, `#${form.pointer}`);
    const body = isObject(operation) ? operation['requestBody'] : undefined;
    const [drawn] = Object.values(membersOf(membersOf(body)['content']));
    const { schema } = membersOf(drawn);
    const encoding = encodingOf(form.fields);
    const content = form.types.map((type) => [type, { schema, ...(Object.keys(encoding).length > 0 && { encoding }) }]);
    const required = form.fields.some((field) => field['required'] === true);
    if (isObject(body)) Object.assign(body, { content: Object.fromEntries(content) as unknown, required });
    return lossesOf(form);
  });
}

function formsOf(swagger: Members): readonly Form[] {
  return Object.entries(membersOf(swagger['paths'])).flatMap(([path, item]) => {
    const { parameters: shared, ...operations } = membersOf(resolve(swagger, item));
    return Object.entries(operations).flatMap(([method, operation]) => {
      const { parameters: own, consumes = swagger['consumes'] } = membersOf(operation);
      const fields = fieldsOf(swagger, [...itemsOf(shared), ...itemsOf(own)]);
      const pointer = pointerTo(pointerTo('/paths', path), method);
      return fields.length === 0 ? [] : [{ fields, types: typesOf(fields, itemsOf(consumes)), pointer }];
    });
  });
}

// An operation's own field stands for that of its path.
function fieldsOf(swagger: Members, parameters: readonly unknown[]): readonly Members[] {
  const fields = parameters
    .map((parameter) => membersOf(resolve(swagger, parameter)))
    .filter((parameter) => parameter['in'] === 'formData');
  return [...new Map(fields.map((field) => [field['name'], field])).values()];
}

// Swagger 2.0, Parameter Object: files are sent by these two alone, and of the two only one can carry them.
function typesOf(fields: readonly Members[], consumes: readonly unknown[]): readonly string[] {
  if (fields.some(({ type }) => type === 'file')) return [multipart];
  const forms = [urlencoded, multipart].filter((type) => consumes.includes(type));
  return forms.length > 0 ? forms : [urlencoded];
}

const styles: ReadonlyMap<unknown, object> = new Map([
  ['csv', { style: 'form', explode: false }],
  ['ssv', { style: 'spaceDelimited', explode: false }],
  ['pipes', { style: 'pipeDelimited', explode: false }],
]);

function encodingOf(fields: readonly Members[]): Readonly<Record<string, object>> {
  return Object.fromEntries(
    fields.flatMap((field) => {
      const style = styles.get(formatOf(field));
      return style === undefined ? [] : [[String(field['name']), style]];
    }),
  );
}

// What is no list has none; of a list, comma-separated is the default.
function formatOf({ type, collectionFormat = 'csv' }: Members): unknown {
  return type === 'array' ? collectionFormat : undefined;
}

function lossesOf({ fields, types, pointer }: Form): readonly Loss[] {
  return fields.flatMap((field) => {
    const format = formatOf(field);
    const isLost = format === 'tsv' || (styles.has(format) && types.includes(multipart));
    const message = `the list "${String(field['name'])}" of a form is read as repeated fields, not as ${String(format)}`;
    return isLost ? [{ pointer, message }] : [];
  });
}

function resolve(swagger: Members, value: unknown): unknown {
  const reference = membersOf(value)['$ref'];
  return typeof reference === 'string' ? follow(swagger, reference) : value;
}
