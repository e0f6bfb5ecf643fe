import type { Answer } from '../../../description/answers.js';
import { itemsOf } from '../../../description/json-value.js';
import type { Filling, Outcome } from '../../../mock/behaviour.js';
import { describePage } from './describe-page.js';
import { shapeItems, takesThings } from './fill-answer.js';
import { filterThings } from './filter-things.js';
import { pageOf, type Page } from './paging.js';
import { placeOfList, schemaOfBody, valueAt, withValueAt } from './places.js';
import type { Kept } from './resource.js';
import { askedFor, type Scene } from './scene.js';

/** The things of a collection, as far as a request asks for them. */
export async function listThings(scene: Scene): Promise<Outcome> {
  const { action, keeping, reader } = scene;
  const { operation, values } = action;
  const { parents } = askedFor(scene);
  const all = await keeping.list(parents);
  const wanted = filterThings(all, { parameters: operation.parameters, query: values.query }, scene);
  const page = pageOf(wanted, { operation, query: values.query }, reader);
  return { kind: 'done', note: 'listed', fill: ({ answer }) => fillList(scene, answer, page) };
}

async function fillList(scene: Scene, answer: Answer, page: Page<Kept>): Promise<Filling> {
  const { reader, resource, action, baseOf } = scene;
  if (!takesThings(answer) || answer.body.kind === 'empty') return {};
  const schema = schemaOfBody(answer.body, reader) ?? true;
  const placed = placeOfList(schema, (each) => reader.members(each).has(resource.keyMember), reader);
  if (placed === undefined) return {};
  const base = await baseOf(answer);
  const [like] = itemsOf(valueAt(base, placed.place));
  const isItem = (item: unknown): boolean => action.validator.value(placed.schema, item, 'reply').length === 0;
  const items = shapeItems(
    page.items.map(({ value }) => value),
    { schema: placed.schema, base: like ?? (await scene.likeness()) },
    { reader, isItem },
  );
  const told = describePage(base, { place: placed.place, schema, page }, reader);
  const body = withValueAt(told, placed.place, items);
  const { mediaType } = answer.body;
  const isValid = action.validator.reply(action.operation, answer.statusKey, body, mediaType).length === 0;
  return isValid ? { body, headers: headersOf(answer, page) } : {};
}

// Where there are no members beside a list, a header may tell how long the whole is.
function headersOf({ documentedHeaders = {} }: Answer, { total }: Page<Kept>): Readonly<Record<string, string>> {
  const names = Object.keys(documentedHeaders).filter((name) => /^(?:x-)?total(?:-count)?$|^x-count$/i.test(name));
  return Object.fromEntries(names.map((name) => [name, String(total)]));
}
