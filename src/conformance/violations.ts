import type { ErrorObject } from 'ajv';
import { readSource } from '../description/when.js';
import type { Violation } from '../exchange.js';

/**
 * Turns Ajv's errors (of a validator with `allErrors` and `verbose`) into violations. A `oneOf` or `anyOf` whose
 * alternatives are told apart by a constant member speaks for the one alternative that was meant, not for all.
 */
export function toViolations(errors: readonly ErrorObject[]): readonly Violation[] {
  return withoutEchoes(resolveChoices(errors));
}

/** An error, and whether a violation speaks for it already. A set of errors took twice as long as marks on them. */
interface Told {
  readonly error: ErrorObject;
  isSpoken: boolean;
}

// Outer choices first; what lies inside a choice is its own business.
function resolveChoices(errors: readonly ErrorObject[]): readonly Violation[] {
  const all = errors.map((error): Told => ({ error, isSpoken: false }));
  const choices = all.filter(isChoice).sort(byNesting);
  // For a few choices such an index takes as long as all the rest.
  const below = choices.length > 4 ? groupByPlace(all, choices) : undefined;
  const violations: Violation[] = [];
  for (const choice of choices) {
    if (choice.isSpoken) continue;
    choice.isSpoken = true;
    const near = below?.get(choice.error.instancePath) ?? all;
    const inside = near.filter(({ error, isSpoken }) => !isSpoken && isInside(choice.error, error));
    for (const each of inside) each.isSpoken = true;
    const insideErrors = inside.map(({ error }) => error);
    violations.push(...narrow(choice.error, insideErrors));
  }
  for (const { error, isSpoken } of all) {
    if (!isSpoken && error.keyword !== 'if') violations.push(toViolation(error));
  }
  return violations;
}

function isChoice({ error: { keyword } }: Told): boolean {
  return keyword === 'oneOf' || keyword === 'anyOf';
}

function byNesting({ error: a }: Told, { error: b }: Told): number {
  return a.instancePath.length - b.instancePath.length || a.schemaPath.length - b.schemaPath.length;
}

// The errors at or below every place where a choice stands, so that a long list of choices costs no more than each.
function groupByPlace(all: readonly Told[], choices: readonly Told[]): ReadonlyMap<string, readonly Told[]> {
  const places = new Map<string, Told[]>();
  for (const { error } of choices) places.set(error.instancePath, []);
  for (const each of all) {
    const parts = each.error.instancePath.split('/');
    for (let length = 1, place = ''; length <= parts.length; place += `/${parts[length] ?? ''}`, length += 1) {
      places.get(place)?.push(each);
    }
  }
  return places;
}

// The same choice may stand in every item of a list: the instance tells them apart. Inside a circular reference Ajv
// counts schema paths anew, so that below a choice with such an alternative the instance alone tells.
function isInside(choice: ErrorObject, { schemaPath, instancePath }: ErrorObject): boolean {
  const isBelow = instancePath === choice.instancePath || isUnder(instancePath, choice.instancePath);
  return isBelow && (isUnder(schemaPath, choice.schemaPath) || hasReference(choice));
}

/** Whether a pointer leads to somewhere below another one. */
export function isUnder(pointer: string, parent: string): boolean {
  return pointer.charAt(parent.length) === '/' && pointer.startsWith(parent);
}

function hasReference({ schema }: ErrorObject): boolean {
  const alternatives: readonly unknown[] = Array.isArray(schema) ? schema : [];
  return alternatives.some(
    (alternative) => typeof alternative === 'object' && alternative !== null && '$ref' in alternative,
  );
}

// A value of the wrong type breaks every other rule of its place as well; the type says it all.
function withoutEchoes(violations: readonly Violation[]): readonly Violation[] {
  if (violations.length < 2) return violations;
  const ofWrongType = new Set(violations.filter(({ rule }) => rule === 'type').map(({ pointer }) => pointer));
  return violations.filter(({ rule, pointer }) => rule === 'type' || !ofWrongType.has(pointer));
}

function narrow(choice: ErrorObject, inside: readonly ErrorObject[]): readonly Violation[] {
  const alternatives = group(choice, inside);
  if (alternatives.length === 0) return [toViolation(choice)];
  const meant = alternatives.filter((errors) => !errors.some((error) => isTag(choice, error)));
  const [only] = meant;
  if (only !== undefined && meant.length === 1) return resolveChoices(only);
  const candidates =
    meant.length > 0 ? meant : alternatives.map((errors) => errors.filter((error) => !isTag(choice, error)));
  const tags = meant.length > 0 ? [] : tagViolations(inside.filter((error) => isTag(choice, error)));
  const found = [...tags, ...sharedViolations(candidates.map(resolveChoices))];
  return found.length > 0 ? found : [toViolation(choice)];
}

