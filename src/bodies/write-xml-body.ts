import type { Schema } from '../description/document.js';
import type { SchemaReader } from '../description/schemas.js';
import { writeJson } from '../json.js';
import { writeXml, type XmlElement } from '../xml.js';
import { elementName, itemNameOf, rootItemName, rootName, xmlOf, type XmlObject } from './xml-names.js';

/** Writes a value as XML by the XML Objects of its schema (OpenAPI 3.1 section 4.8.26). */
export function writeXmlBody(value: unknown, schema: Schema | undefined, schemas: SchemaReader): string {
  const name = rootName(schema, schemas);
  const xml = xmlOf(schema, schemas);
  if (!Array.isArray(value)) return writeXml(toElement(name, value, { schema, xml, schemas }));
  const items = schemas.items(schema);
  const ofItems = xmlOf(items, schemas);
  const itemName = rootItemName(schema, items, schemas);
  const children = value.map((item) => toElement(itemName, item, { schema: items, xml: ofItems, schemas }));
  return writeXml({ ...start(name, xml), children });
}

interface Context {
  readonly schema: Schema | undefined;
  readonly xml: XmlObject;
  readonly schemas: SchemaReader;
}

function toElement(name: string, value: unknown, { schema, xml, schemas }: Context): XmlElement {
  const element = start(name, xml);
  if (typeof value !== 'object' || value === null) return { ...element, children: textOf(value) };
  const attributes: (readonly [string, string])[] = [...element.attributes];
  const children: XmlElement[] = [];
  const members = schemas.members(schema);
  for (const [key, member] of Object.entries(value)) {
    if (member === undefined) continue;
    const declared = members.get(key);
    const ofMember = xmlOf(declared, schemas);
    if (ofMember.attribute === true) {
      attributes.push([withPrefix(elementName(ofMember, key), ofMember), textOf(member).join('')]);
    } else children.push(...toElements(key, member, { schema: declared, xml: ofMember, schemas }));
  }
  return { ...element, attributes, children };
}

// A list is an element for each item; only where they are wrapped the list itself has a name.
function toElements(key: string, value: unknown, context: Context): readonly XmlElement[] {
  const { schema, xml, schemas } = context;
  const name = elementName(xml, key);
  if (!Array.isArray(value)) return [toElement(name, value, context)];
  const items = schemas.items(schema);
  const ofItems = xmlOf(items, schemas);
  const itemName = itemNameOf(xml, ofItems, key);
  const children = value.map((item) => toElement(itemName, item, { schema: items, xml: ofItems, schemas }));
  return xml.wrapped === true ? [{ ...start(name, xml), children }] : children;
}

function start(
  name: string,
  xml: XmlObject,
): XmlElement & { readonly attributes: readonly (readonly [string, string])[] } {
  const { namespace, prefix } = xml;
  const declaration = prefix === undefined ? 'xmlns' : `xmlns:${prefix}`;
  return { name: withPrefix(name, xml), attributes: namespace === undefined ? [] : [[declaration, namespace]] };
}

function withPrefix(name: string, { prefix }: XmlObject): string {
  return prefix === undefined || prefix === '' ? name : `${prefix}:${name}`;
}

function textOf(value: unknown): readonly string[] {
  if (value === null || value === undefined || value === '') return [];
  return [typeof value === 'string' ? value : writeJson(value)];
}
