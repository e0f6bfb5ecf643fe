import type { EncodingObject, MediaTypeObject, Schema } from '../description/document.js';
import { pointerTo } from '../description/json-pointer.js';
import { isInRange, isJson, mediaTypeParameter } from '../description/media-type.js';
import type { SchemaReader } from '../description/schemas.js';
import type { Violation } from '../exchange.js';
import { parseJson } from '../json.js';
import { bytesAsText, decodeText } from './decode-text.js';
import { giveTypes, type Tools } from '../conformance/give-types.js';
import type { Part } from './read-multipart.js';

export interface ReadParts {
  /** By name. */
  readonly value: Readonly<Record<string, unknown>>;
  /** What is wrong with parts themselves; pointers lead into the request. */
  readonly violations: readonly Violation[];
}

/**
 * Reads the parts of a multipart form by its schema, a member for each name: files as a text of one character for each
 * byte, objects from JSON, lists from parts of one name, other texts by their declared types (OpenAPI 3.1 section
 * 4.8.14.5).
 */
export function readParts(parts: readonly Part[], { schema, encoding = {} }: MediaTypeObject, tools: Tools): ReadParts {
  const members = tools.schemas.members(schema);
  const further = tools.schemas.additional(schema);
  const violations: Violation[] = [];
  const values = new Map<string, unknown>();
  for (const [name, ofName] of byName(parts)) {
    const own = Object.hasOwn(encoding, name) ? encoding[name] : undefined;
    const flaw = ofName.map((part) => flawOf(part, own)).find((one) => one !== undefined);
    if (flaw !== undefined) violations.push({ pointer: pointerTo('/body', name), statements: [], ...flaw });
    values.set(name, readMember(ofName, members.get(name) ?? further, tools));
  }
  return { value: Object.fromEntries(values), violations };
}

function byName(parts: readonly Part[]): ReadonlyMap<string, readonly Part[]> {
  const groups = new Map<string, Part[]>();
  for (const part of parts) {
    const group = groups.get(part.name);
    if (group === undefined) groups.set(part.name, [part]);
    else group.push(part);
  }
  return groups;
}

// Most clients send no media type with a text, also where it is JSON; RFC 7578 section 4.4 makes it optional.
function flawOf(
  { contentType, bytes }: Part,
  encoding: EncodingObject | undefined,
): Pick<Violation, 'rule' | 'message'> | undefined {
  const allowed = encoding?.contentType?.split(',').map((range) => range.trim());
  if (contentType === undefined) return undefined;
  if (allowed !== undefined && !allowed.some((range) => isInRange(contentType, range))) {
    return { rule: 'part-media-type', message: `must be a part of type ${allowed.join(' or ')}, not ${contentType}` };
  }
  const isFlawed = isJson(contentType) && parseJson(decodeText(bytes, 'utf-8') ?? '') === undefined;
  return isFlawed ? { rule: 'json', message: 'must be well-formed JSON, as its part says' } : undefined;
}

function readMember(parts: readonly Part[], schema: Schema | undefined, tools: Tools): unknown {
  const [first] = parts;
  const isList = tools.schemas.types(schema).includes('array');
  if (first === undefined || parts.length > 1) {
    const items = isList ? tools.schemas.items(schema) : schema;
    return parts.map((part) => readPart(part, items, tools));
  }
  const value = readPart(first, schema, tools);
  return !isList || Array.isArray(value) ? value : [readPart(first, tools.schemas.items(schema), tools)];
}

function readPart({ filename, contentType, bytes }: Part, schema: Schema | undefined, tools: Tools): unknown {
  if (isBinary(schema, tools.schemas)) return bytesAsText(bytes);
  const text = decodeText(bytes, mediaTypeParameter(contentType ?? '', 'charset') ?? 'utf-8');
  if (text === undefined) return bytesAsText(bytes);
  if (contentType !== undefined && isJson(contentType)) return parseJson(text) ?? text;
  const isFile = filename !== undefined && tools.schemas.types(schema).length === 0;
  return isFile ? bytesAsText(bytes) : giveTypes(text, schema, tools);
}

// OpenAPI 3.0 says it by a format, 3.1 by a media type without an encoding; FastAPI says it of one of two alternatives.
function isBinary(schema: Schema | undefined, schemas: SchemaReader, isInside = false): boolean {
  const { format, contentMediaType: type, contentEncoding, anyOf, oneOf, allOf } = schemas.resolve(schema);
  if (format === 'binary') return true;
  if (typeof type === 'string' && contentEncoding === undefined) return !isJson(type) && !type.startsWith('text/');
  if (isInside) return false;
  const parts = [anyOf, oneOf, allOf].flatMap((list) => (Array.isArray(list) ? (list as readonly Schema[]) : []));
  return parts.some((part) => isBinary(part, schemas, true));
}
