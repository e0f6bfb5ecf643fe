import { parseXml, XmlElement, XmlError } from '@rgrove/parse-xml';
import type { Schema } from '../description/document.js';
import { giveTypes, type Tools } from '../conformance/give-types.js';
import { elementName, itemNameOf, xmlOf } from './xml-names.js';

/**
 * Reads XML by the XML Objects of its schema, as `writeXmlBody` writes it: prefixes aside, names within names. What
 * the schema does not declare is an object where it holds elements, and else a text.
 * @returns the value, or what is wrong with the text, to follow `must `.
 */
export function readXmlBody(
  text: string,
  schema: Schema | undefined,
  tools: Tools,
): { readonly value: unknown } | { readonly flaw: string } {
  try {
    const { root } = parseXml(text);
    return root === null ? { flaw: 'have an element' } : readRoot(root, text, schema, tools);
  } catch (error) {
    if (error instanceof XmlError) return { flaw: `be well-formed XML: ${error.message.split('\n', 1)[0] ?? ''}` };
    if (error instanceof RangeError) return { flaw: 'be nested less deeply' };
    throw error;
  }
}

function readRoot(
  root: XmlElement,
  text: string,
  schema: Schema | undefined,
  tools: Tools,
): ReturnType<typeof readXmlBody> {
  const { name } = xmlOf(schema, tools.schemas);
  if (name !== undefined && localName(root.name) !== name) return { flaw: `be an element ${name}, not ${root.name}` };
  const types = tools.schemas.types(schema);
  if (types.includes('array')) return { value: readItems(elementsOf(root), tools.schemas.items(schema), tools) };
  // Of a document that shall be a text nothing is known but that.
  const isText = types.length > 0 && types.every((type) => type === 'string' || type === 'null');
  return { value: isText && elementsOf(root).length > 0 ? text : readElement(root, schema, tools) };
}

function readElement(element: XmlElement, schema: Schema | undefined, tools: Tools): unknown {
  const { schemas } = tools;
  const inside = elementsOf(element);
  const types = schemas.types(schema);
  const isObject = types.includes('object') || schemas.members(schema).size > 0;
  if (isNil(element)) return null;
  if (isObject || (types.length === 0 && inside.length > 0)) return readObject(element, inside, schema, tools);
  if (types.includes('array')) return readItems(inside, schemas.items(schema), tools);
  return inside.length > 0 ? readObject(element, inside, undefined, tools) : giveTypes(element.text, schema, tools);
}

function readObject(
  element: XmlElement,
  inside: readonly XmlElement[],
  schema: Schema | undefined,
  tools: Tools,
): Readonly<Record<string, unknown>> {
  const { schemas } = tools;
  const byName = groupByName(inside);
  const left = new Set(byName.keys());
  const values = new Map<string, unknown>();
  const required = schemas.required(schema);
  for (const [key, member] of schemas.members(schema)) {
    const { value, name } = readMember(element, byName, { key, schema: member, isRequired: required.has(key) }, tools);
    if (value === undefined) continue;
    left.delete(name);
    values.set(key, value);
  }
  const further = schemas.additional(schema);
  for (const name of left) values.set(name, single(byName.get(name) ?? [], further, tools));
  return Object.fromEntries(values);
}

interface Member {
  readonly key: string;
  readonly schema: Schema;
  readonly isRequired: boolean;
}

function readMember(
  element: XmlElement,
  byName: ReadonlyMap<string, readonly XmlElement[]>,
  { key, schema, isRequired }: Member,
  tools: Tools,
): { readonly value: unknown; readonly name: string } {
  const { schemas } = tools;
  const xml = xmlOf(schema, schemas);
  const name = elementName(xml, key);
  if (xml.attribute === true) {
    const text = attributesOf(element).get(name);
    return { value: text === undefined ? undefined : giveTypes(text, schema, tools), name: '' };
  }
  const found = byName.get(name) ?? [];
  if (!schemas.types(schema).includes('array')) return { value: single(found, schema, tools), name };
  const items = schemas.items(schema);
  if (xml.wrapped === true) {
    const value = found.length === 0 ? undefined : readItems(found.flatMap(elementsOf), items, tools);
    return { value, name };
  }
  const itemName = itemNameOf(xml, xmlOf(items, schemas), key);
  const ofItems = byName.get(itemName) ?? [];
  // An empty list that is not wrapped leaves no trace.
  const value = ofItems.length > 0 || isRequired ? readItems(ofItems, items, tools) : undefined;
  return { value, name: itemName };
}

function readItems(elements: readonly XmlElement[], items: Schema | undefined, tools: Tools): readonly unknown[] {
  return elements.map((element) => readElement(element, items, tools));
}

// What comes twice is a list, which no single type allows.
function single(elements: readonly XmlElement[], schema: Schema | undefined, tools: Tools): unknown {
  const values = readItems(elements, schema, tools);
  return values.length > 1 ? values : values[0];
}

function groupByName(elements: readonly XmlElement[]): ReadonlyMap<string, readonly XmlElement[]> {
  const groups = new Map<string, XmlElement[]>();
  for (const element of elements) {
    const name = localName(element.name);
    const group = groups.get(name);
    if (group === undefined) groups.set(name, [element]);
    else group.push(element);
  }
  return groups;
}

function elementsOf({ children }: XmlElement): readonly XmlElement[] {
  return children.filter((child) => child instanceof XmlElement);
}

function attributesOf({ attributes }: XmlElement): ReadonlyMap<string, string> {
  return new Map(Object.entries(attributes).map(([name, value]) => [localName(name), value]));
}

// XML Schema part 1 section 2.6.2
function isNil(element: XmlElement): boolean {
  return attributesOf(element).get('nil') === 'true';
}

function localName(name: string): string {
  return name.slice(name.indexOf(':') + 1);
}
