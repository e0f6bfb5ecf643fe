/** One way to make a JSON value wrong in one place. */
export interface Edit {
  /** E.g. `/data/id removed`. */
  readonly what: string;
  readonly path: readonly string[];
  readonly apply: (value: unknown) => unknown;
}

/** Every member of a JSON value removed, of another type, of another value; an empty object given a member. */
export function editsOf(sample: unknown): readonly Edit[] {
  return placesOf(sample, []).flatMap(({ path, value }) => {
    const pointer = path.length === 0 ? 'body' : `/${path.join('/')}`;
    const edit = (what: string, change: Alter): Edit => ({
      what: `${pointer} ${what}`,
      path,
      apply: (whole) => alter(whole, path, change),
    });
    return [
      ...(path.length > 0 && !isIndex(path.at(-1)) ? [edit('removed', () => undefined)] : []),
      edit('of another type', ofAnotherType),
      ...valueEdits(value).map(({ what, change }) => edit(what, change)),
    ];
  });
}

type Alter = (value: unknown) => unknown;

interface Place {
  readonly path: readonly string[];
  readonly value: unknown;
}

// Of a list the first item stands for all.
function placesOf(value: unknown, path: readonly string[]): readonly Place[] {
  const inner = typeof value === 'object' && value !== null ? Object.entries(value) : [];
  const members = Array.isArray(value) ? inner.slice(0, 1) : inner;
  return [{ path, value }, ...members.flatMap(([key, member]) => placesOf(member, [...path, key]))];
}

function isIndex(key: string | undefined): boolean {
  return key !== undefined && /^\d+$/.test(key);
}

// A member that becomes `undefined` is left away.
function alter(value: unknown, path: readonly string[], change: Alter): unknown {
  const [key, ...rest] = path;
  if (key === undefined) return change(value);
  if (Array.isArray(value))
    return value.map((item: unknown, index) => (String(index) === key ? alter(item, rest, change) : item));
  if (typeof value !== 'object' || value === null || !(key in value)) return value;
  return { ...value, [key]: alter((value as Record<string, unknown>)[key], rest, change) };
}

function ofAnotherType(value: unknown): unknown {
  if (typeof value === 'string') return 7;
  if (Array.isArray(value)) return {};
  return typeof value === 'object' && value !== null ? [] : String(value);
}

function valueEdits(value: unknown): readonly { readonly what: string; readonly change: Alter }[] {
  if (typeof value === 'number') return [{ what: 'one more', change: (number) => Number(number) + 1 }];
  if (typeof value === 'string') return textEdits(value);
  if (typeof value === 'boolean') return [{ what: 'the opposite', change: (flag) => flag !== true }];
  const isEmpty = typeof value === 'object' && value !== null && Object.keys(value).length === 0;
  return isEmpty ? [{ what: 'not empty', change: (all) => (Array.isArray(all) ? [null] : { unexpected: 1 }) }] : [];
}

// What a careless comparison would not see: a blank at the end, a mark of half the width.
function textEdits(value: string): readonly { readonly what: string; readonly change: Alter }[] {
  const narrow = (text: unknown): string => String(text).normalize('NFKC');
  return [
    { what: 'altered', change: (text) => `x${String(text)}` },
    { what: 'a blank longer', change: (text) => `${String(text)} ` },
    ...(narrow(value) === value ? [] : [{ what: 'in other marks', change: narrow }]),
  ];
}
