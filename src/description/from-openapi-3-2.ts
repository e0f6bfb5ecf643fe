import { METHODS } from 'node:http';
import { isItemSequence } from './item-sequence.js';
import { follow, pointerTo } from './json-pointer.js';
import { isObject, itemsOf, membersOf, type Members } from './json-value.js';
import type { Loss } from './loss.js';
import { isJson } from './media-type.js';

/** An OpenAPI 3.2 document in the words of 3.1, but for `query` and `additionalOperations`, which stay. */
export interface FromOpenApi32 {
  readonly document: Members;
  readonly losses: readonly Loss[];
}

/** Whether a parsed document says that it is OpenAPI 3.2. */
export function isOpenApi32(document: unknown): document is Members {
  return isObject(document) && /^3\.2(?:\.|$)/.test(String(document['openapi']));
}

/**
 * What a valid OpenAPI 3.2 document says, as 3.1 would: whole query strings are exploded objects, items of a sequence
 * are those of a list, examples are values. What cannot be said so is told.
 */
export function fromOpenApi32(document: Members): FromOpenApi32 {
  const losses: Loss[] = [];
  const work = { document, losses };
  // 3.2's own dialect says of schemas what that of 3.1 says.
  const root = Object.entries(document).filter(([key]) => key !== 'jsonSchemaDialect');
  const components = Object.entries(membersOf(document['components'])).map(([kind, map]) => {
    const convert = kinds.get(kind);
    return [kind, convert === undefined ? map : each(map, `/components/${kind}`, convert, work)];
  });
  const converted = {
    ...Object.fromEntries(root),
    openapi: '3.1.0',
    paths: each(document['paths'], '/paths', convertPath, work),
    ...('components' in document && { components: Object.fromEntries(components) as unknown }),
  };
  return { document: converted, losses: [...losses, ...findXmlLosses(document, '')] };
}

interface Work {
  readonly document: Members;
  readonly losses: Loss[];
}

type Convert = (value: Members, pointer: string, work: Work) => Members;

// A reference leads to what is converted where it stands.
function each(map: unknown, pointer: string, convert: Convert, work: Work): Members {
  const converted = Object.entries(membersOf(map)).map(([name, value]) => {
    const isOwn = isObject(value) && !('$ref' in value) && !name.startsWith('x-');
    return [name, isOwn ? convert(value, pointerTo(pointer, name), work) : value];
  });
  return Object.fromEntries(converted) as Members;
}

const convertPath: Convert = (item, pointer, work) => {
  const { additionalOperations, parameters } = item;
  const methods = Object.entries(item).filter(([key]) => usual.test(key));
  const others = Object.entries(membersOf(additionalOperations)).filter(([method]) => {
    return canReceive(method, pointer, work);
  });
  return {
    ...item,
    ...each(Object.fromEntries(methods), pointer, convertOperation, work),
    ...(parameters !== undefined && {
      parameters: convertParameters(parameters, pointerTo(pointer, 'parameters'), work),
    }),
    ...(additionalOperations !== undefined && {
      additionalOperations: each(
        Object.fromEntries(others),
        pointerTo(pointer, 'additionalOperations'),
        convertOperation,
        work,
      ),
    }),
  };
};

const usual = /^(?:get|put|post|delete|options|head|patch|trace|query)$/;

// Node.js refuses what its parser does not know before anybody is asked.
function canReceive(method: string, pointer: string, { losses }: Work): boolean {
  if (METHODS.includes(method)) return true;
  const place = pointerTo(pointerTo(pointer, 'additionalOperations'), method);
  losses.push({ pointer: place, message: `Node.js ${process.version} can receive no request of the method ${method}` });
  return false;
}

const convertOperation: Convert = (operation, pointer, work) => {
  const { parameters, requestBody, responses } = operation;
  const here = (key: string): string => pointerTo(pointer, key);
  return {
    ...operation,
    ...(parameters !== undefined && { parameters: convertParameters(parameters, here('parameters'), work) }),
    ...(isObject(requestBody) && { requestBody: convertBody(requestBody, here('requestBody'), work) }),
    ...(responses !== undefined && { responses: each(responses, here('responses'), convertResponse, work) }),
  };
};

function convertParameters(parameters: unknown, pointer: string, work: Work): readonly unknown[] {
  return itemsOf(parameters).map((parameter, index) =>
    isObject(parameter) && !('$ref' in parameter)
      ? convertParameter(parameter, pointerTo(pointer, index), work)
      : parameter,
  );
}

const convertParameter: Convert = (parameter, pointer, work) => {
  const own = convertExamples(parameter, 'text/plain');
  if (parameter['in'] === 'querystring') return convertQueryString(own, pointer, work);
  const content = membersOf(parameter['content']);
  return {
    ...own,
    ...(parameter['style'] === 'cookie' && { style: 'form' }),
    ...('content' in parameter && { content: convertContent(content, pointerTo(pointer, 'content'), work) }),
  };
};

