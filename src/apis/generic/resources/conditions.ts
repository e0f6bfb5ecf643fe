import type { Outcome } from '../../../mock/behaviour.js';
import type { Kept, Resource } from './resource.js';
import { documents, refusal, type Scene } from './scene.js';

/** The entity tag of a thing as it is now (RFC 9110 section 8.8.3). */
export function entityTag({ version }: Kept): string {
  return `"${version}"`;
}

/** A name for a thing as it is now, that none had before. */
export function newVersion(): string {
  return crypto.randomUUID().slice(0, 8);
}

/** Whether an answer about a thing of this resource is worth a tag: some operation documents what one does with it. */
export function hasConditions({ deeds }: Resource): boolean {
  return deeds.some(({ operation }) => operation.answers.some(({ statusKey }) => /^(?:304|412)$/.test(statusKey)));
}

/**
 * What a request is answered whose condition does not hold, as far as that is documented: 412 where the thing is no
 * longer, or already, what the client thinks (RFC 9110 section 13.1.1), 304 where it has it already (13.1.2).
 * @param kept what is there, if anything is.
 */
export function failedCondition({ action, deed }: Scene, kept: Kept | undefined): Outcome | undefined {
  const { operation, incoming } = action;
  const tag = kept === undefined ? undefined : entityTag(kept);
  const isMatched = (name: string, isStrong: boolean): boolean | undefined => {
    const tags = tagsIn(incoming.headers[name] ?? [], isStrong);
    return tags === undefined ? undefined : tag !== undefined && (tags.includes('*') || tags.includes(tag));
  };
  const hasChanged = isMatched('if-match', true) === false;
  const isKnown = isMatched('if-none-match', false) === true;
  if (deed.action === 'read') return isKnown ? notModified(operation, tag) : undefined;
  const isRefused = (hasChanged || isKnown) && documents(operation, 412);
  return isRefused ? refusal(412, hasChanged ? 'it is not what If-Match says' : 'it is there already') : undefined;
}

function notModified({ answers }: Scene['action']['operation'], tag = ''): Outcome | undefined {
  const isDocumented = answers.some(({ statusKey }) => statusKey === '304');
  return isDocumented
    ? { kind: 'done', note: 'not modified', status: 304, fill: () => ({ headers: { ETag: tag } }) }
    : undefined;
}

// A weak tag never matches where bytes count; quotes are forgotten by many.
function tagsIn(lines: readonly string[], isStrong: boolean): readonly string[] | undefined {
  if (lines.length === 0) return undefined;
  const written = lines.join(', ').match(/(?:W\/)?"[^"]*"|[^\s,"]+/g) ?? [];
  return written
    .filter((tag) => !(isStrong && tag.startsWith('W/')))
    .map((tag) => tag.replace(/^W\//, ''))
    .map((tag) => (tag === '*' || tag.startsWith('"') ? tag : `"${tag}"`));
}
