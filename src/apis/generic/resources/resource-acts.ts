import type { Description } from '../../../description/load.js';
import type { Action, Outcome } from '../../../mock/behaviour.js';
import type { World } from '../../../state/world.js';
import { actOnResource } from './act-on-resource.js';
import { furnishResources, type OperationFixtures } from './furnish.js';
import { keepingOf, type Keeping } from './keeping.js';
import { newVersion } from './conditions.js';
import { keyText } from './keys.js';
import { resourceActions } from '../../../description/state-rule.js';
import type { Kept, Resource } from './resource.js';
import { askedFor, type Owner } from './scene.js';
import { sampleWith, viewOf, type Making, type View } from './view.js';

/** The resources of an API, as its description has them at the time. */
export interface ResourceActs {
  /** What comes of a request about a resource; `undefined` for any other. */
  act(action: Action): Promise<Outcome> | undefined;
  /** What is recognised, a line each. */
  tell(description: Description): readonly string[];
  /** Values with which requests about them succeed in a world, for a check. */
  furnish(world: World, description: Description, making: Making): Promise<OperationFixtures>;
}

/** @param api the name under which their state is kept. */
export function createResourceActs(api: string): ResourceActs {
  const views = new WeakMap<Description, View>();
  const see = (description: Description): View => {
    const view = views.get(description) ?? viewOf(description);
    views.set(description, view);
    return view;
  };
  return {
    act(action) {
      const view = see(action.description);
      const found = view.deeds.get(action.operation.id);
      return found === undefined ? undefined : act(api, { view, action, ...found });
    },
    tell(description) {
      const { resources, notes } = see(description);
      return [...resources.map(tellResource), ...notes];
    },
    furnish(world, description, making) {
      const view = see(description);
      return furnishResources({
        view,
        making,
        keepingOf: (resource) => keepingIn(view, resource, { world, api, making }),
      });
    },
  };
}

type Found = { readonly view: View; readonly action: Action } & Pick<
  Parameters<typeof actOnResource>[0],
  'resource' | 'deed'
>;

function act(api: string, { view, action, resource, deed }: Found): Promise<Outcome> {
  const { world } = action;
  const { reader } = view;
  const keep = (of: Resource): Keeping => keepingIn(view, of, { world, api, making: action });
  const owning = view.ownerOf(resource);
  const { parents } = askedFor({ deed, action });
  const owner: Owner | undefined =
    owning === undefined
      ? undefined
      : { keeping: keep(owning), parents: parents.slice(0, -1), key: parents.at(-1) ?? '' };
  return actOnResource({
    resource,
    deed,
    action,
    keeping: keep(resource),
    owner,
    below: view.resources.filter(({ id }) => id.startsWith(`${resource.id}/{}/`)).map(keep),
    reader,
    sample: sampleWith(action),
    likeness: async () => (await view.seedsOf(resource, action))[0] ?? {},
    baseOf: (answer) => view.baseOf(answer, action),
  });
}

interface Surroundings {
  readonly world: World;
  readonly api: string;
  readonly making: Making;
}

function keepingIn(view: View, resource: Resource, surroundings: Surroundings): Keeping {
  const { world, api, making } = surroundings;
  const owning = view.ownerOf(resource);
  const owners = owning === undefined ? undefined : keepingIn(view, owning, surroundings);
  return keepingOf(resource, {
    world,
    api,
    async seed(parents) {
      const owner = await owners?.get(parents.slice(0, -1), parents.at(-1) ?? '');
      if (owner !== undefined && owner.isSeed !== true) return []; // what somebody created begins empty
      const things = await view.seedsOf(resource, making);
      return things.map((value): Kept => ({
        parents,
        key: keyText(value[resource.keyMember]) ?? '',
        value,
        version: newVersion(),
        isSeed: true,
      }));
    },
  });
}

function tellResource({ name, id, deeds }: Resource): string {
  const actions = resourceActions.filter((known) => deeds.some(({ action }) => action === known));
  const [first] = deeds;
  const path = first?.operation.path.replace(/(?<=.)\/$/, '') ?? '';
  const ofCollection = first?.key === undefined ? path : path.replace(/\/\{[^{}]*\}$/, '');
  // One that is only said to be one may be at any paths.
  return `${name}: ${actions.join(', ')}${id.startsWith('/') ? ` at ${ofCollection}` : ''}`;
}
