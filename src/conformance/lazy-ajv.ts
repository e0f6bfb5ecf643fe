import { Ajv, type ErrorObject, type Options, type ValidateFunction } from 'ajv';
import AjvDraft04 from 'ajv-draft-04';
import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import type { Document } from '../description/document.js';
import type { Violation } from '../exchange.js';
import { descriptionId } from './prepare-schemas.js';
import { toViolations } from './violations.js';

/** A document whose schemas are prepared. */
export interface PreparedDocument {
  readonly definition: Document;
  /** Whether circular references are left. */
  readonly hasReferences: boolean;
}

/** Creates an Ajv of the document's dialect on first use. One that knows the whole document serves all operations. */
export function lazyAjv(document: PreparedDocument): (options: Options) => Ajv {
  let ajv: Ajv | undefined;
  return (options) => (ajv ??= createAjv(document, options));
}

function createAjv({ definition, hasReferences }: PreparedDocument, options: Options): Ajv {
  const dialect = definition.openapi.startsWith('3.0') ? AjvDraft04.default : Ajv2020;
  const ajv = new dialect(options); // the dialects differ in their vocabularies only
  addFormats.default(ajv);
  // Not without need: whatever looks like an id in it, also in an example, would be taken for one.
  return hasReferences ? ajv.addSchema(definition, descriptionId) : ajv;
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
  const isExempt = ({ keyword, params, parentSchema }: ErrorObject): boolean => {
    const { properties = {} } = (parentSchema ?? {}) as { properties?: Record<string, Record<string, unknown>> };
    const { missingProperty = '' } = params as { missingProperty?: string };
    return keyword === 'required' && properties[missingProperty]?.[exempt] === true;
  };
  return toViolations((validate.errors ?? []).filter((error) => !isExempt(error)));
}