function group(choice: ErrorObject, inside: readonly ErrorObject[]): readonly (readonly ErrorObject[])[] {
  const alternatives = new Map<string, ErrorObject[]>();
  for (const error of inside) {
    const start = choice.schemaPath.length + 1;
    const end = error.schemaPath.indexOf('/', start);
    const isHere = isUnder(error.schemaPath, choice.schemaPath);
    const index = isHere ? error.schemaPath.slice(start, end === -1 ? undefined : end) : 'reference';
    const alternative = alternatives.get(index);
    if (alternative === undefined) alternatives.set(index, [error]);
    else alternative.push(error);
  }
  return [...alternatives.values()];
}

// A constant member of an alternative tells it apart; OpenAPI 3.0 writes it as an enum of one.
function isTag(choice: ErrorObject, error: ErrorObject): boolean {
  if (allowedValues(error)?.length !== 1) return false;
  const within = error.schemaPath.slice(choice.schemaPath.length);
  return /^\/\d+(?:\/allOf\/\d+)*\/properties\/[^/]+\/(?:const|enum)$/.test(within);
}

function allowedValues({ keyword, params }: ErrorObject): readonly unknown[] | undefined {
  const { allowedValue, allowedValues } = params as { allowedValue?: unknown; allowedValues?: readonly unknown[] };
  return keyword === 'const' ? [allowedValue] : allowedValues;
}

function tagViolations(tags: readonly ErrorObject[]): readonly Violation[] {
  const pointers = [...new Set(tags.map((tag) => tag.instancePath))];
  return pointers.map((pointer) => {
    const here = tags.filter((tag) => tag.instancePath === pointer);
    const allowed = [...new Set(here.flatMap(allowedValues).map((value) => JSON.stringify(value)))];
    const statements = [...new Set(here.flatMap(statementsOf))];
    return {
      pointer: requestPointer(pointer),
      rule: 'enum',
      message: `must be one of ${allowed.join(', ')}`,
      statements,
    };
  });
}

// What all alternatives say alike, with the statements that all of them name.
function sharedViolations(alternatives: readonly (readonly Violation[])[]): readonly Violation[] {
  const [first = [], ...others] = alternatives;
  const keyOf = ({ pointer, rule, message }: Violation): string => JSON.stringify([pointer, rule, message]);
  const indexes = others.map((other) => new Map(other.map((violation) => [keyOf(violation), violation])));
  return first.flatMap((violation) => {
    const twins = indexes.map((index) => index.get(keyOf(violation)));
    const statements = violation.statements.filter((id) => twins.every((twin) => twin?.statements.includes(id)));
    return twins.includes(undefined) ? [] : [{ ...violation, statements }];
  });
}

function toViolation(error: ErrorObject): Violation {
  return {
    pointer: requestPointer(error.instancePath),
    rule: error.keyword,
    message: messageOf(error),
    statements: statementsOf(error),
  };
}

// The validators call the body of a request `requestBody`.
function requestPointer(instancePath: string): string {
  return isUnder(`${instancePath}/`, '/requestBody')
    ? `/body${instancePath.slice('/requestBody'.length)}`
    : instancePath;
}

function messageOf(error: ErrorObject): string {
  const params = error.params as Readonly<Record<string, unknown>>;
  switch (error.keyword) {
    case 'required':
      return `must have the member ${String(params['missingProperty'])}`;
    case 'enum':
      return `must be one of ${(params['allowedValues'] as unknown[]).map((value) => JSON.stringify(value)).join(', ')}`;
    case 'const':
      return `must be ${JSON.stringify(params['allowedValue'])}`;
    case 'additionalProperties':
      return `must not have the member ${String(params['additionalProperty'])}`;
    case 'type':
      return `must be of type ${[params['type']].flat().join(' or ')}`;
    default:
      return error.message ?? `breaks ${error.keyword}`;
  }
}

// A missing member breaks what is said of its parent, and what is said of itself.
function statementsOf({ keyword, parentSchema, params }: ErrorObject): readonly string[] {
  const schema = (parentSchema ?? {}) as {
    'x-source'?: unknown;
    properties?: Record<string, { 'x-source'?: unknown }>;
  };
  const own = readSource(schema['x-source']);
  const { missingProperty } = params as { missingProperty?: string };
  if (keyword !== 'required' || missingProperty === undefined) return own;
  return [...own, ...readSource(schema.properties?.[missingProperty]?.['x-source'])];
}

/**
 * The place that a violation breaks. A value of the wrong type is no value of its member at all, so it breaks the
 * parent, as a missing member does.
 */
export function brokenPlace({ pointer, rule }: Violation): string {
  return rule === 'type' ? pointer.slice(0, Math.max(pointer.lastIndexOf('/'), 0)) : pointer;
}
