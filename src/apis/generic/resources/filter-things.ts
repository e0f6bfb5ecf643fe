import { itemsOf } from '../../../description/json-value.js';
import type { ParameterObject } from '../../../description/document.js';
import type { SchemaReader } from '../../../description/schemas.js';
import { plain } from './key-member.js';
import { isPaging } from './paging.js';
import type { Kept, Resource } from './resource.js';
import type { Thing } from './scene.js';

interface Filter {
  readonly member: string;
  /** Any of them will do. */
  readonly wanted: readonly string[];
}

/** The things whose members are what the query parameters of the same names ask for; a list of values asks for any of them. */
export function filterThings(
  things: readonly Kept[],
  { parameters, query }: { readonly parameters: readonly ParameterObject[]; readonly query: Thing },
  { resource, reader }: { readonly resource: Resource; readonly reader: SchemaReader },
): readonly Kept[] {
  const members = [...reader.members(resource.schema).keys()];
  const filters = parameters.flatMap((parameter): readonly Filter[] => {
    const { name, in: place } = parameter;
    if (place !== 'query' || !Object.hasOwn(query, name) || isPaging(parameter, reader)) return [];
    const member = members.find((each) => each === name) ?? members.find((each) => plain(each) === plain(name));
    return member === undefined || isOrder(parameter, reader) ? [] : [{ member, wanted: textsOf(query[name]) }];
  });
  return filters.length === 0 ? things : things.filter(({ value }) => filters.every((filter) => passes(value, filter)));
}

function passes(value: Thing, { member, wanted }: Filter): boolean {
  const found = Object.hasOwn(value, member) ? textsOf(value[member]) : [];
  return found.some((text) => wanted.includes(text));
}

function textsOf(value: unknown): readonly string[] {
  const values = Array.isArray(value) ? (value as readonly unknown[]) : [value];
  return values.filter((each) => typeof each !== 'object').map(String);
}

// `order=desc` says how to sort, also where things have a member of that name.
function isOrder({ schema }: ParameterObject, reader: SchemaReader): boolean {
  return itemsOf(reader.resolve(schema)['enum']).some((each) => /^(?:asc|desc)/i.test(String(each)));
}
