import type { HeaderObject, Schema } from '../description/document.js';
import { isJson } from '../description/media-type.js';
import { readParameter } from '../description/parameters/read-parameter.js';
import type { SchemaReader } from '../description/schemas.js';
import type { Violation } from '../exchange.js';
import type { Engine, Engines } from './engine.js';

type HeaderValidator = (header: HeaderObject, text: string) => readonly Violation[];

/** Validates headers of responses. A schema that does not compile allows everything. */
export function createHeaderValidator({ exact, coercing }: Engines, schemas: SchemaReader): HeaderValidator {
  const compiled = new WeakMap<HeaderObject, readonly Attempt[]>();
  const compileAll = (header: HeaderObject): readonly Attempt[] => {
    // What is JSON says its types itself.
    const engines = header.content === undefined ? [coercing, exact] : [exact];
    try {
      return engines.map((engine) => toAttempt(engine, schemaOf(header)));
    } catch {
      return [];
    }
  };
  return (header, text) => {
    const attempts = compiled.get(header) ?? compileAll(header);
    compiled.set(header, attempts);
    // A text says no type: it is right if any reading of it is.
    const found = attempts.flatMap((attempt) => readings(header, text, schemas).map(attempt));
    return found.find((violations) => violations.length === 0) ?? found[0] ?? [];
  };
}

type Attempt = (value: unknown) => readonly Violation[];

// Ajv coerces members only.
function toAttempt(engine: Engine, schema: Schema): Attempt {
  const whole = { properties: { value: engine.refer(schema, 'reply') } };
  const validate = engine.ajv().compile(whole);
  return (value) => engine.violations(validate, { value });
}

function schemaOf({ schema, content }: HeaderObject): Schema {
  if (content === undefined) return schema ?? true;
  const [[mediaType, media] = ['', undefined]] = Object.entries(content);
  return (isJson(mediaType) ? media?.schema : undefined) ?? true;
}

// By the type that the schema tells; without a single one, every way that the text can be read. Nothing is said of
// lists within lists (OpenAPI 3.1 section 4.8.12.3), which servers write as JSON.
function readings(header: HeaderObject, text: string, schemas: SchemaReader): readonly unknown[] {
  const { schema, content } = header;
  const types = schemas.types(schema);
  const readAs = (as: HeaderObject): unknown => {
    const read = readParameter({ ...as, name: '', in: 'header' }, { texts: [text] }, schemas);
    return read.kind === 'present' ? read.readings[0] : text;
  };
  const json = (): unknown => readAs({ content: {} });
  if (content !== undefined) return [json()];
  const [type] = types;
  if (types.length === 1) return type === 'array' || type === 'object' ? [readAs(header), json()] : [text];
  const shapes = ['array', 'object'].map((shape) => readAs({ ...header, schema: { type: shape } }));
  return [text, json(), ...shapes];
}
