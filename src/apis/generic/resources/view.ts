import type { Answer } from '../../../description/answers.js';
import type { Description } from '../../../description/load.js';
import { createSchemaReader, type SchemaReader } from '../../../description/schemas.js';
import { UserError } from '../../../errors.js';
import type { Action } from '../../../mock/behaviour.js';
import type { Sample } from './keys.js';
import { ruleResources } from './rule-resources.js';
import type { Deed, Resource } from './resource.js';
import type { Thing } from './scene.js';
import { seedsOf } from './seeds.js';

/** What one description says of resources; made once, and what costs time when it is first asked for. */
export interface View {
  readonly reader: SchemaReader;
  readonly resources: readonly Resource[];
  /** What is said of resources that cannot be kept, a sentence each. */
  readonly notes: readonly string[];
  /** What an operation does, by its id. */
  readonly deeds: ReadonlyMap<string, ResourceDeed>;
  /** The resource below whose things the collections of another stand. */
  ownerOf(resource: Resource): Resource | undefined;
  seedsOf(resource: Resource, tools: Making): Promise<readonly Thing[]>;
  baseOf(answer: Answer, tools: Making): Promise<unknown>;
}

export interface ResourceDeed {
  readonly resource: Resource;
  readonly deed: Deed;
}

/** What values are made up with. */
export type Making = Pick<Action, 'validator' | 'makeUp'>;

export function viewOf({ document, operations }: Description): View {
  const reader = createSchemaReader(document);
  const { resources, notes } = ruleResources(operations, reader);
  const all = resources.flatMap((resource) =>
    resource.deeds.map((deed) => [deed.operation.id, { resource, deed }] as const),
  );
  const seeds = new Map<Resource, Promise<readonly Thing[]>>();
  const bases = new Map<Answer, Promise<unknown>>();
  return {
    reader,
    resources,
    notes,
    deeds: new Map(all),
    ownerOf: ({ id }) => resources.find((other) => other.id === /^(.*)\/\{\}(?:\/[^/{}]+)+$/.exec(id)?.[1]),
    seedsOf(resource, making) {
      const known = seeds.get(resource) ?? seedsOf(resource, { reader, sample: sampleWith(making) });
      seeds.set(resource, known);
      return known;
    },
    baseOf(answer, making) {
      const known = bases.get(answer) ?? baseOf(answer, making);
      bases.set(answer, known);
      return known;
    },
  };
}

/** Makes values up that their schemas allow. */
export function sampleWith({ makeUp }: Making): Sample {
  return (schema, number) => makeUp(schema, { number }).catch(nothingFor);
}

function nothingFor(error: unknown): undefined {
  if (!(error instanceof UserError)) throw error;
}

/** A documented or made-up body of an answer; `undefined` where there is none. */
export function baseOf({ body }: Answer, making: Making): Promise<unknown> {
  if (body.kind === 'schema') return sampleWith(making)(body.schema);
  return Promise.resolve(body.kind === 'empty' ? undefined : body.value);
}
