import { isDeepStrictEqual } from 'node:util';
import type { Document, ParameterObject } from '../description/document.js';
import { follow, pointerTokens } from '../description/json-pointer.js';
import type { Operation } from '../description/operations.js';
import { readSource } from '../description/when.js';

/** One rule of a request made looser or stricter, where it stands in the document. */
export interface RuleEdit {
  /** Which part of a request it is about, e.g. `body/oneOf/0/user_id` or `query limit`. */
  readonly place: string;
  readonly what: string;
  /** The keys that lead there in the document. */
  readonly pointer: readonly string[];
  /** The same for each choice that it lies within. @default none */
  readonly choices?: readonly (readonly string[])[];
  readonly loosens: boolean;
  readonly statements: readonly string[];
  readonly edit: (node: Record<string, unknown>) => void;
}

/** Every rule of an operation's request, dropped or tightened. @param seen the schemas that were seen already. */
export function ruleEditsOf(document: Document, operation: Operation, seen: Set<object>): readonly RuleEdit[] {
  const walker: Walker = { document, seen, fallback: operation.statements };
  const parameters = operation.parameters.flatMap((parameter) => {
    const pointer = pointerTo(document, operation, parameter);
    return pointer === undefined ? [] : ofParameter(parameter, pointer, walker);
  });
  return [...parameters, ...ofBody(operation, walker)];
}

interface Walker {
  readonly document: Document;
  readonly seen: Set<object>;
  /** Where a rule names no statement of its own. */
  readonly fallback: readonly string[];
}

function pointerTo(document: Document, operation: Operation, parameter: ParameterObject): string[] | undefined {
  const method = operation.method.toLowerCase();
  const item = document.paths?.[operation.path];
  const own = item?.[method as 'get']?.parameters?.indexOf(parameter) ?? -1;
  if (own >= 0) return ['paths', operation.path, method, 'parameters', String(own)];
  const shared = item?.parameters?.indexOf(parameter) ?? -1;
  return shared >= 0 ? ['paths', operation.path, 'parameters', String(shared)] : undefined;
}

function ofParameter(parameter: ParameterObject, pointer: readonly string[], walker: Walker): readonly RuleEdit[] {
  const { in: kind, name, required = false, schema } = parameter;
  const place = `${kind} ${name}`;
  const statements = sourceOf(parameter, walker.fallback);
  const common = { place, pointer, statements };
  const edits: RuleEdit[] = [];
  if (kind !== 'path') {
    edits.push(
      required
        ? { ...common, what: 'no longer required', loosens: true, edit: (node) => (node['required'] = false) }
        : { ...common, what: 'demanded', loosens: false, edit: (node) => (node['required'] = true) },
    );
  }
  if (kind !== 'path' && !required) {
    edits.push({ ...common, what: 'refused', loosens: false, edit: (node) => (node['schema'] = { not: {} }) });
  }
  return [
    ...edits,
    ...ofSchema(schema, { place, pointer: [...pointer, 'schema'] }, { ...walker, fallback: statements }),
  ];
}

function ofBody({ path, method, requestBody }: Operation, walker: Walker): readonly RuleEdit[] {
  if (requestBody === undefined) return [];
  const pointer = ['paths', path, method.toLowerCase(), 'requestBody'];
  const statements = sourceOf(requestBody, walker.fallback);
  const common = { place: 'body', pointer, loosens: true, statements };
  const edits: RuleEdit[] = [];
  if (requestBody.required === true) {
    edits.push({ ...common, what: 'no longer required', edit: (node) => (node['required'] = false) });
  }
  const media = Object.entries(requestBody.content);
  const [first] = media;
  if (first !== undefined && !media.some(([mediaType]) => mediaType === '*/*')) {
    const anyType = (node: Record<string, unknown>): void => void (node['content'] = { '*/*': first[1] });
    edits.push({ ...common, what: 'of any media type', edit: anyType });
  }
  const schemas = media.flatMap(([mediaType, { schema }]) =>
    ofSchema(
      schema,
      { place: 'body', pointer: [...pointer, 'content', mediaType, 'schema'] },
      { ...walker, fallback: statements },
    ),
  );
  return [...edits, ...schemas];
}

type Place = Pick<RuleEdit, 'place' | 'pointer' | 'choices'>;

function ofSchema(schema: unknown, at: Place, walker: Walker): readonly RuleEdit[] {
  if (!isObject(schema) || walker.seen.has(schema)) return [];
  walker.seen.add(schema);
  const { $ref: reference } = schema;
  if (typeof reference === 'string') return ofReference(schema, reference, at, walker);
  return ofOwn(schema, at, walker);
}

// What stands beside a reference is ignored in 3.0.
function ofReference(
  schema: Record<string, unknown>,
  reference: string,
  at: Place,
  walker: Walker,
): readonly RuleEdit[] {
  const target = follow(walker.document, reference);
  const there = ofSchema(target, { ...at, pointer: pointerTokens(reference) }, walker);
  return walker.document.openapi.startsWith('3.0') ? there : [...ofOwn(schema, at, walker), ...there];
}

