import * as fc from 'fast-check';
import { keyOf } from '../../conformance/read-parameters.js';
import type { Validator } from '../../conformance/validator.js';
import { isJson } from '../../description/media-type.js';
import type { SchemaReader } from '../../description/schemas.js';
import type { Violation } from '../../exchange.js';
import { change, isWritable, violationsOf, type Draft } from './draft.js';
import { flawedValues } from './flawed-values.js';
import { isList } from './records.js';
import { placesOf, tiesPlaces, type Place } from './places.js';

/** One rule of a request broken, and nothing else. */
export interface Flaw {
  /** What tells it from all others of its operation. */
  readonly key: string;
  readonly violation: Violation;
  /** Requests that break it. */
  readonly drafts: fc.Arbitrary<Draft>;
  /** Those to try before all others. */
  readonly first: readonly Draft[];
  /** Whether there are so many that a few have to stand for all. */
  readonly isOpen: boolean;
}

export interface FlawOptions {
  readonly validator: Validator;
  readonly seed: number;
}

/** Every way to break one rule of the requests of an operation, each told once, however many drafts show it. */
export function flawsOf(drafts: readonly Draft[], options: FlawOptions): readonly Flaw[] {
  const flaws = new Map<string, Flaw>();
  const tried = new Set<string>();
  for (const draft of drafts) {
    for (const flaw of [...brokenRules(draft, tried, options), ...brokenForms(draft)]) {
      if (!flaws.has(flaw.key)) flaws.set(flaw.key, flaw);
    }
  }
  return [...flaws.values()];
}

function brokenRules(draft: Draft, tried: Set<string>, options: FlawOptions): readonly Flaw[] {
  const places = requestPlaces(draft, options.validator.schemas);
  const known = isLikeOthers(draft, places, options) ? tried : new Set<string>();
  return places.flatMap((place) =>
    flawedValues(place).flatMap(({ arbitrary, nearest = [], pointer = place.pointer, isOpen }) => {
      const samples = fc.sample(arbitrary, { numRuns: isOpen ? mostSamples : 1, seed: options.seed });
      const values = distinct([...nearest, ...samples]);
      const key = `${pointer} ${JSON.stringify(values)}`;
      if (known.has(key)) return [];
      const put = (value: unknown): Draft => {
        const changed = canBeWritten(pointer, value) ? change(draft, pointer, value) : draft;
        return isWritable(changed, pointer, options.validator.schemas) ? changed : draft;
      };
      const changed = values.map(put);
      if (changed.every((one) => one === draft)) return []; // another draft may have what can be written
      known.add(key);
      return toFlaws({ drafts: arbitrary.map(put), first: nearest.map(put), isOpen }, changed, options);
    }),
  );
}

// In a valid request the same values at the same place break the same rules, unless a schema ties places to each other.
function isLikeOthers(draft: Draft, places: readonly Place[], { validator }: FlawOptions): boolean {
  return (
    !places.some(({ schemas }) => schemas.some((schema) => tiesPlaces(schema, validator.schemas))) &&
    violationsOf(draft, validator).length === 0
  );
}

const mostSamples = 8;

function distinct(values: readonly unknown[]): readonly unknown[] {
  return [...new Map(values.map((value) => [JSON.stringify(value), value])).values()];
}

// What a value breaks is the validator's to say; a few values show every rule that is broken alone.
function toFlaws(
  { drafts, first, isOpen }: Pick<Flaw, 'drafts' | 'first' | 'isOpen'>,
  samples: readonly Draft[],
  { validator }: FlawOptions,
): readonly Flaw[] {
  const flaws = new Map<string, Flaw>();
  for (const sample of samples) {
    const violation = onlyViolation(sample, validator);
    const key = violation === undefined ? '' : flawKey(violation);
    if (violation === undefined || flaws.has(key)) continue;
    const breaksIt = (draft: Draft): boolean => {
      const other = onlyViolation(draft, validator);
      return other !== undefined && flawKey(other) === key;
    };
    flaws.set(key, { key, violation, drafts: drafts.filter(breaksIt), first: first.filter(breaksIt), isOpen });
  }
  return [...flaws.values()];
}

function onlyViolation(draft: Draft, validator: Validator): Violation | undefined {
  const violations = violationsOf(draft, validator);
  const [first] = violations;
  return violations.every(({ pointer }) => pointer === first?.pointer) ? first : undefined;
}

function flawKey({ rule, pointer, message }: Violation): string {
  return `${pointer} ${rule}: ${message}`;
}

/** The places of a request: its parameters, present or not, and all within its body. */
export function requestPlaces(draft: Draft, reader: SchemaReader): readonly Place[] {
  const { operation, values } = draft;
  const parameters = operation.parameters.flatMap((parameter) => {
    const pointer = `/${parameter.in}/${keyOf(parameter).replaceAll('~', '~0').replaceAll('/', '~1')}`;
    return placesOf(pointer, values[parameter.in][keyOf(parameter)], parameter.schema ?? true, reader);
  });
  const inParameters = ['query', 'header', 'cookie'].map((name) => ({
    pointer: `/${name}`,
    value: values[name as 'query'],
    isPresent: true,
    schemas: [],
  }));
  const schema = operation.requestBody?.content[mediaKey(draft)]?.schema;
  const body = values.body === undefined ? [] : placesOf('/body', values.body, schema ?? true, reader);
  return [...inParameters, ...parameters, ...body];
}

function mediaKey({ operation, mediaType }: Draft): string {
  return mediaType ?? Object.keys(operation.requestBody?.content ?? {}).find(isJson) ?? '';
}

// A path without one of its parts is another path; an empty text is no value; a header has no line ends.
function canBeWritten(pointer: string, value: unknown): boolean {
  if (pointer.startsWith('/body')) return true;
  if (value === undefined) return !pointer.startsWith('/path');
  const texts = isList(value) && value.length > 0 ? value : [value];
  return texts.every((text) => typeof text !== 'object' && text !== '');
}

// What is wrong before any schema is asked: the media type, the JSON, a body that is not there.
function brokenForms(draft: Draft): readonly Flaw[] {
  const { operation, values } = draft;
  const media = Object.keys(operation.requestBody?.content ?? {});
  if (values.body === undefined || media.length === 0) return [];
  const isRequired = operation.requestBody?.required === true;
  const withoutBody = { ...draft, rawBody: '' };
  const isFree = media.some((range) => range.startsWith('*') || range.startsWith('text/'));
  return [
    form(draft, '/body json', 'json', 'must be well-formed JSON', { rawBody: '{"unfinished":' }),
    ...(isRequired ? [form(withoutBody, '/body required', 'required', 'must be there', { rawBody: '' })] : []),
    ...(isFree ? [] : [mediaTypeFlaw(draft, media)]),
  ];
}

function mediaTypeFlaw(draft: Draft, media: readonly string[]): Flaw {
  const rawBody = JSON.stringify(draft.values.body);
  const message = `must be ${media.join(' or ')}`;
  const flaw = form(draft, '/header/content-type media-type', 'media-type', message, {
    mediaType: 'text/plain',
    rawBody,
  });
  return { ...flaw, violation: { ...flaw.violation, pointer: '/header/content-type' } };
}

function form(draft: Draft, key: string, rule: string, message: string, change: Partial<Draft>): Flaw {
  const violation = { pointer: '/body', rule, message, statements: [] };
  return { key, violation, drafts: fc.constant({ ...draft, ...change }), first: [], isOpen: false };
}
