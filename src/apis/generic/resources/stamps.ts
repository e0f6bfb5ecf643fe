import { isObject, itemsOf } from '../../../description/json-value.js';
import type { Schema } from '../../../description/document.js';
import type { SchemaReader } from '../../../description/schemas.js';
import { plain } from './key-member.js';

type Thing = Readonly<Record<string, unknown>>;

const ofCreation =
  /^(?:created|createdat|createdon|createddate|createdtime|creationdate|creationtime|datecreated|timecreated|inserted(?:at)?|addedat|registeredat)$/;
const ofChange =
  /^(?:updated|updatedat|updatedon|updateddate|modified|modifiedat|modifiedon|lastmodified(?:at|date|on)?|lastupdated(?:at|on)?|lastchanged(?:at)?|changedat|dateupdated|datemodified|timeupdated)$/;

/** The times that the server sets, as far as the thing declares them as dates: both when it is created, one later on. */
export function stampsFor(
  schema: Schema,
  {
    now,
    isNew,
    isServerSet,
  }: { readonly now: number; readonly isNew: boolean; readonly isServerSet: (name: string) => boolean },
  reader: SchemaReader,
): Thing {
  const stamps = [...reader.members(schema)].flatMap(([name, member]) => {
    const known = plain(name);
    const isDue = ofChange.test(known) || (isNew && ofCreation.test(known));
    const text = isDue && isServerSet(name) ? writeTime(member, now, reader) : undefined;
    return text === undefined ? [] : [[name, text] as const];
  });
  return Object.fromEntries(stamps);
}

function writeTime(schema: Schema, now: number, reader: SchemaReader): string | undefined {
  const text = new Date(now).toISOString();
  const formats = formatsOf(schema, reader);
  if (formats.includes('date-time')) return text;
  return formats.includes('date') ? text.slice(0, 10) : undefined;
}

// One that may be null says its format in an alternative.
function formatsOf(schema: Schema, reader: SchemaReader): readonly unknown[] {
  const resolved = reader.resolve(schema);
  const parts = ['allOf', 'anyOf', 'oneOf'].flatMap((key) => itemsOf(resolved[key]));
  return [resolved['format'], ...parts.filter(isObject).map((part) => reader.resolve(part)['format'])];
}

/** The defaults that a thing declares for members that it lacks. */
export function defaultsOf(schema: Schema, reader: SchemaReader): Thing {
  const defaults = [...reader.members(schema)].flatMap(([name, member]) => {
    const resolved = reader.resolve(member);
    return 'default' in resolved ? [[name, resolved['default']] as const] : [];
  });
  return Object.fromEntries(defaults);
}
