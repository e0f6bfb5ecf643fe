import type { ParameterObject } from '../../../description/document.js';
import type { Operation } from '../../../description/operations.js';
import type { SchemaReader } from '../../../description/schemas.js';
import { plain } from './key-member.js';
import { keyText } from './keys.js';

/** A part of a list, and where it stands in the whole. */
export interface Page<T> {
  readonly items: readonly T[];
  /** How many there are in all. */
  readonly total: number;
  readonly offset: number;
  /** How many a page may hold; absent where nothing limits it. */
  readonly limit?: number;
  /** The number of the page, as the API counts them. */
  readonly number: number;
  /** How many pages there are. */
  readonly pages: number;
  /** What to give as the cursor for the next page; absent on the last. */
  readonly next?: string;
}

/** What the parameters of an operation say about the part that is wanted. */
interface Wish {
  readonly limit?: number | undefined;
  readonly offset?: number | undefined;
  readonly page?: number | undefined;
  /** The number of the first page. */
  readonly firstPage: number;
  readonly cursor?: string | undefined;
}

/** The names by which paging parameters go, compared without case and separators. */
const names = {
  limit:
    /^(?:limit|perpage|pagesize|pagelimit|size|count|top|first|take|max|maxresults|maxitems|maxcount|itemsperpage|resultsperpage)$/,
  offset: /^(?:offset|skip|start|startindex|startat|pageoffset|from)$/,
  page: /^(?:page|pagenumber|pageindex|pageno|currentpage)$/,
  cursor:
    /^(?:cursor|pagecursor|after|aftercursor|startingafter|startafter|marker|pagetoken|nexttoken|nextpagetoken|continuationtoken|continuation)$/,
} as const;

type PagingName = keyof typeof names;

/** Whether a query parameter says which part of a list is wanted. */
export function isPaging(parameter: ParameterObject, reader: SchemaReader): boolean {
  return roleOf(parameter, reader) !== undefined;
}

// A number is wanted, or a cursor; `from` may be a date.
function roleOf({ name, in: place, schema }: ParameterObject, reader: SchemaReader): PagingName | undefined {
  if (place !== 'query') return undefined;
  const role = (Object.keys(names) as PagingName[]).find((each) => names[each].test(plain(name))); // its keys are these
  const types = reader.types(schema);
  const isNumber = types.some((type) => type === 'integer' || type === 'number');
  const fits = role === 'cursor' ? types.length === 0 || isNumber || types.includes('string') : isNumber;
  return fits ? role : undefined;
}

const usualLimit = 20;

/** The part of a list that a request asks for: by limit and offset, by page, or behind the key that a cursor names. */
export function pageOf<T extends { readonly key: string }>(
  all: readonly T[],
  { operation, query }: { readonly operation: Operation; readonly query: Readonly<Record<string, unknown>> },
  reader: SchemaReader,
): Page<T> {
  const wish = readWish(operation, query, reader);
  const isPart = wish.page !== undefined || wish.offset !== undefined || wish.cursor !== undefined;
  const limit = wish.limit ?? (isPart ? usualLimit : undefined);
  const offset = offsetOf(all, wish, limit ?? 0);
  const items = all.slice(offset, limit === undefined ? undefined : offset + limit);
  return {
    items,
    total: all.length,
    offset,
    ...(limit !== undefined && { limit }),
    ...numbersOf({ offset, limit, total: all.length }, wish),
    ...nextOf(items, offset + items.length < all.length),
  };
}

function numbersOf(
  { offset, limit = 0, total }: { readonly offset: number; readonly limit: number | undefined; readonly total: number },
  { page, firstPage }: Wish,
): Pick<Page<never>, 'number' | 'pages'> {
  if (limit < 1) return { number: page ?? firstPage, pages: 1 };
  return { number: page ?? firstPage + Math.floor(offset / limit), pages: Math.max(Math.ceil(total / limit), 1) };
}

function nextOf(items: readonly { readonly key: string }[], hasMore: boolean): { readonly next?: string } {
  const last = items.at(-1);
  return hasMore && last !== undefined ? { next: last.key } : {};
}

function offsetOf(all: readonly { readonly key: string }[], wish: Wish, limit: number): number {
  if (wish.cursor !== undefined) return all.findIndex(({ key }) => key === wish.cursor) + 1;
  if (wish.page !== undefined) return Math.max(wish.page - wish.firstPage, 0) * limit;
  return Math.max(wish.offset ?? 0, 0);
}

function readWish({ parameters }: Operation, query: Readonly<Record<string, unknown>>, reader: SchemaReader): Wish {
  const of = (wanted: PagingName): ParameterObject | undefined =>
    parameters.find((parameter) => roleOf(parameter, reader) === wanted);
  const valueOf = (wanted: PagingName): unknown => {
    const parameter = of(wanted);
    if (parameter === undefined) return undefined;
    return Object.hasOwn(query, parameter.name) ? query[parameter.name] : reader.resolve(parameter.schema)['default'];
  };
  const numberOf = (wanted: PagingName): number | undefined => {
    const value = valueOf(wanted);
    return Number.isInteger(Number(value ?? NaN)) ? Number(value) : undefined;
  };
  const cursor = keyText(valueOf('cursor'));
  const { minimum, default: usual } = reader.resolve(of('page')?.schema);
  return {
    limit: numberOf('limit'),
    offset: numberOf('offset'),
    page: numberOf('page'),
    firstPage: minimum === 0 || usual === 0 ? 0 : 1,
    cursor,
  };
}
