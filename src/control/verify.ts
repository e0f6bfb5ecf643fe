import type { Entry } from '../state/journal.js';

/** What an exchange has to be like. Whatever is left out may be anything. */
export interface Pattern {
  readonly api?: string;
  /** The id of the operation. */
  readonly operation?: string;
  readonly method?: string;
  /** Without the query. */
  readonly path?: string;
  readonly query?: Readonly<Record<string, string>>;
  readonly headers?: Readonly<Record<string, string>>;
  /** The request's JSON body contains it: objects may have more members, lists are equal. */
  readonly body?: unknown;
  readonly status?: number;
  /** The name of the documented answer. */
  readonly answer?: string;
}

/** One way an exchange is not as it should be. */
export interface Difference {
  /** JSON Pointer into the pattern. */
  readonly pointer: string;
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

/** What stands in the journal in place of a secret. */
export type Fingerprint = (secret: string) => string;

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
  const same: Same = (expected, came) => came === expected || came === fingerprint(expected);
  const plain = [
    { pointer: '/api', expected: pattern.api, came: entry.api },
    { pointer: '/operation', expected: pattern.operation, came: entry.operation },
    { pointer: '/method', expected: pattern.method?.toUpperCase(), came: request.method },
    { pointer: '/path', expected: pattern.path, came: request.path },
    { pointer: '/status', expected: pattern.status, came: reply.status },
    { pointer: '/answer', expected: pattern.answer, came: entry.answer },
  ];
  return [
    ...plain.filter(({ expected, came }) => expected !== undefined && expected !== came).map(difference),
    ...compareQuery(request.query ?? '', pattern.query ?? {}, same),
    ...compareHeaders(request.headers, pattern.headers ?? {}, same),
    ...('body' in pattern ? compareBody(request, pattern.body, same) : []),
  ];
}

type Same = (expected: string, came: string | undefined) => boolean;

function difference({ pointer, expected, came }: { pointer: string; expected: unknown; came: unknown }): Difference {
  return { pointer, expected: show(expected), came: show(came) };
}

function show(value: unknown): string {
  return value === undefined ? 'nothing' : typeof value === 'string' ? value : JSON.stringify(value);
}

function compareQuery(query: string, expected: Readonly<Record<string, string>>, same: Same): readonly Difference[] {
  const values = new URLSearchParams(query);
  return compareLists(expected, (name) => values.getAll(name), { place: '/query', same });
}

// The scheme of an `Authorization` stays readable, and the rest of it is the secret.
function compareHeaders(
  headers: Entry['request']['headers'],
  expected: Readonly<Record<string, string>>,
  same: Same,
): readonly Difference[] {
  const sameHeader: Same = (value, came) => {
    const [, scheme = '', secret = ''] = /^(\w+ +)?(.*)$/s.exec(value) ?? [];
    return same(value, came) || (came?.startsWith(scheme) === true && same(secret, came.slice(scheme.length)));
  };
  return compareLists(expected, (name) => headers[name.toLowerCase()] ?? [], { place: '/headers', same: sameHeader });
}

function compareLists(
  expected: Readonly<Record<string, string>>,
  valuesOf: (name: string) => readonly string[],
  { place, same }: { readonly place: string; readonly same: Same },
): readonly Difference[] {
  return Object.entries(expected).flatMap(([name, value]) => {
    const came = valuesOf(name);
    const isThere = came.some((one) => same(value, one));
    const pointer = `${place}/${escape(name)}`;
    return isThere
      ? []
      : [difference({ pointer, expected: value, came: came.length > 0 ? came.join(', ') : undefined })];
  });
}

function compareBody({ body, bodyTruncated }: Entry['request'], expected: unknown, same: Same): readonly Difference[] {
  if (bodyTruncated === true) {
    return [difference({ pointer: '/body', expected, came: 'a body that is too long to be kept whole' })];
  }
  return compareValues(expected, parse(body), '/body', same);
}

function parse(body: string | undefined): unknown {
  try {
    return body === undefined ? undefined : (JSON.parse(body) as unknown);
  } catch {
    return body;
  }
}

function compareValues(expected: unknown, came: unknown, pointer: string, same: Same): readonly Difference[] {
  if (typeof expected === 'string' && typeof came === 'string' && same(expected, came)) return [];
  if (isObject(expected) && isObject(came)) {
    return Object.entries(expected).flatMap(([name, value]) =>
      compareValues(value, Object.hasOwn(came, name) ? came[name] : undefined, `${pointer}/${escape(name)}`, same),
    );
  }
  if (Array.isArray(expected) && Array.isArray(came) && expected.length === came.length) {
    return expected.flatMap((value: unknown, index) =>
      compareValues(value, came[index], `${pointer}/${String(index)}`, same),
    );
  }
  return expected === came ? [] : [difference({ pointer, expected, came })];
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

// RFC 6901 section 3
function escape(name: string): string {
  return name.replaceAll('~', '~0').replaceAll('/', '~1');
}
