import type { Behaviour } from '../../mock/behaviour.js';
import { after } from '../../awaitable.js';
import type { Description } from '../../description/load.js';
import type { World } from '../../state/world.js';
import type { OperationFixtures } from './resources/furnish.js';
import type { Making } from './resources/view.js';
import { actOnCredential, tellCredentialActs } from './credential-acts.js';
import { createResourceActs } from './resources/resource-acts.js';
import { knownCredential, knownCredentials } from './known-credentials.js';
import { tellCredentials } from './tell-credentials.js';
import { writeCredential } from './write-credential.js';

export interface GenericOptions {
  /** Whether every well-formed credential is good that nobody has ended. @default false */
  readonly anyToken?: boolean | undefined;
  /** Whether nothing is remembered of what clients create, change and delete. @default false */
  readonly stateless?: boolean | undefined;
}

export interface GenericBehaviour extends Behaviour {
  /** Values with which requests succeed in a world, by the id of the operation. */
  furnish(world: World, description: Description, making: Making): Promise<OperationFixtures>;
}

/**
 * The behaviour of an API we know nothing particular about: the known credentials are good and those that were issued,
 * until somebody ends them; conventional resources come and go.
 * @param api the name under which its state is kept.
 */
export function genericBehaviour(
  api: string,
  { anyToken = false, stateless = false }: GenericOptions = {},
): GenericBehaviour {
  const resources = stateless ? undefined : createResourceActs(api);
  return {
    async seed(world) {
      for (const token of Object.values(knownCredentials)) await world.credentials(api).know(token, { subject });
    },
    checkCredential: (token, world) =>
      after(world.credentials(api).check(token), (check) =>
        anyToken && check.state === 'unknown' ? { state: 'valid', subject } : check,
      ),
    wayIn: 'those that the mock knows are told when it starts, and --any-token takes all',
    act(action) {
      if (resources === undefined || action.isDynamic) return { kind: 'done' };
      return resources.act(action) ?? actOnCredential(api, action) ?? { kind: 'done' };
    },
    sampleToken: (_world, scheme) => Promise.resolve(knownCredential(scheme)),
    async issue(world, { subject = `somebody-${crypto.randomUUID().slice(0, 8)}`, lifetime, scheme }) {
      const issued = { subject, ...(lifetime !== undefined && { expiresAt: world.now() + lifetime }) };
      const token = writeCredential(scheme, issued);
      await world.credentials(api).issue(token, issued);
      return { token, ...issued };
    },
    furnish: (world, description, making) => resources?.furnish(world, description, making) ?? Promise.resolve({}),
    tell: (description) => [
      ...(resources === undefined ? [] : [...resources.tell(description), ...tellCredentialActs(description)]),
      ...tellCredentials(api, description.operations, anyToken),
    ],
  };
}

const subject = 'somebody';
