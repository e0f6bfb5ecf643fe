import type { MockedApi } from './mocked-api.js';
import { sharedRoutes, type ServedOperation, type SharedRoute } from './shared-routes.js';

/** What a user has to know of a mock that was started all the same, one sentence each, with the lines it is about. */
export async function pathNotes(apis: readonly MockedApi[]): Promise<readonly string[]> {
  const { alike, amongApis, behindServers } = sharedRoutes(apis);
  if ([alike, amongApis, behindServers].every(({ length }) => length === 0)) return [];
  const place = await createPlace();
  const tell = async (routes: readonly SharedRoute[], sentence: string): Promise<readonly string[]> =>
    routes.length === 0 ? [] : [`${count(routes)} ${sentence}: ${await list(routes, place)}.`];
  return [
    ...(await tell(alike, 'reached by no request, since none can be told from those to another')),
    ...(await tell(
      amongApis,
      'answered below the name of its API alone (--mount chooses another place), since another API has its path',
    )),
    ...(await tell(behindServers, 'not answered behind the path of its server, since another has that path')),
  ];
}

function count({ length }: readonly SharedRoute[]): string {
  return length === 1 ? '1 operation is' : `${String(length)} operations are`;
}

// So many are told with their lines.
const most = 5;

async function list(routes: readonly SharedRoute[], place: Place): Promise<string> {
  const told = routes
    .slice(0, most)
    .map(async ({ hidden, by }) => `${await show(hidden, place)}, hidden by ${await show(by, place)}`);
  const more = routes.length > most ? [`and ${String(routes.length - most)} more`] : [];
  return [...(await Promise.all(told)), ...more].join('; ');
}

async function show(served: ServedOperation, place: Place): Promise<string> {
  const { method, path } = served.operation;
  return `${method} ${path} (${await place(served)})`;
}

type Place = (served: ServedOperation) => Promise<string>;

// What reads lines is loaded when there is something to tell, and each file read once.
async function createPlace(): Promise<Place> {
  const { createPlaceOf } = await import('../description/place-of.js');
  const placeOf = createPlaceOf();
  return ({ api: { description }, operation: { method, path } }) => {
    const [file] = description.files;
    if (file === undefined) return Promise.resolve(description.name);
    return placeOf(file, ['paths', path, method.toLowerCase()]);
  };
}
