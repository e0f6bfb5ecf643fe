import type { ParameterObject } from './document.js';
import { pointerTo, pointerTokens } from './json-pointer.js';
import { isObject, type Members } from './json-value.js';
import { nearestName } from './nearest-name.js';

/** What one can do with the things of a collection. */
export const resourceActions = ['list', 'create', 'read', 'replace', 'change', 'delete'] as const;

export type ResourceAction = (typeof resourceActions)[number];

const actions = [...resourceActions, 'issue', 'revoke', 'none'] as const;

/**
 * What an operation does with state, read from `x-state`. Places are the tokens of a JSON Pointer into the request
 * (`/path/…`, `/query/…`, `/header/…`, `/cookie/…`, `/body/…`), or into the answer (`/body/…`, `/header/…`).
 */
export type StateRule =
  | { readonly action: 'none' }
  | {
      readonly action: ResourceAction;
      readonly collection: string;
      /** Where the request says which thing. @default its last path parameter */
      readonly key?: readonly string[];
      /** The member that holds the key. @default the one that the parameter names */
      readonly member?: string;
    }
  | {
      readonly action: 'issue';
      /** Where the new credential stands in the answer. */
      readonly token: readonly string[];
      /** Where the request says whose it is. @default nowhere: it is somebody's */
      readonly subject?: readonly string[];
      /** For how many seconds it is good. @default for good */
      readonly lifetime?: number;
    }
  | {
      readonly action: 'revoke';
      /** Where the request names the credential. @default the one that it presents */
      readonly token?: readonly string[];
    };

/** Why an `x-state` cannot be read. */
export interface StateMistake {
  /** Into the `x-state`; empty for all of it. */
  readonly pointer: string;
  readonly message: string;
}

/** Reads an `x-state`: what it says, or everything that is wrong with it. */
export function readStateRule(
  value: unknown,
  parameters: readonly ParameterObject[],
): StateRule | readonly StateMistake[] {
  if (!isObject(value)) return [mistake('', 'has to be an object with an action')];
  const { action } = value;
  const found = actions.find((known) => known === action);
  if (found === undefined) return [mistake('/action', `is ${listed(actions)}${hint(action, actions)}`)];
  const members = membersOf[found];
  const mistakes = [
    ...Object.keys(value).flatMap((name) => unknownMember(name, Object.keys(members))),
    ...Object.entries(members).flatMap(([name, check]) => check(value[name], `/${name}`, parameters)),
  ];
  return mistakes.length > 0 ? mistakes : toRule(value);
}

/** Whether what was read is a rule. */
export function isStateRule(read: StateRule | readonly StateMistake[]): read is StateRule {
  return 'action' in read;
}

type Check = (value: unknown, pointer: string, parameters: readonly ParameterObject[]) => readonly StateMistake[];

const ofThing = { action: anything, collection: name, key: optional(requestPlace), member: optional(name) };

// What an `x-state` of each action may have, and how it has to be.
const membersOf: Readonly<Record<(typeof actions)[number], Readonly<Record<string, Check>>>> = {
  list: { action: anything, collection: name, member: optional(name) },
  create: { action: anything, collection: name, member: optional(name) },
  read: ofThing,
  replace: ofThing,
  change: ofThing,
  delete: ofThing,
  issue: { action: anything, token: answerPlace, subject: optional(requestPlace), lifetime: optional(seconds) },
  revoke: { action: anything, token: optional(requestPlace) },
  none: { action: anything },
};

function anything(): readonly StateMistake[] {
  return [];
}

function optional(check: Check): Check {
  return (value, pointer, parameters) => (value === undefined ? [] : check(value, pointer, parameters));
}

function name(value: unknown, pointer: string): readonly StateMistake[] {
  return typeof value === 'string' && value !== '' ? [] : [mistake(pointer, 'has to be a name')];
}

function seconds(value: unknown, pointer: string): readonly StateMistake[] {
  const isFit = typeof value === 'number' && value > 0 && value <= mostSeconds;
  return isFit ? [] : [mistake(pointer, 'has to be a number of seconds above 0')];
}

const mostSeconds = 100 * 365 * 24 * 3600; // beyond that the clock of JavaScript does not reach

function answerPlace(value: unknown, pointer: string): readonly StateMistake[] {
  const isPlace = typeof value === 'string' && /^\/(?:body|header)\/./s.test(value);
  return isPlace ? [] : [mistake(pointer, 'has to be a JSON Pointer into the answer, such as /body/access_token')];
}

function requestPlace(
  value: unknown,
  pointer: string,
  parameters: readonly ParameterObject[],
): readonly StateMistake[] {
  const [place, parameter] = typeof value === 'string' ? pointerTokens(value) : [];
  const isPlace = place !== undefined && /^(?:path|query|header|cookie|body)$/.test(place) && parameter !== undefined;
  if (!isPlace) return [mistake(pointer, 'has to be a JSON Pointer into the request, such as /path/id or /body/id')];
  const declared = parameters.filter((each) => each.in === place).map((each) => each.name);
  const isDeclared = place === 'body' || declared.some((known) => isNamed(place, parameter, known));
  return isDeclared ? [] : [mistake(pointer, `names no ${place} parameter of it${hint(parameter, declared)}`)];
}

function isNamed(place: string, written: string, known: string): boolean {
  return place === 'header' ? written.toLowerCase() === known.toLowerCase() : written === known;
}

function unknownMember(written: string, known: readonly string[]): readonly StateMistake[] {
  if (known.includes(written)) return [];
  return [mistake(pointerTo('', written), `is no member of it; there are ${known.join(', ')}${hint(written, known)}`)];
}

function hint(written: unknown, known: readonly string[]): string {
  const nearest = typeof written === 'string' ? nearestName(written, known) : undefined;
  return nearest === undefined ? '' : `. Is ${nearest} meant?`;
}

function listed(names: readonly string[]): string {
  return `${names.slice(0, -1).join(', ')} or ${String(names.at(-1))}`;
}

function mistake(pointer: string, message: string): StateMistake {
  return { pointer, message };
}

function toRule(value: Members): StateRule {
  const places = Object.entries(value).map(([member, given]) => {
    const isPlace = ['key', 'token', 'subject'].includes(member) && typeof given === 'string';
    return [member, isPlace ? inLowerCase(pointerTokens(given)) : given] as const;
  });
  return Object.fromEntries(places) as unknown as StateRule; // every member was checked
}

// Header names do not tell cases apart.
function inLowerCase(place: readonly string[]): readonly string[] {
  const [where, ...rest] = place;
  return where === 'header' ? [where, ...rest.map((token) => token.toLowerCase())] : place;
}
