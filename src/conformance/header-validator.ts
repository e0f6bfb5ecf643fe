import type { ValidateFunction } from 'ajv';
import type { HeaderObject } from '../description/document.js';
import { isJson } from '../description/media-type.js';
import type { Violation } from '../exchange.js';
import { lazyAjv, violationsOf, type Dialect } from './lazy-ajv.js';
import { prepareSchemas } from './prepare-schemas.js';
import { readParameter } from './read-parameter.js';

type HeaderValidator = (header: HeaderObject, text: string) => readonly Violation[];

/** Validates headers of responses. A schema that does not compile allows everything. */
export function createHeaderValidator(dialect: Dialect): HeaderValidator {
  const [coercing, exact] = [lazyAjv(dialect), lazyAjv(dialect)];
  const compiled = new WeakMap<HeaderObject, readonly ValidateFunction[]>();
  const compileAll = (header: HeaderObject): readonly ValidateFunction[] => {
    const { schema, hasReferences } = valueSchema(header);
    const engines = [
      // What is JSON says its types itself.
      ...(header.content === undefined ? [coercing({ ...options, coerceTypes: true }, hasReferences)] : []),
      exact(options, hasReferences),
    ];
    try {
      return engines.map((ajv) => ajv.compile(schema));
    } catch {
      return [];
    }
  };
  return (header, text) => {
    const validators = compiled.get(header) ?? compileAll(header);
    compiled.set(header, validators);
    // A text says no type: it is right if any reading of it is.
    const attempts = validators.flatMap((validate) =>
      readings(header, text).map((value) => violationsOf(validate, { value }, 'writeOnly')),
    );
    return attempts.find((violations) => violations.length === 0) ?? attempts[0] ?? [];
  };
}

const options = { strict: false, allErrors: true, verbose: true, validateSchema: false, logger: false } as const;

// Ajv coerces members only.
function valueSchema({ schema, content }: HeaderObject): { schema: object; hasReferences: boolean } {
  const [[mediaType, media] = ['', undefined]] = Object.entries(content ?? {});
  const value = structuredClone(content === undefined ? schema : isJson(mediaType) ? media?.schema : undefined) ?? true;
  const whole = { type: 'object', properties: { value } };
  const hasReferences = prepareSchemas(whole);
  return { schema: whole, hasReferences };
}

// By the type that the schema tells; without a single one, every way that the text can be read. Nothing is said of
// lists within lists (OpenAPI 3.1 section 4.8.12.3), which servers write as JSON.
function readings(header: HeaderObject, text: string): readonly unknown[] {
  const { schema, content } = header;
  const types = typeof schema === 'object' ? [schema['type'] ?? []].flat() : [];
  const readAs = (as: HeaderObject): unknown =>
    readParameter({ ...as, name: '', in: 'header' }, { texts: [text], query: new URLSearchParams() });
  const json = (): unknown => readAs({ content: {} });
  if (content !== undefined) return [json()];
  const [type] = types;
  if (types.length === 1) return type === 'array' || type === 'object' ? [readAs(header), json()] : [text];
  const shapes = ['array', 'object'].map((shape) => readAs({ ...header, schema: { type: shape } }));
  return [text, json(), ...shapes];
}
