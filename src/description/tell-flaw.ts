import { pointerTo } from './json-pointer.js';

/** An error of Ajv, as far as it is told. */
export interface SchemaError {
  readonly instancePath: string;
  readonly schemaPath: string;
  readonly keyword: string;
  readonly message?: string;
  readonly params: Readonly<Record<string, unknown>>;
}

/** What breaks the schema of OpenAPI: where, as a JSON Pointer, and how. */
export interface Flaw {
  readonly pointer: string;
  readonly message: string;
}

/**
 * Of all the errors of a document the one that helps: where something may be a reference or one of several kinds, each
 * of them complains, and what is meant is the kind that the document names, and no reference where none is written.
 */
export function tellFlaw(errors: readonly SchemaError[]): Flaw | undefined {
  const own = errors.filter((error) => !isOfChoice(error));
  const others = new Set(own.filter(isOfKind).map((error) => `${parentOf(error.instancePath)} ${kindOf(error)}`));
  const meant = own.filter((error) => !isOfKind(error) && !others.has(`${error.instancePath} ${kindOf(error)}`));
  const candidates = meant.length > 0 ? meant : own.length > 0 ? own : errors;
  const [deepest] = [...candidates].sort((a, b) => depthOf(b) - depthOf(a));
  return deepest === undefined ? undefined : toFlaw(deepest, candidates);
}

// They follow from the errors of what is chosen from.
function isOfChoice({ keyword, params }: SchemaError): boolean {
  return /^(?:oneOf|anyOf|if|not)$/.test(keyword) || (keyword === 'required' && params['missingProperty'] === '$ref');
}

// A single allowed value says of which kind something is, such as `in: path`.
function isOfKind({ params: { allowedValues } }: SchemaError): boolean {
  return Array.isArray(allowedValues) && allowedValues.length === 1;
}

// The schema of one kind is a definition, or an alternative within one.
function kindOf({ schemaPath }: SchemaError): string {
  return /^#(?:\/definitions\/[^/]+)?(?:\/oneOf\/\d+)?/.exec(schemaPath)?.[0] ?? '';
}

function parentOf(pointer: string): string {
  return pointer.slice(0, Math.max(pointer.lastIndexOf('/'), 0));
}

function depthOf({ instancePath }: SchemaError): number {
  return instancePath.split('/').length;
}

function toFlaw({ instancePath, keyword, message = '', params }: SchemaError, all: readonly SchemaError[]): Flaw {
  const superfluous = params['additionalProperty'] ?? params['unevaluatedProperty'];
  if (typeof superfluous === 'string') {
    return { pointer: pointerTo(instancePath, superfluous), message: 'is no member that OpenAPI knows here' };
  }
  if (keyword !== 'enum') return { pointer: instancePath, message };
  const here = all.filter((error) => error.instancePath === instancePath);
  const allowed = new Set(here.flatMap((error) => [error.params['allowedValues'] ?? []].flat()));
  return { pointer: instancePath, message: `must be one of ${[...allowed].map(String).join(', ')}` };
}
