import type { RequestOptions, RequestValues } from '../conformance/validator.js';
import { essence } from '../description/media-type.js';
import type { World } from '../state/world.js';
import { authenticate } from './authenticate.js';
import type { Behaviour } from './behaviour.js';
import { conclude, demand } from './conclude.js';
import type { Call, Handled } from './give.js';
import { headerValues, type Incoming } from './incoming.js';
import { matchApi, type MockedApi } from './mocked-api.js';
import { readPreference } from './prefer.js';
import { readValues } from './read-values.js';
import { refuseCredential, refuseUnmatched, refuseViolations } from './refuse.js';

export interface Surroundings {
  readonly apis: readonly MockedApi[];
  readonly world: World;
  /** A number from 0 up to 1. */
  readonly random: () => number;
}

/**
 * The road of a request: match, demand, authenticate, validate, behave, choose. The first stage that has an answer
 * ends it. Authentication comes before validation, as in both real systems.
 * @throws UserError PREFERENCE_INVALID or EXAMPLE_UNKNOWN when the client asks for an answer that does not exist.
 */
export async function travel(incoming: Incoming, { apis, world, random }: Surroundings): Promise<Handled> {
  const match = matchApi(apis, incoming.method, incoming.path);
  if (match.kind !== 'operation') return refuseUnmatched(match, incoming, apis);

  const { api, operation, pathParameters } = match;
  const preference = readPreference(incoming);
  const call: Call = { api, operation, preference, random, accept: acceptOf(incoming) };
  if (preference.code !== undefined || preference.example !== undefined) return demand(call);

  const who = await authenticate(operation, incoming, { behaviour: api.behaviour, world });
  if (who.kind === 'refused') return refuseCredential(call, who);

  const read = readValues(operation, incoming, pathParameters);
  const values = readAsApi(read.values, api.behaviour);
  const violations = api.validator.request(operation, values, howToValidate(incoming));
  const [first, ...further] = [...read.violations, ...violations];
  if (first !== undefined) return refuseViolations(call, [first, ...further]);

  const credential = who.kind === 'known' ? { credential: who } : {};
  return conclude(call, await api.behaviour.act({ operation, values, world, ...credential }));
}

// A large body may break a rule at every second byte; telling the first will do.
const thoroughUpTo = 64 * 1024;

function howToValidate({ headers, body }: Incoming): RequestOptions {
  return { mediaType: essence(headerValues(headers, 'content-type')[0] ?? ''), brief: body.length > thoroughUpTo };
}

// Several lines are one list (RFC 9110 section 5.3).
function acceptOf({ headers }: Incoming): string | undefined {
  const lines = headerValues(headers, 'accept');
  return lines.length === 0 ? undefined : lines.join(', ');
}

// Some APIs read a body by a rule of their own before they judge it.
function readAsApi(values: RequestValues, { readBody }: Behaviour): RequestValues {
  return readBody === undefined || values.body === undefined ? values : { ...values, body: readBody(values.body) };
}
