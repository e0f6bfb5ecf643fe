import { bundledApis, createGeneric, recognise, type Actor, type ActorOptions, type BundledApi } from './bundled.js';
import type { Description } from './description/load.js';
import { UserError } from './errors.js';
import type { Source } from './mock/loaded-apis.js';

/** One API of a mock with everything that serves it. */
export interface CastApi {
  readonly name: string;
  readonly actor: Actor;
  readonly sources: readonly Source[];
}

/**
 * Finds who plays an API: by its name in the box, else from an OpenAPI file, which may be a copy of one in the box.
 * @throws UserError API_UNKNOWN, DESCRIPTION_NOT_FOUND, DESCRIPTION_UNREADABLE or DESCRIPTION_INVALID.
 */
export async function castApi(nameOrFile: string, options: ActorOptions): Promise<CastApi> {
  const bundled = bundledApis.get(nameOrFile);
  if (bundled !== undefined) return castBoxed(bundled, options);
  if (!/[./\\]/.test(nameOrFile)) throw unknownApi(nameOrFile);
  const description = await load(nameOrFile);
  const known = recognise(description);
  if (known !== undefined) return toCast(known.name, nameOrFile, known, options);
  const actor = createGeneric(description.name, options);
  const source = {
    api: description.name,
    behaviour: actor.behaviour,
    load: () => load(nameOrFile),
    first: description,
  };
  return { name: description.name, actor, sources: [source] };
}

// What is in the box is ready; its files are read when they were edited.
async function castBoxed(bundled: BundledApi, options: ActorOptions): Promise<CastApi> {
  const { describeBoxed } = await import('./boxed.js');
  const boxed = describeBoxed(bundled.name, bundled);
  const ready = boxed === undefined ? [] : [boxed.own, ...boxed.beside];
  const cast = toCast(bundled.name, bundled.file, bundled, options);
  return { ...cast, sources: cast.sources.map((source, index) => ({ ...source, first: ready[index] })) };
}

function toCast(name: string, file: string, bundled: BundledApi, options: ActorOptions): CastApi {
  const actor = bundled.createActor(options);
  const { companions, beside } = bundled;
  const common = { api: name, behaviour: actor.behaviour };
  const own = { ...common, load: () => load(file, companions) };
  const others = beside.map((other) => ({ ...common, load: () => load(other), isCompanion: true }));
  return { name, actor, sources: [own, ...others] };
}

async function load(file: string, companions: readonly string[] = []): Promise<Description> {
  const { loadDescription } = await import('./description/load.js');
  return loadDescription(file, { companions });
}

function unknownApi(name: string): UserError {
  const known = [...bundledApis.keys()].join(', ');
  return new UserError(
    'API_UNKNOWN',
    `No such API: ${name}. In the box: ${known}. Or give the path of an OpenAPI file.`,
  );
}
