import type { Fingerprint } from '../mock/mask.js';
import type { Entry } from '../state/journal.js';
import { asStored } from './as-stored.js';

/** What an exchange has to be like. Whatever is left out may be anything. */
export interface Pattern {
  readonly api?: string;
  /** The id of the operation. */
  readonly operation?: string;
  /** In any case. */
  readonly method?: string;
  /** Without the query. */
  readonly path?: string;
  readonly query?: Readonly<Record<string, string>>;
  /** Names in any case. */
  readonly headers?: Readonly<Record<string, string>>;
  /** What the request's JSON body contains: its objects may have more members, its lists have as many items. */
  readonly body?: unknown;
  readonly status?: number;
  /** The name of the documented answer. */
  readonly answer?: string;
}

/** One way an exchange is not as it should be. */
export interface Difference {
  /** JSON Pointer into the pattern. */
  readonly pointer: string;
  /** In a body, as JSON. Secrets look as they do in the journal. */
  readonly expected: string;
  readonly came: string;
}

export interface Verification {
  /** How many exchanges match. */
  readonly count: number;
  /** Their ids in the journal. */
  readonly entries: readonly number[];
  /** Where none matches, those that came nearest, at most five. */
  readonly nearMisses: readonly { readonly id: number; readonly differences: readonly Difference[] }[];
}

/** Says which exchanges match a pattern, and where none does, what is different about the nearest. */
export function verify(entries: readonly Entry[], pattern: Pattern, fingerprint: Fingerprint): Verification {
  const compared = entries.map((entry) => ({ id: entry.id, differences: compare(entry, pattern, fingerprint) }));
  const matching = compared.filter(({ differences }) => differences.length === 0);
  const nearest = [...compared].sort((a, b) => a.differences.length - b.differences.length).slice(0, 5);
  return {
    count: matching.length,
    entries: matching.map(({ id }) => id),
    nearMisses: matching.length === 0 ? nearest : [],
  };
}

function compare(entry: Entry, pattern: Pattern, fingerprint: Fingerprint): readonly Difference[] {
  const { request, reply } = entry;
  return [
    ...compareText('/api', pattern.api, [entry.api], fingerprint),
    ...compareText('/operation', pattern.operation, [entry.operation], fingerprint),
    ...compareText('/method', pattern.method?.toUpperCase(), [request.method], fingerprint),
    ...compareText('/path', pattern.path, [request.path], fingerprint),
    ...compareText('/status', pattern.status?.toString(), [reply.status?.toString()], fingerprint),
    ...compareText('/answer', pattern.answer, [entry.answer], fingerprint),
    ...compareQuery(request.query ?? '', pattern.query ?? {}, fingerprint),
    ...compareHeaders(request.headers, pattern.headers ?? {}, fingerprint),
    ...(pattern.body === undefined ? [] : compareBody(request, pattern.body, fingerprint)),
  ];
}

// One of those that came has to be the expected one.
function compareText(
  pointer: string,
  expected: string | undefined,
  came: readonly (string | undefined)[],
  fingerprint: Fingerprint,
): readonly Difference[] {
  const texts = came.filter((text) => text !== undefined);
  if (expected === undefined || texts.some((text) => asStored(expected, text, fingerprint) === text)) return [];
  const [first = ''] = texts;
  return [
    {
      pointer,
      expected: asStored(expected, first, fingerprint),
      came: texts.length > 0 ? texts.join(', ') : nothing,
    },
  ];
}

const nothing = 'nothing';

function compareQuery(
  query: string,
  expected: Readonly<Record<string, string>>,
  fingerprint: Fingerprint,
): readonly Difference[] {
  const values = new URLSearchParams(query);
  return Object.entries(expected).flatMap(([name, value]) =>
    compareText(`/query/${escape(name)}`, value, values.getAll(name), fingerprint),
  );
}

function compareHeaders(
  headers: Entry['request']['headers'],
  expected: Readonly<Record<string, string>>,
  fingerprint: Fingerprint,
): readonly Difference[] {
  return Object.entries(expected).flatMap(([name, value]) => {
    const key = name.toLowerCase();
    const came = Object.hasOwn(headers, key) ? (headers[key] ?? []) : [];
    return compareText(`/headers/${escape(name)}`, value, came, fingerprint);
  });
}

function compareBody(
  { body, bodyTruncated }: Entry['request'],
  expected: unknown,
  fingerprint: Fingerprint,
): readonly Difference[] {
  const pointer = '/body';
  if (bodyTruncated === true) return [{ pointer, expected: show(expected), came: 'a body too long to be kept whole' }];
  try {
    return compareValues(pointer, expected, parse(body), fingerprint);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error; // values deeper than the stack
    return [{ pointer, expected: show(expected), came: tooDeep }];
  }
}

const tooDeep = 'a value nested too deeply to be compared';

function parse(body: string | undefined): unknown {
  try {
    return body === undefined ? undefined : (JSON.parse(body) as unknown);
  } catch {
    return body;
  }
}

function compareValues(
  pointer: string,
  expected: unknown,
  came: unknown,
  fingerprint: Fingerprint,
): readonly Difference[] {
  if (isObject(expected) && isObject(came)) {
    return Object.entries(expected).flatMap(([name, value]) =>
      compareValues(
        `${pointer}/${escape(name)}`,
        value,
        Object.hasOwn(came, name) ? came[name] : undefined,
        fingerprint,
      ),
    );
  }
  if (Array.isArray(expected) && Array.isArray(came) && expected.length === came.length) {
    return expected.flatMap((value: unknown, index) =>
      compareValues(`${pointer}/${String(index)}`, value, came[index], fingerprint),
    );
  }
  const areTexts = typeof expected === 'string' && typeof came === 'string';
  const stored = areTexts ? asStored(expected, came, fingerprint) : expected;
  return stored === came ? [] : [{ pointer, expected: show(stored), came: show(came) }];
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

// As JSON, so that the number 1 does not look like the text "1".
function show(value: unknown): string {
  try {
    return value === undefined ? nothing : JSON.stringify(value);
  } catch (error) {
    if (error instanceof RangeError) return tooDeep;
    throw error;
  }
}

// RFC 6901 section 3
function escape(name: string): string {
  return name.replaceAll('~', '~0').replaceAll('/', '~1');
}
