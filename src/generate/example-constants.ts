import type { Answer } from '../description/answers.js';
import type { Document, ExampleObject } from '../description/document.js';
import type { Description } from '../description/load.js';
import type { Operation } from '../description/operations.js';
import { operationObject, operationsTable, statusesOfDefault, type TableEntry } from './operations-table.js';

/** A documented answer, as a client's method gives it. */
export interface ExampleConstant {
  readonly status: number;
  readonly ok: boolean;
  readonly code?: unknown;
  readonly body: unknown;
}

type Constants = Readonly<Record<string, ExampleConstant>>;

/** The documented answers that have a value or no body, by operation id and name. */
export function exampleConstants(description: Description): Readonly<Record<string, Constants>> {
  const table = operationsTable(description);
  const { document, operations } = description;
  return Object.fromEntries(
    operations.map((operation) => [operation.id, constantsOf(document, operation, table[operation.id])]),
  );
}

// Of two answers of one name the later one bears its status too.
function constantsOf(document: Document, { id, answers }: Operation, entry: TableEntry | undefined): Constants {
  const [ofDefault = '5XX'] = statusesOfDefault(answers.map(({ statusKey }) => statusKey)).toReversed();
  const constants = new Map<string, ExampleConstant>();
  for (const answer of answers.filter(({ body }) => body.kind !== 'schema')) {
    const key = answer.statusKey === 'default' ? ofDefault : answer.statusKey.toUpperCase();
    const constant = toConstant(answer, key, entry);
    const name = nameOf(document, id, answer);
    constants.set(constants.has(name) ? `${name}${constant.status}` : name, constant);
  }
  return Object.fromEntries(constants);
}

function toConstant({ body }: Answer, key: string, entry: TableEntry | undefined): ExampleConstant {
  const status = Number(key.replace('XX', '00'));
  const head = { status, ok: status >= 200 && status < 300 };
  if (body.kind !== 'value') return { ...head, body: undefined };
  const { value, mediaType } = body;
  const documented = entry?.answers[key]?.[mediaType];
  if (documented === undefined) return { ...head, body: undefined }; // an answer to HEAD
  const hasCode = typeof value === 'object' && value !== null && 'code' in value;
  return { ...head, ...(documented.codes && hasCode && { code: value.code }), body: value };
}

function nameOf(document: Document, id: string, { name, statusKey, body }: Answer): string {
  const content = operationObject(document, id).responses?.[statusKey]?.content ?? {};
  const { examples = {} } = (body.kind === 'value' ? content[body.mediaType] : undefined) ?? {};
  const example: (ExampleObject & { readonly summary?: string }) | undefined = examples[name];
  return toCamel(example?.summary ?? '') || name;
}

function toCamel(text: string): string {
  const words = text.split(/[^\p{L}\p{N}]+/u).filter((word) => word !== '');
  const camel = words.map((word) => word.charAt(0).toUpperCase() + word.slice(1)).join('');
  return camel.charAt(0).toLowerCase() + camel.slice(1);
}