function ofOwn(schema: Record<string, unknown>, at: Place, walker: Walker): readonly RuleEdit[] {
  const statements = sourceOf(schema, walker.fallback);
  const below = { ...walker, fallback: statements };
  const inner = (keys: readonly string[], name: readonly string[]): Place => ({
    place: [at.place, ...name].join('/'),
    pointer: [...at.pointer, ...keys],
    choices: [...(at.choices ?? []), ...(keys[0] === 'oneOf' ? [at.pointer] : [])],
  });
  const choices = ['allOf', 'oneOf', 'anyOf'].flatMap((key) =>
    listOf(schema[key]).flatMap((part, index) =>
      ofSchema(part, inner([key, String(index)], [key, String(index)]), below),
    ),
  );
  const members = Object.entries(objectOf(schema['properties'])).flatMap(([name, member]) =>
    ofSchema(member, inner(['properties', name], [name]), below),
  );
  const items = ofSchema(schema['items'], inner(['items'], ['items']), below);
  const own = [...loosened(schema), ...tightened(schema)].map((edit) => ({
    ...at,
    ...edit,
    statements: edit.statements ?? statements,
  }));
  return [...own, ...choices, ...members, ...items];
}

type OwnEdit = Omit<RuleEdit, 'place' | 'pointer' | 'statements'> & { readonly statements?: readonly string[] };

const keywords = [
  ...['type', 'enum', 'const', 'minimum', 'maximum', 'exclusiveMinimum', 'exclusiveMaximum', 'multipleOf', 'minLength'],
  ...['maxLength', 'pattern', 'format', 'items', 'minItems', 'maxItems', 'uniqueItems', 'minProperties'],
  ...['maxProperties', 'additionalProperties', 'dependentRequired', 'not', 'if', 'oneOf', 'anyOf'],
];

function loosened(schema: Record<string, unknown>): readonly OwnEdit[] {
  const present = keywords.filter((key) => key in schema && !isIdle(schema, key));
  const dropped = present.map((key) => ({
    what: `${key} dropped`,
    loosens: true,
    edit: (node: Record<string, unknown>) => void Reflect.deleteProperty(node, key),
  }));
  const required = requiredOf(schema).map((name) => ({
    what: `${name} no longer required`,
    loosens: true,
    edit: (node: Record<string, unknown>) =>
      void (node['required'] = requiredOf(node).filter((other) => other !== name)),
  }));
  return [...dropped, ...required];
}

// A type says nothing that listed values do not say, and some keywords forbid nothing.
function isIdle(schema: Record<string, unknown>, key: string): boolean {
  if (key === 'additionalProperties') return schema[key] === true || isDeepStrictEqual(schema[key], {});
  return (key === 'type' || key === 'format') && ('enum' in schema || 'const' in schema);
}

function tightened(schema: Record<string, unknown>): readonly OwnEdit[] {
  const required = requiredOf(schema);
  const optional = Object.entries(objectOf(schema['properties'])).filter(([name]) => !required.includes(name));
  const values = listOf(schema['enum']);
  const refusedValues = values.map((value) => ({
    what: `${JSON.stringify(value)} refused`,
    loosens: false,
    edit: (node: Record<string, unknown>) =>
      void (node['enum'] = listOf(node['enum']).filter((other) => !isDeepStrictEqual(other, value))),
  }));
  const refusedChoices = ['oneOf', 'anyOf'].flatMap((key) =>
    listOf(schema[key]).map((choice, index) => ({
      what: `${key}/${index} refused`,
      loosens: false,
      statements: sourceOf(choice, readSource(schema['x-source'])),
      edit: (node: Record<string, unknown>) => void listOf(node[key]).splice(index, 1, false),
    })),
  );
  const members = optional.flatMap(([name, member]) => [
    {
      what: `${name} demanded`,
      loosens: false,
      statements: sourceOf(member, readSource(schema['x-source'])),
      edit: (node: Record<string, unknown>) => void (node['required'] = [...requiredOf(node), name]),
    },
    {
      what: `${name} refused`,
      loosens: false,
      statements: sourceOf(member, readSource(schema['x-source'])),
      edit: (node: Record<string, unknown>) => void (objectOf(node['properties'])[name] = { not: {} }),
    },
  ]);
  return [...refusedValues, ...refusedChoices, ...members];
}

function sourceOf(part: unknown, fallback: readonly string[]): readonly string[] {
  const own = isObject(part) ? readSource(part['x-source']) : [];
  return own.length > 0 ? own : fallback;
}

function requiredOf(schema: Record<string, unknown>): readonly string[] {
  return listOf(schema['required']).map(String);
}

function listOf(value: unknown): unknown[] {
  return Array.isArray(value) ? (value as unknown[]) : [];
}

function objectOf(value: unknown): Record<string, unknown> {
  return isObject(value) ? value : {};
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
