import type { RequestOptions, RequestValues, Validator } from '../conformance/validator.js';
import { essence } from '../description/media-type.js';
import type { Operation } from '../description/operations.js';
import { UserError } from '../errors.js';
import type { Violation } from '../exchange.js';
import { after, recover, type Awaitable } from '../awaitable.js';
import type { World } from '../state/world.js';
import type { Worlds } from '../state/worlds.js';
import { authenticate, presentedTokens } from './authenticate.js';
import type { Behaviour } from './behaviour.js';
import { conclude, demand } from './conclude.js';
import { explain } from './explain.js';
import { findWorld, type FoundWorld } from './find-world.js';
import type { Call } from './give.js';
import { headerValues, type Handled, type Incoming } from './incoming.js';
import { interrupt } from './interrupt.js';
import { matchApi, type ApiMatch, type Matched } from './match-api.js';
import type { MockedApi } from './mocked-api.js';
import { readPreference } from './prefer.js';
import { mediaTypeOf, readValues, type ReadRequest } from './read-values.js';
import { bodyTooLarge, refuseCredential, refuseTooLarge, refuseUnmatched, refuseViolations } from './refuse.js';

export interface Surroundings {
  readonly apis: readonly MockedApi[];
  readonly worlds: Pick<Worlds, 'open' | 'ofToken'>;
  /** A number from 0 up to 1. */
  readonly random: () => number;
  /** Told of every bug of ours. */
  readonly onBug: (error: unknown) => void;
  /** Whether a request may hold nothing but what its operation declares: no preference, no other query. @default false */
  readonly isStrict?: boolean;
  /** Refuses whoever may not even ask. @throws UserError. @default nobody is refused */
  readonly guard?: (incoming: Incoming) => void;
}

/** A request that was answered: where it led, and what came of it. */
export interface Travelled {
  readonly incoming: Incoming;
  readonly match: ApiMatch;
  /** Every credential that the operation asks for and the request presents, whether it is good or not. */
  readonly tokens: readonly string[];
  readonly world: World;
  readonly handled: Handled;
}

/** Every request leads somewhere, into a world, and to exactly one answer, also when we have a bug. */
export function travel(incoming: Incoming, surroundings: Surroundings): Awaitable<Travelled> {
  const match = matchApi(surroundings.apis, incoming);
  const tokens = match.kind === 'operation' ? presentedTokens(match.operation.security, incoming) : [];
  return after(findWorld(incoming, tokens, surroundings.worlds), (found) => {
    const answering = recover(
      () => answer(match, found, incoming, surroundings),
      (error) => explain(error, surroundings.onBug),
    );
    return after(answering, (handled) => ({ incoming, match, tokens, world: found.world, handled }));
  });
}

/**
 * The road of a request: match, interrupt, demand, authenticate, validate, behave, choose. The first stage that has an
 * answer ends it. Authentication comes before validation, as in both real systems.
 * @throws UserError WORLD_INVALID, WORLD_LIMIT, BODY_TOO_LARGE, PREFERENCE_INVALID, EXAMPLE_UNKNOWN or
 * OPERATION_NOT_SERVED.
 */
function answer(
  match: ApiMatch,
  { world, error }: FoundWorld,
  incoming: Incoming,
  { apis, random, guard, isStrict = false }: Surroundings,
): Awaitable<Handled> {
  guard?.(incoming);
  if (error !== undefined) throw error;
  const { exceeds } = incoming;
  if (match.kind !== 'operation') {
    if (exceeds !== undefined) throw bodyTooLarge(exceeds);
    return refuseUnmatched(match, incoming, apis);
  }
  const { api, operation } = match;
  if (operation.unserved !== undefined) throw notServed(operation);
  const call: Call = { api, operation, preference: {}, random, accept: acceptOf(incoming) };
  if (exceeds !== undefined) return refuseTooLarge(call, exceeds);
  return after(world.queue.take(api.name, operation.id), (plan) => {
    const strays = isStrict ? findStrays(operation, incoming) : [];
    const goOn = (): Awaitable<Handled> => {
      const preference = isStrict ? call.preference : readPreference(incoming);
      return proceed({ ...call, preference }, { match, world, incoming, strays });
    };
    return plan === undefined ? goOn() : interrupt(plan, call, goOn);
  });
}

function notServed({ unserved = '' }: Operation): UserError {
  const message = `This operation cannot be served as it is described: ${unserved}`;
  return new UserError('OPERATION_NOT_SERVED', message);
}

interface Arrival {
  readonly match: Matched;
  readonly world: World;
  readonly incoming: Incoming;
  /** What of the request is not declared. */
  readonly strays: readonly Violation[];
}

function proceed(call: Call, arrival: Arrival): Awaitable<Handled> {
  const { api, operation, preference } = call;
  if (preference.code !== undefined || preference.example !== undefined) return demand(call, preference);

  const { world, incoming } = arrival;
  return after(authenticate(operation, incoming, { behaviour: api.behaviour, world }), (who) => {
    if (who.kind === 'refused') return refuseCredential(call, who);
    return after(api.validator(), (validator) => {
      const { values, violations } = readAndValidate(validator, call, arrival);
      const [first, ...further] = violations;
      if (first !== undefined) return refuseViolations(call, [first, ...further]);
      const credential = who.kind === 'known' ? who : undefined;
      const { description, makeUp } = api;
      const isDynamic = preference.dynamic === true;
      const about = { incoming, isDynamic, description, validator, makeUp };
      const acting = api.behaviour.act({ operation, values, world, credential, ...about });
      return after(acting, (outcome) => conclude(call, outcome));
    });
  });
}

function readAndValidate(validator: Validator, { api, operation }: Call, arrival: Arrival): ReadRequest {
  const { match, incoming, strays } = arrival;
  const read = readValues(operation, incoming, match.pathParameters, validator);
  const values = readAsApi(read.values, operation, api.behaviour);
  const violations = validator.request(operation, values, howToValidate(incoming));
  return { values, violations: [...strays, ...read.violations, ...withoutEchoes(violations, read.violations)] };
}

// What could not be read breaks the rules of its place as well.
function withoutEchoes(violations: readonly Violation[], unread: readonly Violation[]): readonly Violation[] {
  if (unread.length === 0) return violations;
  return violations.filter(({ pointer }) => unread.every((one) => one.pointer !== pointer));
}

function findStrays({ parameters }: Operation, { query }: Incoming): readonly Violation[] {
  const declared = parameters.filter((parameter) => parameter.in === 'query').map(({ name }) => name);
  const strays = [...new Set(query.keys())].filter((name) => !declared.includes(name));
  const message = `is no parameter; there are: ${declared.join(', ') || 'none'}`;
  return strays.map((name) => ({ pointer: `/query/${name}`, rule: 'additionalProperties', message, statements: [] }));
}

// A large body may break a rule at every second byte; telling the first will do.
const thoroughUpTo = 64 * 1024;

function howToValidate(incoming: Incoming): RequestOptions {
  return { mediaType: essence(mediaTypeOf(incoming)), brief: incoming.body.length > thoroughUpTo };
}

// Several lines are one list (RFC 9110 section 5.3).
function acceptOf({ headers }: Incoming): string | undefined {
  const lines = headerValues(headers, 'accept');
  return lines.length === 0 ? undefined : lines.join(', ');
}

// Some APIs read a body by a rule of their own before they judge it.
function readAsApi(values: RequestValues, operation: Operation, { readBody }: Behaviour): RequestValues {
  const { path, query, header, cookie, body } = values;
  if (readBody === undefined || body === undefined) return values;
  return { path, query, header, cookie, body: readBody(body, operation) };
}
