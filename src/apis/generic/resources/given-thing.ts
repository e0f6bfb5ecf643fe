import type { Schema } from '../../../description/document.js';
import { isObject } from '../../../description/json-value.js';
import type { SchemaReader } from '../../../description/schemas.js';
import { plain } from './key-member.js';
import { valueAt } from './places.js';
import { thingInRequest } from './recognise-resources.js';
import type { Scene, Thing } from './scene.js';
import { isShallow } from './size-of.js';
import { defaultsOf, stampsFor } from './stamps.js';

/** What a request says of a thing. */
export interface Given {
  /** The members that a client may set. */
  readonly own: Thing;
  /** Whether the server alone sets a member: it is read only, or such a request does not have it. */
  readonly isServerSet: (name: string) => boolean;
}

// Nobody reads what is nested deeper, and following it takes a stack.
const deepest = 200;

/** The thing in the body of a request; `undefined` where there is none. */
export function givenThing({ action, resource, reader }: Scene): Given | undefined {
  const placed = thingInRequest(action.operation, { ...resource, reader });
  const value = placed === undefined ? undefined : valueAt(action.values.body, placed.place);
  if (placed === undefined || !isObject(value) || !isShallow(value, deepest)) return undefined;
  const isServerSet = (name: string): boolean => isSetByServer(placed.schema, name, reader);
  const own = Object.entries(value).filter(([name]) => !isReadOnly(placed.schema, name, reader));
  return { own: Object.fromEntries(own), isServerSet };
}

/** Whether no client sets a member, as far as its schema says: for requests that do not say which members they may have. */
export function isReadOnlyOf({ resource, reader }: Scene): Given['isServerSet'] {
  return (name) => isReadOnly(resource.schema, name, reader);
}

function isSetByServer(schema: Schema, name: string, reader: SchemaReader): boolean {
  return !reader.members(schema).has(name) || isReadOnly(schema, name, reader);
}

function isReadOnly(schema: Schema, name: string, reader: SchemaReader): boolean {
  return reader.resolve(reader.members(schema).get(name))['readOnly'] === true;
}

/** A new thing of what a client gave, with what a server adds: defaults, times, and what every thing has to have. */
export async function newThing(scene: Scene, { own, isServerSet }: Given, key: unknown): Promise<Thing> {
  const { resource, reader, action, likeness } = scene;
  const { schema, keyMember } = resource;
  const like = await likeness();
  const needed = [...reader.required(schema)].filter((name) => Object.hasOwn(like, name));
  return {
    ...Object.fromEntries(needed.map((name) => [name, like[name]])),
    ...defaultsOf(schema, reader),
    ...own,
    ...ofPath(scene),
    ...stampsFor(schema, { now: action.world.now(), isNew: true, isServerSet }, reader),
    [keyMember]: key,
  };
}

/** A thing after a change, with what a server sees to: its key stays, and the time of the change is written down. */
export function changedThing(
  { resource, reader, action }: Scene,
  { before, after, isServerSet }: { readonly before: Thing; readonly after: Thing } & Pick<Given, 'isServerSet'>,
): Thing {
  const { schema, keyMember } = resource;
  const stamps = stampsFor(schema, { now: action.world.now(), isNew: false, isServerSet }, reader);
  return { ...after, ...stamps, [keyMember]: before[keyMember] };
}

// A thing may say below which other it stands: `shelf` or `shelfId` of `/shelves/{shelf}/books`.
function ofPath({ deed, action: { values }, resource, reader }: Scene): Thing {
  const members = [...reader.members(resource.schema).keys()];
  const found = deed.parents.flatMap((parameter) => {
    const wanted = plain(parameter);
    const member = members.find((name) => [wanted, `${wanted}id`].includes(plain(name)));
    return member === undefined ? [] : [[member, values.path[parameter]] as const];
  });
  return Object.fromEntries(found);
}
