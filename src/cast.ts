import { bundledApis, createGeneric, recognise, type Actor, type ActorOptions, type BundledApi } from './bundled.js';
import type { Description, LoadOptions } from './description/load.js';
import { UserError } from './errors.js';
import type { Source } from './mock/loaded-apis.js';

/** One API of a mock with everything that serves it. */
export interface CastApi {
  readonly name: string;
  readonly actor: Actor;
  readonly sources: readonly Source[];
}

export interface CastOptions extends ActorOptions {
  /** Below what path an API answers in place of the bare ones, by its name or its file. @default none */
  readonly mounts?: Readonly<Record<string, string>> | undefined;
  /** Whether a file is refused of which something is not as OpenAPI has it. @default it is served as far as it can be */
  readonly strictDescription?: boolean | undefined;
}

/**
 * Finds who plays each API of a mock. Of several files of one name the later ones are called `name-2` and so on.
 * @throws UserError as {@link castApi} does; OPERATION_CONFLICT for an API in the box that is named twice, and
 * ARGUMENT_INVALID for a mount that cannot be.
 */
export async function castApis(asked: readonly string[], options: CastOptions): Promise<readonly CastApi[]> {
  const mounts = readMounts(options.mounts ?? {});
  const cast: (CastApi & { readonly asked: string })[] = [];
  for (const one of asked) {
    const names = cast.map(({ name }) => name);
    cast.push({ ...(await castApi(one, options, names)), asked: one });
  }
  const isCast = (key: string): boolean => cast.some(({ name, asked: as }) => key === name || key === as);
  const stray = [...mounts.keys()].find((key) => !isCast(key));
  if (stray !== undefined) {
    const known = cast.map(({ name }) => name).join(', ');
    throw new UserError('ARGUMENT_INVALID', `There is no API ${stray} to mount; there are: ${known}.`);
  }
  return cast.map(({ name, asked: as, actor, sources }) => {
    const mount = mounts.get(name) ?? mounts.get(as);
    return { name, actor, sources: sources.map((source) => ({ ...source, mount })) };
  });
}

function readMounts(mounts: Readonly<Record<string, string>>): ReadonlyMap<string, string> {
  return new Map(
    Object.entries(mounts).map(([name, path]) => {
      if (/^(?:\/[^/?#\s{}]+)+\/?$/.test(path) && !/^\/__signoff(?:\/|$)/.test(path))
        return [name, path.replace(/\/$/, '')];
      const message = `An API is mounted at a path such as /v2, that is not the control API's; "${path}" is none.`;
      throw new UserError('ARGUMENT_INVALID', message);
    }),
  );
}

/**
 * Finds who plays an API: by its name in the box, else from an OpenAPI file, which may be a copy of one in the box.
 * @param taken names of APIs beside it.
 * @throws UserError API_UNKNOWN, DESCRIPTION_NOT_FOUND, DESCRIPTION_UNREADABLE, DESCRIPTION_INVALID or
 * OPERATION_CONFLICT.
 */
export async function castApi(
  nameOrFile: string,
  options: Omit<CastOptions, 'mounts'>,
  taken: readonly string[] = [],
): Promise<CastApi> {
  const bundled = bundledApis.get(nameOrFile);
  if (bundled !== undefined) {
    refuseTaken(bundled.name, taken);
    return castBoxed(bundled, options);
  }
  if (!/[./\\]/.test(nameOrFile)) throw unknownApi(nameOrFile);
  const isStrict = options.strictDescription === true;
  const description = await load(nameOrFile, { isStrict });
  const known = recognise(description);
  if (known !== undefined) {
    refuseTaken(known.name, taken);
    return toCast(known.name, nameOrFile, known, options);
  }
  const name = freeName(description.name, taken);
  const actor = createGeneric(name, options);
  const source = {
    api: name,
    behaviour: actor.behaviour,
    load: () => load(nameOrFile, { isStrict }),
    first: description,
  };
  return { name, actor, sources: [source] };
}

// It would share credentials and sessions with itself.
function refuseTaken(name: string, taken: readonly string[]): void {
  if (!taken.includes(name)) return;
  throw new UserError(
    'OPERATION_CONFLICT',
    `${name} is served once, and was named twice. Name it once, or start two mocks.`,
  );
}

function freeName(name: string, taken: readonly string[]): string {
  const names = [name, ...taken.map((_, index) => `${name}-${String(index + 2)}`)];
  return names.find((one) => !taken.includes(one)) ?? name;
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
  const own = { ...common, load: () => load(file, { companions }) };
  const others = beside.map((other) => ({ ...common, load: () => load(other), isCompanion: true }));
  return { name, actor, sources: [own, ...others] };
}

async function load(file: string, options: LoadOptions = {}): Promise<Description> {
  const { loadDescription } = await import('./description/load.js');
  return loadDescription(file, options);
}

function unknownApi(name: string): UserError {
  const known = [...bundledApis.keys()].join(', ');
  return new UserError(
    'API_UNKNOWN',
    `No such API: ${name}. In the box: ${known}. Or give the path or address of an OpenAPI file.`,
  );
}
