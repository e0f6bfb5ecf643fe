import type { Answer } from '../../../description/answers.js';
import type { Schema } from '../../../description/document.js';
import { isObject } from '../../../description/json-value.js';
import { isJson } from '../../../description/media-type.js';
import type { SchemaReader } from '../../../description/schemas.js';
import { valueAt, withValueAt, type Placed } from './places.js';
import { shapeThing } from './shape.js';

type Thing = Readonly<Record<string, unknown>>;

export interface FillTools {
  readonly reader: SchemaReader;
  /** A documented or made-up body of an answer, the same each time; `undefined` where there is none. */
  readonly baseOf: (answer: Answer) => Promise<unknown>;
  /** Whether an answer documents a body. */
  readonly isValid: (answer: Answer, body: unknown) => boolean;
}

/**
 * The body of a documented answer with a thing in it, always one that its schema allows: as far as need be the answer's
 * own members stand in for those of the thing that it would not allow.
 * @returns `undefined` where nothing of the kind can be made.
 */
export async function fillWithThing(
  answer: Answer,
  { place, schema }: Placed,
  { thing, keyMember }: { readonly thing: Thing; readonly keyMember: string },
  { reader, baseOf, isValid }: FillTools,
): Promise<unknown> {
  const base = await baseOf(answer);
  const inBase = valueAt(base, place);
  const own = isObject(inBase) ? inBase : {};
  const shaped = shapeThing(thing, schema, own, reader);
  const put = (members: Thing): unknown => withValueAt(place.length === 0 ? undefined : base, place, members);
  if (isValid(answer, put(shaped))) return put(shaped);
  let fitting = own;
  for (const [name, member] of Object.entries(shaped)) {
    const changed = { ...fitting, [name]: member };
    if (isValid(answer, put(changed))) fitting = changed;
  }
  const hasKey = fitting[keyMember] === shaped[keyMember];
  return hasKey && isValid(answer, put(fitting)) ? put(fitting) : undefined;
}

/** The things of a list as the schema of its items has them; one that it cannot be made to allow is left out. */
export function shapeItems(
  things: readonly Thing[],
  { schema, base }: { readonly schema: Schema; readonly base: unknown },
  { reader, isItem }: { readonly reader: SchemaReader; readonly isItem: (item: unknown) => boolean },
): readonly unknown[] {
  const own = isObject(base) ? base : {};
  return things.map((thing) => shapeThing(thing, schema, own, reader)).filter(isItem);
}

/** Whether a body can be written into an answer: JSON alone holds whatever a thing may hold. */
export function takesThings({ body }: Answer): boolean {
  return body.kind !== 'empty' && isJson(body.mediaType);
}
