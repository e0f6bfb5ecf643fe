import type { Description } from '../../description/load.js';
import type { SecurityScheme } from '../../description/document.js';
import type { Operation } from '../../description/operations.js';
import type { StateRule } from '../../description/state-rule.js';
import type { Action, Filling, Outcome } from '../../mock/behaviour.js';
import type { ChosenAnswer } from '../../mock/choose-answer.js';
import { valueAt, withValueAt } from './resources/places.js';
import { baseOf } from './resources/view.js';
import { writeCredential } from './write-credential.js';

/** What comes of a request that issues or revokes a credential by its `x-state`; `undefined` for any other. */
export function actOnCredential(api: string, action: Action): Promise<Outcome> | undefined {
  const { state } = action.operation;
  if (state?.action === 'issue') return Promise.resolve(issue(api, action, state));
  return state?.action === 'revoke' ? revoke(api, action, state) : undefined;
}

/** Which operations do so, a line each. */
export function tellCredentialActs({ operations }: Description): readonly string[] {
  const does = { issue: 'issues a credential', revoke: 'revokes a credential' } as const;
  return operations.flatMap(({ method, path, state }) =>
    state?.action === 'issue' || state?.action === 'revoke' ? [`${method} ${path} ${does[state.action]}`] : [],
  );
}

type IssueRule = Extract<StateRule, { readonly action: 'issue' }>;

function issue(api: string, action: Action, rule: IssueRule): Outcome {
  const { world, values } = action;
  const subject = rule.subject === undefined ? undefined : valueAt(values, rule.subject);
  const credential = {
    subject: typeof subject === 'string' || typeof subject === 'number' ? String(subject) : 'somebody',
    ...(rule.lifetime !== undefined && { expiresAt: world.now() + rule.lifetime * 1000 }),
  };
  return {
    kind: 'done',
    note: 'credential issued',
    async fill(chosen) {
      const scheme = schemeFor(action);
      const given = await giveOut(writeCredential(scheme, credential), { action, chosen, rule, scheme });
      if (given !== undefined) await world.credentials(api).issue(given.token, credential);
      return given?.filling ?? {};
    },
  };
}

interface Giving {
  readonly action: Action;
  readonly chosen: ChosenAnswer;
  readonly rule: IssueRule;
  readonly scheme: SecurityScheme | undefined;
}

interface Given {
  readonly token: string;
  readonly filling: Filling;
}

// Where the answer allows no token of ours, the documented one is made good.
async function giveOut(
  token: string,
  { action, chosen: { answer }, rule, scheme }: Giving,
): Promise<Given | undefined> {
  const [place, ...rest] = rule.token;
  if (place === 'header') return { token, filling: { headers: { [rest.join('/')]: inHeader(token, scheme) } } };
  if (answer.body.kind === 'empty') return undefined;
  const base = await baseOf(answer, action);
  const body = withValueAt(base, rest, token);
  const { operation, validator } = action;
  const isValid = validator.reply(operation, answer.statusKey, body, answer.body.mediaType).length === 0;
  if (isValid) return { token, filling: { body } };
  const documented = valueAt(base, rest);
  return typeof documented === 'string' ? { token: documented, filling: { body: base } } : undefined;
}

function inHeader(token: string, scheme: SecurityScheme | undefined): string {
  const isCookie = scheme?.type === 'apiKey' && scheme.in === 'cookie';
  return isCookie ? `${scheme.name}=${token}; Path=/; HttpOnly` : token;
}

// What others ask for; who signs in may show something else, such as a password by Basic.
function schemeFor({ description, operation }: Action): SecurityScheme | undefined {
  const own = schemesOf(operation);
  const others = description.operations.flatMap(schemesOf).filter((scheme) => !own.includes(scheme));
  const all = [...others, ...own].filter(({ type }) => type !== 'mutualTLS');
  return all.find(isBearer) ?? all.find(({ type }) => type === 'apiKey') ?? all[0];
}

function schemesOf({ security }: Operation): readonly SecurityScheme[] {
  return security.flat().map(({ scheme }) => scheme);
}

function isBearer(scheme: SecurityScheme): boolean {
  const isOfHttp = scheme.type === 'http' && /^bearer$/i.test(scheme.scheme);
  return isOfHttp || scheme.type === 'oauth2' || scheme.type === 'openIdConnect';
}

type RevokeRule = Extract<StateRule, { readonly action: 'revoke' }>;

async function revoke(api: string, { world, values, credential }: Action, rule: RevokeRule): Promise<Outcome> {
  const named = rule.token === undefined ? credential?.token : valueAt(values, rule.token);
  if (typeof named !== 'string') return { kind: 'done' };
  const isRevoked = await world.credentials(api).revoke(named.replace(/^Bearer +/i, ''));
  return { kind: 'done', ...(isRevoked && { note: 'credential revoked' }) };
}
