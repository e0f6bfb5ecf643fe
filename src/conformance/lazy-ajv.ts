import { Ajv, type ErrorObject, type Options, type ValidateFunction } from 'ajv';
import AjvDraft04 from 'ajv-draft-04';
import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import type { Document } from '../description/document.js';
import type { Violation } from '../exchange.js';
import { descriptionId, prepareSchemas } from './prepare-schemas.js';
import { toViolations } from './violations.js';

/** What the schemas of a document are compiled with. */
export interface Dialect {
  /** The version of OpenAPI. */
  readonly version: string;
  /** What circular references lead into, its schemas prepared. */
  readonly referable: () => object;
}

export function dialectOf(document: Document): Dialect {
  let prepared: object | undefined;
  return { version: document.openapi, referable: () => (prepared ??= prepareReferable(document)) };
}

// Where references lead is mostly among the components, and the paths of a large description take long to copy.
function prepareReferable({ components, paths }: Document): object {
  const referable = structuredClone(
    refersIntoPaths({ components, paths }, new Set()) ? { components, paths } : { components },
  );
  prepareSchemas(referable);
  return referable;
}

function refersIntoPaths(value: unknown, seen: Set<object>): boolean {
  if (typeof value !== 'object' || value === null || seen.has(value)) return false;
  seen.add(value);
  if ('$ref' in value && typeof value.$ref === 'string' && value.$ref.startsWith('#/paths/')) return true;
  return Object.values(value).some((member) => refersIntoPaths(member, seen));
}

/** @param hasReferences whether what is to be compiled has circular references. */
export type GetAjv = (options: Options, hasReferences: boolean) => Ajv;

/** Creates an Ajv of a dialect on first use. One serves all operations. */
export function lazyAjv({ version, referable }: Dialect): GetAjv {
  let ajv: Ajv | undefined;
  let knowsReferable = false;
  return (options, hasReferences) => {
    ajv ??= createAjv(version, options);
    // Not without need: whatever looks like an id in it, also in an example, would be taken for one.
    if (hasReferences && !knowsReferable) {
      ajv.addSchema(referable(), descriptionId);
      knowsReferable = true;
    }
    return ajv;
  };
}

function createAjv(version: string, options: Options): Ajv {
  const dialect = version.startsWith('3.0') ? AjvDraft04.default : Ajv2020;
  return addFormats.default(new dialect(options)); // the dialects differ in their vocabularies only
}

/**
 * What of a value departs from a compiled schema. OpenAPI: a required member that is read only is required of answers
 * alone, one that is write only of requests alone.
 */
export function violationsOf(
  validate: ValidateFunction,
  value: unknown,
  exempt: 'readOnly' | 'writeOnly',
): readonly Violation[] {
  try {
    if (validate(value)) return [];
  } catch (error) {
    if (!(error instanceof RangeError)) throw error; // a recursive schema, and a value deeper than the stack
    return [{ pointer: '/body', rule: 'depth', message: 'is nested too deeply', statements: [] }];
  }
  return toViolations((validate.errors ?? []).filter((error) => !isExempt(error, exempt)));
}

function isExempt({ keyword, params, parentSchema }: ErrorObject, exempt: 'readOnly' | 'writeOnly'): boolean {
  if (keyword !== 'required') return false;
  const { properties = {} } = (parentSchema ?? {}) as { properties?: Record<string, Record<string, unknown>> };
  const { missingProperty = '' } = params as { missingProperty?: string };
  return properties[missingProperty]?.[exempt] === true;
}
