import { documentedExample } from '../../../description/operations.js';
import { newVersion } from './conditions.js';
import { keyText, newKey, type Sample } from './keys.js';
import type { Keeping } from './keeping.js';
import type { Deed, Resource } from './resource.js';
import type { Thing } from './scene.js';
import { sampleWith, type Making, type View } from './view.js';

/** Values with which requests succeed, by the id of the operation, as a target file has them. */
export type OperationFixtures = Readonly<Record<string, { readonly path: Thing }>>;

export interface FurnishTools {
  readonly view: View;
  readonly making: Making;
  readonly keepingOf: (resource: Resource) => Keeping;
}

/**
 * Puts a thing of its own into the world for each operation that changes or deletes one, so that none stands in the way
 * of another; what is only read is documented.
 */
export async function furnishResources(tools: FurnishTools): Promise<OperationFixtures> {
  const fixtures: Record<string, { readonly path: Thing }> = {};
  for (const resource of tools.view.resources) {
    for (const deed of resource.deeds) {
      const path = await pathFor(resource, deed, tools);
      if (path !== undefined) fixtures[deed.operation.id] = { path };
    }
  }
  return fixtures;
}

async function pathFor(resource: Resource, deed: Deed, tools: FurnishTools): Promise<Thing | undefined> {
  const parents = await parentsFor(resource, deed, tools);
  const [place, name = ''] = deed.key ?? [];
  if (parents === undefined || deed.action === 'create' || (place !== undefined && place !== 'path')) return undefined;
  const path = Object.fromEntries(deed.parents.map((parent, index) => [parent, parents[index]]));
  if (place === undefined) return deed.parents.length === 0 ? undefined : path;
  const texts = parents.map(String);
  const key = deed.action === 'read' ? await documentedKey(resource, tools) : await addedKey(resource, texts, tools);
  return key === undefined ? undefined : { ...path, [name]: key };
}

// Where a collection that is documented stands: below the first thing of its owner, or what is documented of the path.
async function parentsFor(
  resource: Resource,
  deed: Deed,
  tools: FurnishTools,
): Promise<readonly unknown[] | undefined> {
  const owner = tools.view.ownerOf(resource);
  const [deedOfOwner] = owner?.deeds ?? [];
  const isOwned = owner !== undefined && deedOfOwner !== undefined;
  const values = isOwned
    ? [...((await parentsFor(owner, deedOfOwner, tools)) ?? [undefined]), await documentedKey(owner, tools)]
    : await Promise.all(deed.parents.map((name) => documentedParent(deed, name, tools)));
  return values.includes(undefined) ? undefined : values;
}

function documentedParent({ operation }: Deed, name: string, { making, view }: FurnishTools): Promise<unknown> {
  const parameter = operation.parameters.find((each) => each.in === 'path' && each.name === name);
  const example = parameter === undefined ? undefined : documentedExample(parameter, view.reader);
  if (example !== undefined) return Promise.resolve(example);
  return sampleWith(making)(parameter?.schema ?? { type: 'string', minLength: 1 });
}

async function documentedKey(resource: Resource, { view, making }: FurnishTools): Promise<unknown> {
  return (await view.seedsOf(resource, making))[0]?.[resource.keyMember];
}

async function addedKey(
  resource: Resource,
  parents: readonly string[],
  { view, making, keepingOf }: FurnishTools,
): Promise<unknown> {
  const [like] = await view.seedsOf(resource, making);
  if (like === undefined) return undefined;
  const keeping = keepingOf(resource);
  const sample: Sample = sampleWith(making);
  const { reader } = view;
  const key = await newKey(resource, { keeping, parents }, { reader, sample, isValid: isValidWith(making) });
  const value = { ...like, [resource.keyMember]: key };
  const isAdded = await keeping.add({ parents, key: keyText(key) ?? '', value, version: newVersion(), isSeed: true });
  return isAdded ? key : undefined;
}

/** Whether a schema allows a value. */
export function isValidWith({ validator }: Making): Parameters<typeof newKey>[2]['isValid'] {
  return (schema, value) => validator.value(schema, value, 'reply').length === 0;
}
