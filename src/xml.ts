/** An element of an XML document. */
export interface XmlElement {
  readonly name: string;
  readonly attributes?: readonly (readonly [name: string, value: string])[];
  readonly children?: readonly (XmlElement | string)[];
}

/** Writes a document. Pretty ones have a line for each element that holds no text. */
export function writeXml(root: XmlElement, { isPretty = false }: { readonly isPretty?: boolean } = {}): string {
  return `<?xml version="1.0" encoding="UTF-8"?>${isPretty ? '\n' : ''}${writeElement(root, isPretty ? '\n' : '')}`;
}

function writeElement({ name, attributes = [], children = [] }: XmlElement, line: string): string {
  const pairs = attributes.map(([key, value]) => ` ${key}="${escapeAttribute(value)}"`);
  const start = `<${name}${pairs.join('')}`;
  if (children.length === 0) return `${start}/>`;
  const isLined = line !== '' && children.every((child) => typeof child !== 'string');
  const inner = isLined ? `${line}  ` : '';
  const content = children.map((child) =>
    typeof child === 'string' ? escapeText(child) : inner + writeElement(child, inner),
  );
  return `${start}>${content.join('')}${isLined ? line : ''}</${name}>`;
}

const entities: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

// A carriage return as such would be read as a line feed (XML 1.0 section 2.11).
function escapeText(text: string): string {
  return withoutIllegal(text)
    .replace(/[&<>"]/g, (character) => entities[character] ?? '')
    .replaceAll('\r', '&#13;');
}

// Other blanks would be read as spaces (section 3.3.3).
function escapeAttribute(text: string): string {
  return escapeText(text).replaceAll('\n', '&#10;').replaceAll('\t', '&#9;');
}

// What XML has no place for, not even escaped (section 2.2).
function withoutIllegal(text: string): string {
  return text.replace(/[^\t\n\r\x20-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu, '\ufffd');
}

/** The nearest name that an element may have (section 2.3), without a colon, which would make a prefix of it. */
export function toXmlName(text: string): string {
  const name = text.replace(/[^\p{L}\p{N}_.-]/gu, '_');
  return /^[\p{L}_]/u.test(name) ? name : `_${name}`;
}
