import type { Answer } from '../../../description/answers.js';
import type { Schema } from '../../../description/document.js';
import type { Filling } from '../../../mock/behaviour.js';
import type { ChosenAnswer } from '../../../mock/choose-answer.js';
import { entityTag, hasConditions } from './conditions.js';
import { fillWithThing, takesThings } from './fill-answer.js';
import { placeOfThing, schemaOfBody } from './places.js';
import type { Kept } from './resource.js';
import type { Scene } from './scene.js';

/** Puts a thing into whichever documented answer is chosen; one that has no place for it stays as it is documented. */
export function answerWith(scene: Scene, kept: Kept): (chosen: ChosenAnswer) => Promise<Filling> {
  return async ({ answer, status }) => {
    const body = await bodyWith(scene, answer, kept);
    const headers = headersFor(scene, { answer, status }, kept);
    return { ...(body !== undefined && { body }), headers };
  };
}

async function bodyWith(scene: Scene, answer: Answer, { value: thing }: Kept): Promise<unknown> {
  const { reader, resource, baseOf, action } = scene;
  const { keyMember } = resource;
  const isThing = (schema: Schema): boolean => reader.members(schema).has(keyMember);
  const placed = takesThings(answer) ? placeOfThing(schemaOfBody(answer.body, reader), isThing, reader) : undefined;
  if (placed === undefined) return undefined;
  const { operation, validator } = action;
  const isValid = ({ statusKey, body }: Answer, value: unknown): boolean =>
    body.kind === 'empty' || validator.reply(operation, statusKey, value, body.mediaType).length === 0;
  return fillWithThing(answer, placed, { thing, keyMember }, { reader, baseOf, isValid });
}

// Where it is, of what was created; which state of it this is, where somebody may act on that.
function headersFor(scene: Scene, { answer, status }: ChosenAnswer, kept: Kept): Readonly<Record<string, string>> {
  const { action, resource } = scene;
  const documented = Object.entries(answer.documentedHeaders ?? {});
  const isDocumented = (name: string): boolean => documented.some(([other]) => other.toLowerCase() === name);
  const tellsPlace = scene.deed.action === 'create' && (status === 201 || isDocumented('location'));
  const tellsState = isDocumented('etag') || (hasConditions(resource) && scene.deed.action !== 'delete');
  const told = [
    ...(tellsPlace ? [['Location', locationOf(scene, kept)] as const] : []),
    ...(tellsState ? [['ETag', entityTag(kept)] as const] : []),
  ];
  const allowed = told.flatMap(([name, text]) => {
    if (text === undefined) return [];
    const [written = name, header] = documented.find(([other]) => other.toLowerCase() === name.toLowerCase()) ?? [];
    const isValid = header === undefined || action.validator.header(header, text).length === 0;
    return isValid ? [[written, text] as const] : [];
  });
  return Object.fromEntries(allowed);
}

// As the client called it: a description may be served below several paths. A whole address, where one is documented.
function locationOf({ action, resource }: Scene, { key }: Kept): string | undefined {
  const isReached = resource.deeds.some((deed) => deed.key?.[0] === 'path');
  if (!isReached) return undefined;
  const path = `${action.incoming.path.replace(/\/+$/, '')}/${encodeURIComponent(key)}`;
  const header = action.operation.answers.flatMap(({ documentedHeaders = {} }) => Object.entries(documentedHeaders));
  const schemas = header.flatMap(([name, { schema }]) =>
    /^location$/i.test(name) && typeof schema === 'object' ? [schema] : [],
  );
  const isWhole = schemas.some(({ format }) => format === 'uri');
  const [host] = action.incoming.headers['host'] ?? [];
  return isWhole && host !== undefined ? `http://${host}${path}` : path;
}
