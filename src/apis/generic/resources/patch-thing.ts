import { isObject } from '../../../description/json-value.js';
import type { Outcome } from '../../../mock/behaviour.js';
import { givenThing } from './given-thing.js';
import { mergePatch } from './merge-patch.js';
import type { Scene, Thing } from './scene.js';

/** How a request changes a thing. */
export interface Patch {
  /** The thing after the change, or why it cannot be changed so. */
  readonly apply: (before: Thing) => { readonly thing: Thing } | Outcome;
  /** Whether the server alone sets a member. */
  readonly isServerSet: (name: string) => boolean;
}

/** The patch that a request carries; `undefined` where it carries none that can be read. */
export function patchThing(scene: Scene): Patch | undefined {
  const given = givenThing(scene);
  if (given === undefined) return undefined;
  const { own, isServerSet } = given;
  const keepsNull = keepsNullOf(scene);
  return {
    isServerSet,
    apply(before) {
      const merged = mergePatch(before, own, keepsNull);
      return { thing: isObject(merged) ? merged : before };
    },
  };
}

// As plain JSON, `null` is what its member is set to wherever it may be that; a merge patch takes the member away.
function keepsNullOf({ action, resource, reader }: Scene): (path: readonly string[]) => boolean {
  const [mediaType = ''] = action.incoming.headers['content-type'] ?? [];
  if (/^application\/merge-patch\+json/i.test(mediaType)) return () => false;
  const members = reader.members(resource.schema);
  return ([name = '', ...deeper]) => deeper.length === 0 && reader.types(members.get(name)).includes('null');
}
