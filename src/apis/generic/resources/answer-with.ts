import type { Filling } from '../../../mock/behaviour.js';
import type { ChosenAnswer } from '../../../mock/choose-answer.js';
import { fillWithThing, takesThings } from './fill-answer.js';
import { placeOfThing, schemaOfBody } from './places.js';
import type { Kept } from './resource.js';
import type { Scene } from './scene.js';

/** Puts a thing into whichever documented answer is chosen; one that has no place for it stays as it is documented. */
export function answerWith(scene: Scene, kept: Kept): (chosen: ChosenAnswer) => Promise<Filling> {
  return async ({ answer }) => {
    const { reader, resource, baseOf, action } = scene;
    const { keyMember } = resource;
    if (!takesThings(answer)) return {};
    const isThing = (schema: Parameters<typeof reader.members>[0]): boolean => reader.members(schema).has(keyMember);
    const placed = placeOfThing(schemaOfBody(answer.body, reader), isThing, reader);
    if (placed === undefined) return {};
    const { operation, validator } = action;
    const body = await fillWithThing(
      answer,
      placed,
      { thing: kept.value, keyMember },
      {
        reader,
        baseOf,
        isValid: ({ statusKey, body: documented }, value) =>
          documented.kind === 'empty' ||
          validator.reply(operation, statusKey, value, documented.mediaType).length === 0,
      },
    );
    return body === undefined ? {} : { body };
  };
}
