import type { Schema } from '../../../description/document.js';
import { isObject } from '../../../description/json-value.js';
import type { SchemaReader } from '../../../description/schemas.js';
import { plain } from './key-member.js';
import type { Page } from './paging.js';
import { valueAt, withValueAt, type Place } from './places.js';

/**
 * What the members beside a list say about it, told anew: how many there are, which page it is, where the next one begins.
 * Of the others those stay that the answer requires.
 * @param base a body that the answer documents.
 */
export function describePage(
  base: unknown,
  { place, schema, page }: { readonly place: Place; readonly schema: Schema; readonly page: Page<unknown> },
  reader: SchemaReader,
): unknown {
  if (place.length === 0) return undefined;
  const levels = place
    .map((_, depth) => place.slice(0, depth))
    .map((level) => ({ level, of: schemaAt(schema, level, reader) }));
  const beside = [...reader.members(schema)]
    .filter(([name, member]) => name !== place[0] && reader.members(member).size > 0)
    .map(([name, member]) => ({ level: [name], of: member }));
  return [...levels, ...beside].reduce((body: unknown, { level, of }) => {
    const told = tell(valueAt(base, level), { schema: of, page, kept: place[level.length] }, reader);
    const isTold = Object.keys(told).length > 0 || isObject(valueAt(body, level));
    return isTold ? withValueAt(body, level, told) : body;
  }, base);
}

function schemaAt(schema: Schema, place: Place, reader: SchemaReader): Schema {
  return place.reduce((inner: Schema, name) => reader.members(inner).get(name) ?? true, schema);
}

interface Level {
  readonly schema: Schema;
  readonly page: Page<unknown>;
  /** The member that leads to the list. */
  readonly kept: string | undefined;
}

function tell(base: unknown, { schema, page, kept }: Level, reader: SchemaReader): Readonly<Record<string, unknown>> {
  const documented = isObject(base) ? base : {};
  const required = reader.required(schema);
  const members = [...reader.members(schema)];
  const hasTotal = members.some(([name]) => total.test(plain(name)));
  const told = new Map<string, unknown>();
  for (const [name, member] of members) {
    const isRequired = required.has(name);
    const fact = findFact(name, member, reader)?.({ page, hasTotal, isRequired, schema: member, reader });
    if (fact !== undefined) told.set(name, fact);
    else if ((isRequired || name === kept) && Object.hasOwn(documented, name)) told.set(name, documented[name]);
  }
  return Object.fromEntries(told);
}

interface About {
  readonly page: Page<unknown>;
  /** Whether a total stands beside it. */
  readonly hasTotal: boolean;
  readonly isRequired: boolean;
  readonly schema: Schema;
  readonly reader: SchemaReader;
}

type Fact = (about: About) => unknown;

const total = /^(?:total|totalcount|totalitems|totalresults|totalelements|totalrecords|totalsize|recordstotal)$/;

/** Facts about a page by type and by the names under which they go, compared without case and separators. */
const facts: readonly (readonly [type: 'number' | 'boolean' | 'string', name: RegExp, fact: Fact])[] = [
  ['number', total, ({ page }) => page.total],
  [
    'number',
    /^(?:count|size|length|returned|resultcount|itemcount|numberofelements)$/,
    ({ page, hasTotal }) => (hasTotal ? page.items.length : page.total), // without a total beside it, it is of all
  ],
  ['number', /^(?:limit|perpage|pagesize|itemsperpage|pagelimit)$/, ({ page }) => page.limit],
  ['number', /^(?:offset|skip|startindex)$/, ({ page }) => page.offset],
  ['number', /^(?:page|pagenumber|currentpage|pageindex)$/, ({ page }) => page.number],
  ['number', /^(?:pages|totalpages|pagecount|lastpage)$/, ({ page }) => page.pages],
  ['boolean', /^(?:hasmore|hasnext|hasnextpage|more|moreavailable)$/, ({ page }) => page.next !== undefined],
  [
    'string',
    /^(?:next|nextcursor|cursor|endcursor|nexttoken|nextpagetoken|nextmarker|continuationtoken)$/,
    ({ page, schema, reader, isRequired }) => page.next ?? noNext(reader.types(schema).includes('null'), isRequired),
  ],
];

// An empty text, where one there has to be: a documented cursor would lead in a circle.
function noNext(mayBeNull: boolean, isRequired: boolean): unknown {
  if (mayBeNull) return null;
  return isRequired ? '' : undefined;
}

function findFact(name: string, schema: Schema, reader: SchemaReader): Fact | undefined {
  const types = reader.types(schema).map((type) => (type === 'integer' ? 'number' : type));
  const isAddress = String(reader.resolve(schema)['format']).startsWith('uri');
  const fitting = facts.find(([type, named]) => types.includes(type) && named.test(plain(name)));
  return isAddress ? undefined : fitting?.[2];
}
