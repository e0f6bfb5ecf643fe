import { membersOf } from '../conformance/reply-body.js';
import type { Answer } from '../description/answers.js';
import type { Schema } from '../description/document.js';
import type { Description } from '../description/load.js';
import { indexPaths } from '../description/paths/match-path.js';
import type { Operation } from '../description/operations.js';
import { createSchemaReader, type SchemaReader } from '../description/schemas.js';
import { statusCovers } from '../description/status-key.js';
import type { Headers } from '../exchange.js';
import type { CoverageItem } from './coverage.js';
import { flatten } from './derive/places.js';
import { isList, isRecord } from './derive/records.js';
import type { RecordedExchange } from './record.js';
import type { CaseResult } from './run-case.js';

type Item = Omit<CoverageItem, 'seen'>;

/** What a description documents, each thing with whether the exchanges of a run showed it. */
export function coveredItems(
  { operations, document }: Description,
  cases: readonly CaseResult[],
  base: string,
): readonly CoverageItem[] {
  const schemas = createSchemaReader(document);
  const match = indexPaths(operations);
  const prefix = new URL(base).pathname.replace(/\/$/, '').length;
  const seen = new Set<string>();
  for (const exchange of cases.flatMap(({ exchanges }) => exchanges)) {
    const url = new URL(exchange.request.url);
    const marks = { query: url.searchParams, headers: lowerCased(exchange.request.headers) };
    const found = match(exchange.request.method, url.pathname.slice(prefix), marks);
    if (found.kind !== 'operation') continue;
    const shown = [...shownByRequest(found.operation, exchange, url), ...shownByReply(found.operation, exchange)];
    for (const name of shown) seen.add(`${found.operation.id} ${name}`);
  }
  const items = operations.flatMap((operation) => documentedItems(operation, schemas));
  return items.map((item) => ({ ...item, seen: seen.has(`${item.operation} ${item.name}`) }));
}

function lowerCased(headers: RecordedExchange['request']['headers']): Headers {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), [value]]));
}

function documentedItems(operation: Operation, reader: SchemaReader): readonly Item[] {
  const media = Object.values(operation.requestBody?.content ?? {});
  const request = [
    ...operation.parameters.flatMap(({ in: place, name, schema }) =>
      members(`${place} ${name}`, schema ?? true, reader),
    ),
    ...media.flatMap(({ schema }) => below('body', flatten(schema ?? true, reader), reader)),
  ];
  const codes = operation.answers.flatMap(({ statusKey, body }) =>
    body.kind === 'empty'
      ? []
      : below(statusKey, flatten(body.schema, reader), reader).filter(({ kind }) => kind === 'value'),
  );
  const items = [
    ...request,
    ...operation.answers.map((answer) => ({ kind: 'answer' as const, name: answerName(answer) })),
    ...codes.map(({ name }) => ({ kind: 'code' as const, name })),
  ];
  const unique = new Map(items.map((item) => [`${item.kind} ${item.name}`, { ...item, operation: operation.id }]));
  return [...unique.values()];
}

type Member = Pick<Item, 'kind' | 'name'>;

function members(name: string, schema: Schema, reader: SchemaReader, depth = 0): readonly Member[] {
  const schemas = flatten(schema, reader);
  const listed = schemas.flatMap((each) =>
    'const' in each ? [each['const']] : isList(each['enum']) ? each['enum'] : [],
  );
  const values = listed.map((value): Member => ({ kind: 'value', name: valueName(name, value) }));
  return [{ kind: 'parameter', name }, ...values, ...(depth > 3 ? [] : below(name, schemas, reader, depth + 1))];
}

function below(name: string, schemas: ReturnType<typeof flatten>, reader: SchemaReader, depth = 0): readonly Member[] {
  return schemas.flatMap(({ properties, items }) => [
    ...Object.entries(isRecord(properties) ? properties : {}).flatMap(([key, member]) =>
      members(`${name} ${key}`, member as Schema, reader, depth),
    ),
    ...(isRecord(items) ? members(name, items, reader, depth) : []),
  ]);
}

function valueName(name: string, value: unknown): string {
  return `${name} = ${typeof value === 'string' ? value : JSON.stringify(value)}`;
}

function answerName({ statusKey, name }: Answer): string {
  return statusKey === name ? name : `${statusKey} ${name}`;
}

function shownByRequest(operation: Operation, { request }: RecordedExchange, url: URL): readonly string[] {
  const query = [...url.searchParams].flatMap(([name, text]) => [`query ${name}`, valueName(`query ${name}`, text)]);
  const headers = Object.entries(request.headers).flatMap(([sent, text]) => {
    const name = operation.parameters.find(
      (each) => each.in === 'header' && each.name.toLowerCase() === sent.toLowerCase(),
    );
    return name === undefined ? [] : [`header ${name.name}`, valueName(`header ${name.name}`, text)];
  });
  const path = operation.parameters.filter((each) => each.in === 'path').map(({ name }) => `path ${name}`);
  return [...query, ...headers, ...path, ...shownIn('body', parse(request.body ?? ''))];
}

function shownIn(name: string, value: unknown): readonly string[] {
  if (isList(value)) return [...new Set(value.flatMap((item) => shownIn(name, item)))];
  if (!isRecord(value)) return [name, valueName(name, value)];
  return [name, ...Object.entries(value).flatMap(([key, member]) => shownIn(`${name} ${key}`, member))];
}

function shownByReply({ answers }: Operation, { reply }: RecordedExchange): readonly string[] {
  const covering = answers.filter(({ statusKey }) => statusCovers(statusKey, reply.status));
  const body = parse(reply.body);
  const best = covering.toSorted((a, b) => likeness(b, body) - likeness(a, body))[0];
  const codes = [...new Set(covering.map(({ statusKey }) => statusKey))].flatMap((key) => shownIn(key, body));
  return [...(best === undefined ? [] : [answerName(best)]), ...codes];
}

// Of several answers of one status, the one whose documented members came.
function likeness({ body: documented }: Answer, body: unknown): number {
  if (documented.kind !== 'value') return body === undefined ? 1 : 0;
  const came = membersOf(body);
  const members = Object.entries(membersOf(documented.value));
  return members.filter(([name, value]) => JSON.stringify(came[name]) === JSON.stringify(value)).length;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}
