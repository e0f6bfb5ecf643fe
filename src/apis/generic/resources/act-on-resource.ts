import type { Outcome } from '../../../mock/behaviour.js';
import { answerWith } from './answer-with.js';
import { failedCondition, newVersion } from './conditions.js';
import { changedThing, givenThing, newThing, type Given } from './given-thing.js';
import { isValidWith } from './furnish.js';
import { keyText, newKey, toKey } from './keys.js';
import { listThings } from './list-things.js';
import { patchThing } from './patch-thing.js';
import type { ResourceAction } from '../../../description/state-rule.js';
import type { Kept } from './resource.js';
import { askedFor, documents, notThere, refusal, stateless, type Scene, type Thing } from './scene.js';

/** Lists, creates, reads, replaces, changes or deletes what a request asks for. */
export async function actOnResource(scene: Scene): Promise<Outcome> {
  const { owner, action, deed } = scene;
  const isOwned = owner === undefined || (await owner.keeping.get(owner.parents, owner.key)) !== undefined;
  const isOrphaned = !isOwned && documents(action.operation, 404);
  return isOrphaned ? refusal(404, 'what it should stand below is not there') : deeds[deed.action](scene);
}

const deeds: Readonly<Record<ResourceAction, (scene: Scene) => Promise<Outcome>>> = {
  list: listThings,
  create,
  read,
  replace,
  change,
  delete: remove,
};

async function read(scene: Scene): Promise<Outcome> {
  const { parents, key } = askedFor(scene);
  const kept = await scene.keeping.get(parents, key);
  if (kept === undefined) return notThere(scene.action.operation);
  return failedCondition(scene, kept) ?? { kind: 'done', note: 'found', fill: answerWith(scene, kept) };
}

async function create(scene: Scene): Promise<Outcome> {
  const { action, keeping, resource } = scene;
  const given = givenThing(scene);
  if (given === undefined) return stateless;
  const { parents } = askedFor(scene);
  const isGiven = keyText(given.own[resource.keyMember]) !== undefined;
  const key = isGiven
    ? given.own[resource.keyMember]
    : await newKey(resource, { keeping, parents }, { ...scene, isValid: isValidWith(action) });
  const kept = await keptNew(scene, { parents, key }, given);
  if (await keeping.add(kept)) return created(scene, kept);
  if (documents(action.operation, 409)) return refusal(409, 'there is one of this key already');
  const replaced = await keeping.change(parents, kept.key, () => kept);
  return created(scene, replaced ?? kept);
}

async function keptNew(
  scene: Scene,
  { parents, key }: { readonly parents: readonly string[]; readonly key: unknown },
  given: Given,
): Promise<Kept> {
  return { parents, key: keyText(key) ?? '', value: await newThing(scene, given, key), version: newVersion() };
}

function created(scene: Scene, kept: Kept): Outcome {
  return { kind: 'done', note: 'created', status: 201, fill: answerWith(scene, kept) };
}

async function replace(scene: Scene): Promise<Outcome> {
  const { action, keeping, resource, reader } = scene;
  const { parents, key } = askedFor(scene);
  const given = givenThing(scene);
  if (given === undefined || key === '') return stateless;
  const { own, isServerSet } = given;
  const failed = failedCondition(scene, await keeping.get(parents, key));
  if (failed !== undefined) return failed;
  const replaced = await keeping.change(parents, key, ({ value: before, ...kept }) => {
    const lasting = Object.entries(before).filter(([name]) => isServerSet(name));
    const after: Thing = { ...Object.fromEntries(lasting), ...own };
    return { ...kept, value: changedThing(scene, { before, after, isServerSet }), version: newVersion() };
  });
  if (replaced !== undefined) return { kind: 'done', note: 'replaced', fill: answerWith(scene, replaced) };
  const creates = action.operation.answers.some(({ statusKey }) => statusKey === '201');
  if (!creates && documents(action.operation, 404)) return notThere(action.operation);
  const kept = await keptNew(scene, { parents, key: toKey(key, resource, reader) }, given);
  await keeping.add(kept);
  return created(scene, kept);
}

async function change(scene: Scene): Promise<Outcome> {
  const { keeping, action } = scene;
  const { parents, key } = askedFor(scene);
  const patch = patchThing(scene);
  if (patch === undefined) return stateless;
  const there = await keeping.get(parents, key);
  if (there === undefined) return notThere(action.operation);
  const failed = failedCondition(scene, there);
  if (failed !== undefined) return failed;
  let refused: Outcome | undefined;
  const changed = await keeping.change(parents, key, ({ value: before, ...kept }) => {
    const after = patch.apply(before);
    if ('kind' in after) {
      refused = after;
      return undefined;
    }
    const value = changedThing(scene, { before, after: after.thing, isServerSet: patch.isServerSet });
    return { ...kept, value, version: newVersion() };
  });
  if (refused !== undefined) return refused;
  if (changed === undefined) return notThere(action.operation);
  return { kind: 'done', note: 'changed', fill: answerWith(scene, changed) };
}

async function remove(scene: Scene): Promise<Outcome> {
  const { parents, key } = askedFor(scene);
  const { keeping, action, below } = scene;
  const there = await keeping.get(parents, key);
  if (there === undefined) return notThere(action.operation);
  const failed = failedCondition(scene, there);
  if (failed !== undefined) return failed;
  const before = await keeping.remove(parents, key);
  if (before === undefined) return notThere(action.operation);
  for (const each of below) await each.forgetBelow([...parents, key]);
  return { kind: 'done', note: 'deleted', fill: answerWith(scene, before) };
}
