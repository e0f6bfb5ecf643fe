/**
 * A description of so many operations, the same one every time: of every six one creates with a body of a dozen
 * members, the others list by query and header parameters, look up and delete. The limits differ from one to the next.
 * @param {number} count how many operations.
 */
export function generateDescription(count) {
  const operations = Array.from({ length: count }, (_, index) => kinds[index % kinds.length](index));
  const paths = {};
  for (const { path, ...methods } of operations) paths[path] = { ...paths[path], ...methods };
  return {
    openapi: '3.1.0',
    info: { title: `${String(count)} operations`, version: '1' },
    security: [{ key: [] }],
    paths,
    components: { securitySchemes: { key: { type: 'http', scheme: 'bearer' } }, schemas: { Branch: branch } },
  };
}

const branch = {
  type: 'object',
  required: ['label'],
  properties: {
    label: { type: 'string', minLength: 1, maxLength: 20 },
    branches: { type: 'array', maxItems: 3, items: { $ref: '#/components/schemas/Branch' } },
  },
};

const kinds = [list, create, lookUp, remove, lookUp, remove];

function list(number) {
  const most = 50 + number;
  return {
    path: `/things${String(number)}`,
    get: {
      operationId: `listThings${String(number)}`,
      parameters: [
        { name: 'limit', in: 'query', schema: { type: 'integer', minimum: 1, maximum: most }, example: 10 },
        { name: 'order', in: 'query', schema: { type: 'string', enum: ['asc', 'desc'] } },
        { name: 'after', in: 'query', schema: { type: 'string', pattern: '^[0-9]{4}$' }, example: '2024' },
        { name: 'deep', in: 'query', required: true, schema: { type: 'boolean' } },
        { name: 'X-Tenant', in: 'header', required: true, schema: { type: 'string', maxLength: 12 }, example: 'one' },
      ],
      responses: responses('200', { total: 1, names: [`thing${String(number)}`] }),
    },
  };
}

function create(number) {
  const sample = number % 4 === 1 ? { example: body(number) } : {}; // the values of the others are made up
  return {
    path: `/things${String(number)}`,
    post: {
      operationId: `addThing${String(number)}`,
      requestBody: {
        required: true,
        content: { 'application/json': { schema: thing(number), ...sample } },
      },
      responses: responses('201', { id: number }),
    },
  };
}

function lookUp(number) {
  const parameter = { name: 'id', in: 'path', required: true, schema: { type: 'integer', minimum: 1 }, example: 7 };
  return {
    path: `/things${String(number)}/{id}`,
    get: {
      operationId: `findThing${String(number)}`,
      parameters: [parameter, { name: 'view', in: 'query', schema: { type: 'string', enum: ['full', 'short'] } }],
      responses: responses('200', { id: 7, tree: body(number).tree }),
    },
  };
}

function remove(number) {
  const parameter = { name: 'id', in: 'path', required: true, schema: { type: 'string', pattern: '^t[0-9]+$' } };
  return {
    path: `/things${String(number)}/{id}`,
    delete: {
      operationId: `removeThing${String(number)}`,
      parameters: [{ ...parameter, example: 't7' }],
      responses: responses('200', { removed: true }),
    },
  };
}

function thing(number) {
  return {
    type: 'object',
    additionalProperties: false,
    required: ['name', 'kind', 'price', 'owner'],
    properties: {
      name: { type: 'string', minLength: 2, maxLength: 30 + number },
      kind: { type: 'string', enum: ['small', 'medium', 'large'] },
      price: { type: 'number', minimum: 0, exclusiveMaximum: 1000 + number },
      count: { type: 'integer', minimum: 1, maximum: 10 + number },
      step: { type: 'integer', multipleOf: 5 },
      code: { type: 'string', pattern: '^[A-Z]{3}-[0-9]{2}$' },
      isNew: { type: 'boolean' },
      mail: { type: 'string', format: 'email' },
      tags: { type: 'array', minItems: 1, maxItems: 4, uniqueItems: true, items: { type: 'string', minLength: 1 } },
      owner: {
        type: 'object',
        required: ['id'],
        properties: { id: { type: 'integer' }, role: { type: 'string', enum: ['admin', 'guest'] } },
      },
      note: { type: ['string', 'null'], maxLength: 200 },
      tree: { $ref: '#/components/schemas/Branch' },
    },
  };
}

function body(number) {
  return {
    name: `thing ${String(number)}`,
    kind: 'small',
    price: 9.5,
    count: 3,
    step: 10,
    code: 'ABC-12',
    isNew: true,
    mail: 'a@example.com',
    tags: ['one', 'two'],
    owner: { id: 1, role: 'guest' },
    note: null,
    tree: { label: 'root', branches: [{ label: 'leaf', branches: [] }] },
  };
}

function responses(status, example) {
  const properties = Object.fromEntries(Object.entries(example).map(([name, value]) => [name, { const: value }]));
  const problem = { type: 'object', required: ['error'], properties: { error: { type: 'string' } } };
  const refusal = (error, when) => ({
    description: error,
    content: { 'application/json': { schema: problem, examples: { [error]: { value: { error }, 'x-when': when } } } },
  });
  return {
    [status]: {
      description: 'Done.',
      content: { 'application/json': { schema: { type: 'object', properties }, example } },
    },
    400: refusal('invalid', { violates: ['/path', '/query', '/header', '/body'] }),
    401: refusal('unauthorized', { credential: ['missing', 'malformed', 'unknown'] }),
  };
}
