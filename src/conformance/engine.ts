import { Ajv2020 } from 'ajv/dist/2020.js';
import type { ErrorObject, Options, ValidateFunction } from 'ajv';
import type { Document, Schema } from '../description/document.js';
import { toRegExp } from '../description/pattern.js';
import { createSchemaReader, type SchemaObject, type SchemaReader } from '../description/schemas.js';
import { messageOf, UserError } from '../errors.js';
import type { Violation } from '../exchange.js';
import { formats } from './formats.js';
import { multipleOf } from './multiple-of.js';
import { translateSchema, type Side, type Translator } from './translate-schema.js';
import { toViolations } from './violations.js';

export interface EngineOptions {
  /** Whether texts become what their schema says, in place. @default false */
  readonly coerces?: boolean;
  /** Whether to stop at the first violation. @default false */
  readonly isBrief?: boolean;
}

/** Compiles schemas of one document. Each is handed over once, under an id of its own, with what it refers to. */
export interface Engine {
  /** The engine's reference to a schema; for whoever makes schemas of several. */
  refer(schema: Schema, side: Side): { readonly $ref: string };
  /** Ajv, with every schema that was referred to so far. */
  ajv(): Ajv2020;
  /** What of a value departs from a compiled schema. */
  violations(validate: ValidateFunction, value: unknown): readonly Violation[];
  compile(schema: Schema, side: Side): ValidateFunction;
}

/** The engines of a document: one takes values as they are, one texts for what they say. */
export interface Engines {
  readonly exact: Engine;
  readonly coercing: Engine;
}

/** What the engines of one document share. */
export interface Source {
  readonly reader: SchemaReader;
  readonly isVersion30: boolean;
}

export function sourceOf(document: Document): Source {
  return { reader: createSchemaReader(document), isVersion30: document.openapi.startsWith('3.0') };
}

export function createEngine(source: Source, { coerces = false, isBrief = false }: EngineOptions = {}): Engine {
  const named = createNames(source, coerces);
  let ajv: Ajv2020 | undefined;
  const upToDate = (): Ajv2020 => {
    ajv ??= createAjv({ coerceTypes: coerces, allErrors: !isBrief });
    for (const { id, schema } of named.takeNew()) ajv.addSchema(schema, id);
    return ajv;
  };
  const compile = (schema: Schema, side: Side): ValidateFunction => {
    const { $ref } = named.refer(source.reader.resolve(schema), side);
    const validate = compiling(() => upToDate().getSchema($ref));
    if (validate === undefined) throw new Error(`${$ref} was not handed over`);
    return validate;
  };
  return {
    refer: (schema, side) => named.refer(source.reader.resolve(schema), side),
    ajv: upToDate,
    compile,
    violations: (validate, value) => violationsOf(validate, value, upToDate),
  };
}

/**
 * Compiles schemas. What cannot be compiled costs whoever needs it.
 * @throws UserError OPERATION_NOT_SERVED.
 */
export function compiling<T>(compile: () => T): T {
  try {
    return compile();
  } catch (cause) {
    const why = cause instanceof RangeError ? 'it contains itself without end' : messageOf(cause);
    throw new UserError('OPERATION_NOT_SERVED', `A schema of this operation cannot be followed: ${why}.`, { cause });
  }
}

function createAjv(options: Options): Ajv2020 {
  const ajv = new Ajv2020({
    strict: false,
    verbose: true,
    validateSchema: false,
    logger: false,
    ownProperties: true, // every object has a `constructor`
    formats,
    code: { regExp },
    ...options,
  });
  ajv.removeKeyword('multipleOf');
  ajv.addKeyword(multipleOf);
  return ajv;
}

// A pattern that is none is not handed over.
const regExp = Object.assign((pattern: string) => toRegExp(pattern) ?? /(?:)/, { code: 'toRegExp' });

interface Named {
  readonly id: string;
  readonly schema: SchemaObject;
}

interface Names {
  readonly refer: (schema: SchemaObject, side: Side, exempt?: ReadonlySet<string>) => { readonly $ref: string };
  /** What was referred to since. */
  readonly takeNew: () => readonly Named[];
}

function createNames(source: Source, coerces: boolean): Names {
  const ids = new Map<SchemaObject, Map<string, string>>();
  let fresh: Named[] = [];
  let count = 0;
  const refer: Names['refer'] = (schema, side, exempt = none) => {
    const variants = ids.get(schema) ?? new Map<string, string>();
    ids.set(schema, variants);
    const variant = JSON.stringify([side, ...[...exempt].sort()]);
    const known = variants.get(variant);
    if (known !== undefined) return { $ref: known };
    const id = `urn:signoff:${String((count += 1))}`;
    variants.set(variant, id); // before it is translated, as it may lead back to itself
    const translator: Translator = {
      ...source,
      side,
      inPlace: coerces,
      refer: (other, names) => refer(other, side, names),
    };
    fresh.push({ id, schema: translateSchema(schema, exempt, translator) });
    return { $ref: id };
  };
  const takeNew = (): readonly Named[] => {
    const taken = fresh;
    fresh = [];
    return taken;
  };
  return { refer, takeNew };
}

const none: ReadonlySet<string> = new Set();

function violationsOf(validate: ValidateFunction, value: unknown, ajv: () => Ajv2020): readonly Violation[] {
  const errorsOf = (schema: Schema, part: unknown): readonly ErrorObject[] => {
    const inner = ajv().compile(schema);
    return inner(part) ? [] : (inner.errors ?? []);
  };
  try {
    return validate(value) ? [] : toViolations(validate.errors ?? [], errorsOf);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error; // a recursive schema, and a value deeper than the stack
    return [{ pointer: '/body', rule: 'depth', message: 'is nested too deeply', statements: [] }];
  }
}
