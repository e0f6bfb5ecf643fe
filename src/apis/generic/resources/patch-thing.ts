import { isObject } from '../../../description/json-value.js';
import { essence } from '../../../description/media-type.js';
import type { Outcome } from '../../../mock/behaviour.js';
import { givenThing, isReadOnlyOf } from './given-thing.js';
import { applyJsonPatch } from './json-patch.js';
import { mergePatch } from './merge-patch.js';
import type { Scene, Thing } from './scene.js';
import { isShallow } from './size-of.js';

/** How a request changes a thing. */
export interface Patch {
  /** The thing after the change, or what is answered where it cannot be changed so. */
  readonly apply: (before: Thing) => { readonly thing: Thing } | Outcome;
  /** Whether the server alone sets a member. */
  readonly isServerSet: (name: string) => boolean;
}

/** The patch that a request carries; `undefined` where it carries none that can be read. */
export function patchThing(scene: Scene): Patch | undefined {
  const { body } = scene.action.values;
  if (mediaTypeOf(scene) === 'application/json-patch+json' && Array.isArray(body)) return jsonPatch(scene, body);
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

function mediaTypeOf({ action }: Scene): string {
  return essence(action.incoming.headers['content-type']?.[0] ?? '');
}

// As plain JSON, `null` is what its member is set to wherever it may be that; a merge patch takes the member away.
function keepsNullOf(scene: Scene): (path: readonly string[]) => boolean {
  if (mediaTypeOf(scene) === 'application/merge-patch+json') return () => false;
  const members = scene.reader.members(scene.resource.schema);
  return ([name = '', ...deeper]) => deeper.length === 0 && scene.reader.types(members.get(name)).includes('null');
}

function jsonPatch(scene: Scene, operations: readonly unknown[]): Patch | undefined {
  if (!isShallow(operations, deepest)) return undefined;
  return {
    isServerSet: isReadOnlyOf(scene),
    apply(before) {
      const patched = applyJsonPatch(before, operations);
      const value = patched.kind === 'patched' ? patched.value : undefined;
      if (isObject(value) && isShallow(value, deepest)) return { thing: value };
      const { index, message } =
        patched.kind === 'refused' ? patched : { index: 0, message: 'what it makes is no such thing' };
      const violation = { pointer: `/body/${String(index)}`, rule: 'json-patch', message, statements: [] };
      return { kind: 'violation', violation };
    },
  };
}

const deepest = 100;
