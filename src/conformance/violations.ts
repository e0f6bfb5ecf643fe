import type { ErrorObject } from 'ajv';
import type { Schema } from '../description/document.js';
import { readSource } from '../description/when.js';
import type { Violation } from '../exchange.js';

/** What of a value breaks a schema, of which Ajv told an error, or of one of its parts. */
export type ErrorsOf = (schema: Schema, value: unknown) => readonly ErrorObject[];

/**
 * Turns Ajv's errors (of a validator with `verbose`) into violations. A `oneOf` or `anyOf` whose alternatives are told
 * apart by a constant member speaks for the one alternative that was meant, not for all.
 */
export function toViolations(errors: readonly ErrorObject[], errorsOf: ErrorsOf): readonly Violation[] {
  const asked = limited(errorsOf);
  return withoutEchoes(resolveChoices(sortOut(errors, asked), asked));
}

// Choices in choices that refer to each other could be asked about for ever; beyond this they are told as they are.
const mostQuestions = 5_000;

function limited(errorsOf: ErrorsOf): ErrorsOf {
  let questions = 0;
  return (schema, value) => ((questions += 1) > mostQuestions ? [] : errorsOf(schema, value));
}

/** Errors, those within a choice with the choice. */
interface Told {
  readonly choices: readonly Choice[];
  readonly others: readonly ErrorObject[];
}

interface Choice {
  readonly error: ErrorObject;
  /** What is wrong with each of the alternatives that were looked at. */
  readonly alternatives: readonly (readonly ErrorObject[])[];
}

// Ajv tells what is wrong with the alternatives of a choice right before the choice itself, but not with which one: a
// path through references begins anew. So each alternative is asked once more, and the errors before it are dropped.
function sortOut(errors: readonly ErrorObject[], errorsOf: ErrorsOf): Told {
  const choices: Choice[] = [];
  const others: ErrorObject[] = [];
  for (let end = errors.length - 1; end >= 0; end -= 1) {
    const error = errors[end];
    if (error === undefined || error.keyword === 'if') continue;
    if (isChoice(error)) {
      const alternatives = askAlternatives(error, errorsOf);
      choices.push({ error, alternatives });
      end -= countInside(errors, end, error, alternatives.flat().length);
    } else others.push(error);
  }
  return { choices: choices.reverse(), others: others.reverse() };
}

// Outer choices first.
function resolveChoices({ choices, others }: Told, errorsOf: ErrorsOf): readonly Violation[] {
  const ordered = choices.toSorted((a, b) => a.error.instancePath.length - b.error.instancePath.length);
  return [...ordered.flatMap((choice) => narrow(choice, errorsOf)), ...others.map(toViolation)];
}

function isChoice({ keyword }: ErrorObject): boolean {
  return keyword === 'oneOf' || keyword === 'anyOf';
}

// Where two alternatives fit, those after the second one were not looked at.
function askAlternatives(choice: ErrorObject, errorsOf: ErrorsOf): readonly (readonly ErrorObject[])[] {
  const { passingSchemas } = choice.params as { passingSchemas?: readonly number[] | null };
  const all = choice.schema as readonly Schema[]; // of a compiled `oneOf` or `anyOf`
  const asked = passingSchemas?.[1] === undefined ? all : all.slice(0, passingSchemas[1]);
  return asked.map((alternative) =>
    errorsOf(alternative, choice.data).map((error) => ({
      ...error,
      instancePath: `${choice.instancePath}${error.instancePath}`,
    })),
  );
}

// What was coerced meanwhile may break less than it did; what is elsewhere is none of the choice's business.
function countInside(errors: readonly ErrorObject[], end: number, choice: ErrorObject, atMost: number): number {
  const isInside = (error: ErrorObject | undefined): boolean =>
    error !== undefined && isUnder(`${error.instancePath}/`, choice.instancePath);
  let count = 0;
  while (count < atMost && isInside(errors[end - count - 1])) count += 1;
  return count;
}

/** Whether a pointer leads to somewhere below another one. */
export function isUnder(pointer: string, parent: string): boolean {
  return pointer.charAt(parent.length) === '/' && pointer.startsWith(parent);
}

// A value of the wrong type breaks every other rule of its place as well; the type says it all.
function withoutEchoes(violations: readonly Violation[]): readonly Violation[] {
  if (violations.length < 2) return violations;
  const ofWrongType = new Set(violations.filter(({ rule }) => rule === 'type').map(({ pointer }) => pointer));
  return violations.filter(({ rule, pointer }) => rule === 'type' || !ofWrongType.has(pointer));
}

function narrow({ error: choice, alternatives }: Choice, errorsOf: ErrorsOf): readonly Violation[] {
  if (alternatives.length === 0 || alternatives.some((errors) => errors.length === 0)) return [toViolation(choice)];
  const all = alternatives.map((errors) => sortOut(errors, errorsOf));
  const tagsOf = ({ others }: Told): readonly ErrorObject[] => others.filter((error) => isTag(choice, error));
  const meant = all.filter((told) => tagsOf(told).length === 0);
  const [only] = meant;
  if (only !== undefined && meant.length === 1) return resolveChoices(only, errorsOf);
  const untagged = ({ choices, others }: Told): Told => ({
    choices,
    others: others.filter((error) => !isTag(choice, error)),
  });
  const candidates = meant.length > 0 ? meant : all.map(untagged);
  const tags = meant.length > 0 ? [] : tagViolations(all.flatMap(tagsOf));
  const found = [...tags, ...sharedViolations(candidates.map((told) => resolveChoices(told, errorsOf)))];
  return found.length > 0 ? found : [toViolation(choice)];
}

// A constant member of an alternative tells it apart; OpenAPI 3.0 writes it as an enum of one.
function isTag(choice: ErrorObject, error: ErrorObject): boolean {
  if (allowedValues(error)?.length !== 1 || Array.isArray(choice.data)) return false;
  return /^\/[^/]+$/.test(error.instancePath.slice(choice.instancePath.length));
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
    return { pointer, rule: 'enum', message: `must be one of ${allowed.join(', ')}`, statements };
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
    pointer: error.instancePath,
    rule: error.keyword,
    message: messageOf(error),
    statements: statementsOf(error),
  };
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
