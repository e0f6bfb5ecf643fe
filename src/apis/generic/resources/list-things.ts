import type { Filling, Outcome } from '../../../mock/behaviour.js';
import type { ChosenAnswer } from '../../../mock/choose-answer.js';
import { shapeItems, takesThings } from './fill-answer.js';
import { placeOfList, schemaOfBody, valueAt, withValueAt } from './places.js';
import { askedFor, type Scene, type Thing } from './scene.js';

/** The things of a collection. */
export async function listThings(scene: Scene): Promise<Outcome> {
  const { parents } = askedFor(scene);
  const all = (await scene.keeping.list(parents)).map(({ value }) => value);
  return { kind: 'done', note: 'listed', fill: (chosen) => fillList(scene, chosen, all) };
}

async function fillList(scene: Scene, { answer }: ChosenAnswer, things: readonly Thing[]): Promise<Filling> {
  const { reader, resource, action, baseOf } = scene;
  if (!takesThings(answer) || answer.body.kind === 'empty') return {};
  const { mediaType } = answer.body;
  const placed = placeOfList(
    schemaOfBody(answer.body, reader),
    (schema) => reader.members(schema).has(resource.keyMember),
    reader,
  );
  if (placed === undefined) return {};
  const base = await baseOf(answer);
  const documented = valueAt(base, placed.place);
  const like = Array.isArray(documented) ? (documented as readonly unknown[])[0] : undefined;
  const isItem = (item: unknown): boolean => action.validator.value(placed.schema, item, 'reply').length === 0;
  const items = shapeItems(
    things,
    { schema: placed.schema, base: like ?? (await scene.likeness()) },
    { reader, isItem },
  );
  const body = withValueAt(placed.place.length === 0 ? undefined : base, placed.place, items);
  const isValid = action.validator.reply(action.operation, answer.statusKey, body, mediaType).length === 0;
  return isValid ? { body } : {};
}
