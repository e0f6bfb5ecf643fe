import type { Answer } from '../../../description/answers.js';
import { isObject } from '../../../description/json-value.js';
import { documentedExample } from '../../../description/operations.js';
import type { SchemaReader } from '../../../description/schemas.js';
import { placeOfList, schemaOfBody, thingsIn, valueAt } from './places.js';
import { thingInAnswer } from './recognise-resources.js';
import type { Resource } from './resource.js';
import { keyText, schemaOfKey, toKey, type Sample } from './keys.js';

type Thing = Readonly<Record<string, unknown>>;

interface Tools {
  readonly reader: SchemaReader;
  readonly sample: Sample;
}

/**
 * What is there from the start: the things that the documented lists hold and those that are documented to be read, one
 * that is made up where no example shows any, and one for each key that is a documented example of a path.
 */
export async function seedsOf(resource: Resource, tools: Tools): Promise<readonly Thing[]> {
  const { reader } = tools;
  const documented = documentedThings(resource, reader);
  const keys = resource.deeds.flatMap((deed) => documentedKey(deed, reader));
  const first = documented[0] ?? (await madeUp(resource, tools));
  if (first === undefined) return [];
  const further = keys.map((key) => ({ ...first, [resource.keyMember]: toKey(key, resource, reader) }));
  const isMadeUp = documented.length === 0;
  return distinct([...(isMadeUp && further.length > 0 ? [] : [first]), ...documented, ...further], resource);
}

async function madeUp(resource: Resource, { reader, sample }: Tools): Promise<Thing | undefined> {
  const { schema, keyMember } = resource;
  const thing = await sample(schema);
  if (!isObject(thing)) return undefined;
  return keyText(thing[keyMember]) !== undefined
    ? thing
    : { ...thing, [keyMember]: await sample(schemaOfKey(resource, reader)) };
}

function documentedThings(resource: Resource, reader: SchemaReader): readonly Thing[] {
  return resource.deeds
    .filter(({ action }) => action === 'list' || action === 'read')
    .flatMap(({ action, operation }) =>
      operation.answers.filter(isSuccess).flatMap((answer) => thingsOfExample(answer, action, resource, reader)),
    );
}

function isSuccess({ when, statusKey }: Answer): boolean {
  return when.kind === 'otherwise' && statusKey.startsWith('2');
}

function thingsOfExample({ body }: Answer, action: string, resource: Resource, reader: SchemaReader): readonly Thing[] {
  if (body.kind !== 'value') return [];
  const { keyMember } = resource;
  const schema = schemaOfBody(body, reader);
  if (action === 'list') {
    const placed = placeOfList(schema, (other) => reader.members(other).has(keyMember), reader);
    return placed === undefined ? [] : thingsIn(body.value, placed.place);
  }
  const place = thingInAnswer(schema, { ...resource, reader });
  const thing = place === undefined ? undefined : valueAt(body.value, place);
  return isObject(thing) ? [thing] : [];
}

function documentedKey(
  { operation, key: [place, name] = [] }: Resource['deeds'][number],
  reader: SchemaReader,
): readonly string[] {
  const parameter = operation.parameters.find((each) => each.in === place && each.name === name);
  const example = parameter === undefined ? undefined : documentedExample(parameter, reader);
  return typeof example === 'string' || typeof example === 'number' ? [String(example)] : [];
}

function distinct(things: readonly Thing[], { keyMember }: Resource): readonly Thing[] {
  const byKey = new Map<string, Thing>();
  for (const thing of things) {
    const key = keyText(thing[keyMember]);
    if (key !== undefined && !byKey.has(key)) byKey.set(key, thing);
  }
  return [...byKey.values()];
}
