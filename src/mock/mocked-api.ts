import type { Validator } from '../conformance/validator.js';
import type { Description } from '../description/load.js';
import { indexWays, type WayMatcher } from '../description/paths/match-ways.js';
import { createSchemaReader, type SchemaReader } from '../description/schemas.js';
import type { MakeUp } from '../samples/make-up.js';
import type { Awaitable } from '../awaitable.js';
import { lazily } from './lazily.js';
import type { Behaviour } from './behaviour.js';
import { createNegotiation, type Negotiation } from './negotiate.js';

/** One API of a mock: what it promises, how it behaves, and both made ready for requests. */
export interface MockedApi {
  /** The name of the API that the description belongs to, as worlds, queues and journals know it. */
  readonly name: string;
  readonly description: Description;
  readonly behaviour: Behaviour;
  /** Below what path it answers in place of the bare ones; empty for none. */
  readonly mount: string;
  readonly match: WayMatcher;
  /** Its engine is loaded for the first request that has to be validated, so that a mock starts at once. */
  readonly validator: () => Awaitable<Validator>;
  readonly makeUp: MakeUp;
  /** What the schemas of the description say. */
  readonly schemas: SchemaReader;
  readonly negotiation: Negotiation;
}

/** @param mount below what path it answers in place of the bare ones. @default none */
export function mockApi(name: string, description: Description, behaviour: Behaviour, mount = ''): MockedApi {
  const { document, operations } = description;
  const schemas = createSchemaReader(document);
  const validator = lazyValidator(document);
  return {
    name,
    description,
    behaviour,
    mount,
    match: indexWays(operations),
    validator,
    makeUp: lazyMakeUp(validator),
    schemas,
    negotiation: createNegotiation(schemas),
  };
}

/** A validator that is made when it is first asked for. */
export function lazyValidator(document: Description['document']): () => Awaitable<Validator> {
  let validator: Validator | undefined;
  const load = lazily(async () => {
    const { createValidator } = await import('../conformance/validator.js');
    return (validator = createValidator(document));
  });
  return () => validator ?? load();
}

/** Makes values up with what is loaded when it is first asked for. */
function lazyMakeUp(validator: MockedApi['validator']): MakeUp {
  const load = lazily(async () => {
    const { createMakeUp } = await import('../samples/make-up.js');
    return createMakeUp(await validator());
  });
  return async (schema, options) => (await load())(schema, options);
}
