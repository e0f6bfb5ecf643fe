import { canWrite, canWriteSchema } from '../bodies/write-body.js';
import { acceptedTypes, qualityOf } from '../description/accept.js';
import type { Answer } from '../description/answers.js';
import { concreteMediaType, isInRange, isJson } from '../description/media-type.js';
import type { Operation } from '../description/operations.js';
import type { SchemaReader } from '../description/schemas.js';
import type { ChosenAnswer } from './choose-answer.js';

/** What a client takes: its `Accept` header, and the name of an example if it asked for one. */
export interface Wanted {
  readonly accept: string | undefined;
  readonly example?: string | undefined;
}

/** Chooses among the media types that one answer is documented in, never among answers. */
export interface Negotiation {
  /**
   * The same answer in the media type that the client likes best (RFC 9110 section 12.5.1). Of types that it likes
   * equally JSON goes first, unless it is a text, then what can be written, in the order of the document. Where it takes
   * none of them it gets the first.
   */
  choose(operation: Operation, chosen: ChosenAnswer, wanted: Wanted): ChosenAnswer;
  /** Whether the client takes the answer in any media type. */
  takes(operation: Operation, chosen: ChosenAnswer, wanted: Wanted): boolean;
}

/** An answer that is documented in a media type, and the type that it is sent in. */
interface Offer {
  readonly answer: Answer;
  readonly mediaType: string;
}

export function createNegotiation(schemas: SchemaReader): Negotiation {
  const known = new WeakMap<Answer, readonly Answer[]>();
  const variantsOf = (operation: Operation, answer: Answer): readonly Answer[] => {
    const variants = known.get(answer) ?? sortVariants(findVariants(operation, answer), schemas);
    known.set(answer, variants);
    return variants;
  };
  const bestOf = (variants: readonly Answer[], accept: string): Offer | undefined => {
    const offers = variants.flatMap((answer) => toOffers(answer, accept, schemas));
    const qualities = offers.map(({ mediaType }) => qualityOf(mediaType, accept));
    const most = Math.max(...qualities);
    return most > 0 ? offers[qualities.indexOf(most)] : undefined;
  };
  return {
    choose(operation, chosen, { accept, example }) {
      const all = variantsOf(operation, chosen.answer);
      const [first = chosen.answer] = all;
      if (all.length < 2 && !isRange(first)) return chosen;
      const variants = example === undefined ? all : all.filter(({ name }) => name === example);
      const best = accept === undefined ? undefined : bestOf(variants, accept);
      return { ...chosen, ...(best ?? { answer: variants[0] ?? first }) };
    },
    takes(operation, { answer }, { accept }) {
      const isEmpty = answer.body.kind === 'empty';
      return isEmpty || accept === undefined || bestOf(variantsOf(operation, answer), accept) !== undefined;
    },
  };
}

// Of each media type the one of the same name, or the first that is due for the same reason.
function findVariants({ answers }: Operation, { statusKey, name, when }: Answer): readonly Answer[] {
  const reason = JSON.stringify(when);
  const siblings = answers.filter((one) => one.statusKey === statusKey && JSON.stringify(one.when) === reason);
  const sameFirst = [...siblings.filter((one) => one.name === name), ...siblings];
  const types = new Set(siblings.map(mediaTypeOf));
  return [...types].flatMap((type) => sameFirst.find((one) => mediaTypeOf(one) === type) ?? []);
}

function sortVariants(variants: readonly Answer[], schemas: SchemaReader): readonly Answer[] {
  const ranks = new Map(variants.map((answer) => [answer, rankOf(answer, schemas)]));
  return [...variants].sort((one, other) => (ranks.get(one) ?? 0) - (ranks.get(other) ?? 0));
}

function rankOf({ body }: Answer, schemas: SchemaReader): number {
  if (body.kind === 'empty') return 1;
  const types = schemas.types(body.schema);
  const isText =
    body.kind === 'value'
      ? typeof body.value === 'string'
      : types.length > 0 && types.every((type) => type === 'string' || type === 'null');
  if (isJson(concreteMediaType(body.mediaType)) && !isText) return 0;
  return isWritable(body, body.mediaType, schemas) ? 1 : 2;
}

function isWritable(
  body: Exclude<Answer['body'], { kind: 'empty' }>,
  mediaType: string,
  schemas: SchemaReader,
): boolean {
  const writable = { mediaType, schema: body.schema };
  return body.kind === 'value' ? canWrite(body.value, writable, schemas) : canWriteSchema(writable, schemas);
}

// A range is whatever type in it the client names, if that can be written.
function toOffers(answer: Answer, accept: string, schemas: SchemaReader): readonly Offer[] {
  const { body } = answer;
  if (body.kind === 'empty') return [];
  if (!isRange(answer)) return [{ answer, mediaType: body.mediaType }];
  const asked = acceptedTypes(accept).filter((type) => isInRange(type, body.mediaType));
  const types = [concreteMediaType(body.mediaType), ...asked.filter((type) => isWritable(body, type, schemas))];
  return types.map((mediaType) => ({ answer, mediaType }));
}

function isRange(answer: Answer): boolean {
  return mediaTypeOf(answer).includes('*');
}

function mediaTypeOf({ body }: Answer): string {
  return body.kind === 'empty' ? '' : body.mediaType;
}
