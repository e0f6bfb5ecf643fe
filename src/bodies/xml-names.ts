import type { Schema } from '../description/document.js';
import type { SchemaObject, SchemaReader } from '../description/schemas.js';
import { toXmlName } from '../xml.js';

/** How a schema is written in XML (OpenAPI 3.1 section 4.8.26). */
export interface XmlObject {
  readonly name?: string;
  readonly namespace?: string;
  readonly prefix?: string;
  readonly attribute?: boolean;
  readonly wrapped?: boolean;
}

/** What is said of a schema's XML, by itself, by what it refers to, or by one of its parts. */
export function xmlOf(schema: Schema | undefined, schemas: SchemaReader): XmlObject {
  const resolved = schemas.resolve(schema);
  return findXml(resolved, schemas, new Set()) ?? {};
}

function findXml(resolved: SchemaObject, schemas: SchemaReader, passed: Set<SchemaObject>): XmlObject | undefined {
  const { xml, allOf, anyOf, oneOf } = resolved;
  if (typeof xml === 'object' && xml !== null) return xml;
  if (passed.has(resolved)) return undefined;
  passed.add(resolved);
  const parts = [allOf, anyOf, oneOf].flatMap((list) => (Array.isArray(list) ? (list as readonly Schema[]) : []));
  for (const part of parts) {
    const found = findXml(schemas.resolve(part), schemas, passed);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** The name of an element without its prefix: as it is said, else that of the member. */
export function elementName({ name }: XmlObject, member: string): string {
  return toXmlName(typeof name === 'string' && name !== '' ? name : member);
}

/** The name of the elements of a list, which has the given key in its object. */
export function itemNameOf(list: XmlObject, items: XmlObject, key: string): string {
  return elementName(items, list.wrapped === true ? elementName(list, key) : key);
}

/** The names of a list that is a whole document. */
export function rootItemName(list: Schema | undefined, items: Schema | undefined, schemas: SchemaReader): string {
  const { name } = xmlOf(list, schemas);
  return elementName(xmlOf(items, schemas), componentName(items) ?? name ?? 'item');
}

/** The name of a document's element: as it is said, else that of the component (OpenAPI 3.1 section 4.8.26.2). */
export function rootName(schema: Schema | undefined, schemas: SchemaReader): string {
  return elementName(xmlOf(schema, schemas), componentName(schema) ?? 'root');
}

function componentName(schema: Schema | undefined): string | undefined {
  const reference = typeof schema === 'object' ? schema['$ref'] : undefined;
  return typeof reference === 'string' ? /\/([^/]+)$/.exec(reference)?.[1] : undefined;
}