// As a form is: each pair a member of the object.
function convertQueryString(parameter: Members, pointer: string, work: Work): Members {
  const { content, ...others } = parameter;
  const [[type, media] = ['', undefined]] = Object.entries(convertContent(membersOf(content), pointer, work));
  const { schema = true, example, examples, encoding } = membersOf(media);
  const isForm = type === 'application/x-www-form-urlencoded';
  if (!isForm || encoding !== undefined) {
    const what = isForm ? 'the encoding of a whole query string' : `a whole query string of ${type}`;
    work.losses.push({ pointer, message: `${what} is not looked at` });
  }
  const documented = { ...(example !== undefined && { example }), ...(examples !== undefined && { examples }) };
  const form = { in: 'query', style: 'form', explode: true, schema: isForm ? schema : true };
  return { ...documented, ...others, ...form, ...(!isForm && { required: false }) };
}

const convertBody: Convert = (body, pointer, work) => ({
  ...body,
  ...('content' in body && {
    content: convertContent(membersOf(body['content']), pointerTo(pointer, 'content'), work),
  }),
});

const convertResponse: Convert = (response, pointer, work) => {
  const { description = response['summary'] ?? '', headers } = response;
  return {
    ...convertBody(response, pointer, work),
    description,
    ...(headers !== undefined && { headers: each(headers, pointerTo(pointer, 'headers'), convertHeader, work) }),
  };
};

const convertHeader: Convert = (header, pointer, work) => ({
  ...convertExamples(header, 'text/plain'),
  ...convertBody(header, pointer, work),
});

// Media types may be components in 3.2.
function convertContent(content: Members, pointer: string, work: Work): Members {
  const converted = Object.entries(content).map(([type, media]) => {
    const reference = membersOf(media)['$ref'];
    const target = typeof reference === 'string' ? follow(work.document, reference) : media;
    const place = typeof reference === 'string' ? reference.slice(1) : pointerTo(pointer, type);
    return [type, isObject(target) ? convertMedia(type, target, place, work) : media];
  });
  return Object.fromEntries(converted) as Members;
}

function convertMedia(type: string, media: Members, pointer: string, work: Work): Members {
  const { itemSchema, prefixEncoding, itemEncoding, ...own } = convertExamples(media, type);
  for (const [name, value] of Object.entries({ prefixEncoding, itemEncoding })) {
    if (value !== undefined) tell(pointerTo(pointer, name), `${name} is not looked at`, work);
  }
  if (itemSchema === undefined) return own;
  if (!isItemSequence(type)) {
    tell(pointerTo(pointer, 'itemSchema'), `the items of ${type} are not looked at`, work);
    return own;
  }
  const list = { type: 'array', items: itemSchema };
  return { ...own, schema: own['schema'] === undefined ? list : { allOf: [own['schema'], list] } };
}

function tell(pointer: string, message: string, { losses }: Work): void {
  if (!losses.some((loss) => loss.pointer === pointer)) losses.push({ pointer, message });
}

function convertExamples(media: Members, type: string): Members {
  const { examples } = media;
  if (!isObject(examples)) return media;
  const converted = Object.entries(examples).map(([name, example]) => [name, convertExample(example, type)]);
  return { ...media, examples: Object.fromEntries(converted) as unknown };
}

function convertExample(example: unknown, type: string): unknown {
  if (!isObject(example)) return example;
  const { dataValue, serializedValue, ...others } = example;
  if ('dataValue' in example) return { ...others, value: dataValue };
  if (typeof serializedValue !== 'string' || 'externalValue' in example) return others;
  return { ...others, value: isJson(type) ? parsed(serializedValue) : serializedValue };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return text;
  }
}

// 3.1 knows attributes and wrapped lists by words of their own.
function findXmlLosses(value: unknown, pointer: string): readonly Loss[] {
  if (typeof value !== 'object' || value === null) return [];
  const nodeType = membersOf(membersOf(value)['xml'])['nodeType'];
  const own =
    nodeType === undefined ? [] : [{ pointer: `${pointer}/xml/nodeType`, message: 'xml.nodeType is not looked at' }];
  const deeper = Object.entries(value).flatMap(([key, member]) =>
    /^(?:examples?|default|enum|const|x-.*)$/.test(key) ? [] : findXmlLosses(member, pointerTo(pointer, key)),
  );
  return [...own, ...deeper];
}

// What stands among the components.
const kinds: ReadonlyMap<string, Convert> = new Map<string, Convert>([
  ['parameters', convertParameter],
  ['requestBodies', convertBody],
  ['responses', convertResponse],
  ['headers', convertHeader],
  ['pathItems', convertPath],
]);
