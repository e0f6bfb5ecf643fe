import type { Answer } from '../description/answers.js';
import type { ParameterObject } from '../description/document.js';
import { isSame } from '../description/json-value.js';
import { meantValue } from '../description/meant-value.js';
import { findMedia } from '../description/media-type.js';
import type { Operation } from '../description/operations.js';
import type { SchemaReader } from '../description/schemas.js';
import type { RequestValues } from './validator.js';

/** A request as far as its examples tell it. */
export interface AskedRequest {
  readonly values: RequestValues;
  /** The media type of the body. */
  readonly mediaType: string;
  readonly schemas: SchemaReader;
}

/**
 * The answer that is documented as an example by the same name as the request's: the body, if it has an example of that
 * name, and all parameters that have one are as these say, and at least one of them is.
 */
export function pairedAnswer(operation: Operation, asked: AskedRequest): Answer | undefined {
  return candidatesOf(operation).find(({ name }) => isAskedFor(name, operation, asked));
}

// Most operations have none, and each request is asked about.
const candidates = new WeakMap<Operation, readonly Answer[]>();

function candidatesOf(operation: Operation): readonly Answer[] {
  const known = candidates.get(operation);
  if (known !== undefined) return known;
  const { answers, parameters, requestBody } = operation;
  const places = [...parameters, ...Object.values(requestBody?.content ?? {})];
  const isExample = ({ name }: Answer): boolean => places.some(({ examples }) => exampleOf(name, examples).length > 0);
  const found = answers.filter((answer) => isNamed(answer) && isExample(answer));
  candidates.set(operation, found);
  return found;
}

/** The answer of an example's name, which is due when nothing else speaks against it. */
export function answerByName({ answers }: Operation, name: string): Answer | undefined {
  return answers.find((answer) => isNamed(answer) && answer.name === name);
}

function isNamed({ name, statusKey, when }: Answer): boolean {
  return name !== statusKey && when.kind === 'otherwise';
}

function isAskedFor(name: string, operation: Operation, { values, mediaType, schemas }: AskedRequest): boolean {
  const media = findMedia(operation.requestBody?.content ?? {}, mediaType);
  const pairs = [
    ...exampleOf(name, media?.examples).map(
      (value) => [values.body, meantValue(value, media?.schema, schemas)] as const,
    ),
    ...operation.parameters.flatMap((parameter) =>
      parameterExample(parameter, name).map((value) => [valueOf(parameter, values), value] as const),
    ),
  ];
  return pairs.length > 0 && pairs.every(([sent, documented]) => isSame(sent, documented));
}

/** The example of a parameter that has this name; a list of one, or of none. */
export function parameterExample({ examples }: ParameterObject, name: string): readonly unknown[] {
  return exampleOf(name, examples);
}

function exampleOf(name: string, examples: ParameterObject['examples'] = {}): readonly unknown[] {
  const example = Object.hasOwn(examples, name) ? examples[name] : undefined;
  return example !== undefined && 'value' in example ? [example.value] : [];
}

function valueOf({ in: place, name }: ParameterObject, values: RequestValues): unknown {
  const key = place === 'header' ? name.toLowerCase() : name;
  return Object.hasOwn(values[place], key) ? values[place][key] : undefined;
}
