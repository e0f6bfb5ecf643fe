import { createServer, type IncomingHttpHeaders } from 'node:http';
import { afterEach, expect, test } from 'vitest';
import { checkApi, type CheckOptions, type Fixtures, type Report } from '../../src/index.js';
import { serveLocally, type LocalDoor } from '../servers/fungame/serve-locally.js';

interface Recorded {
  readonly method: string | undefined;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

let door: LocalDoor | undefined;

afterEach(() => door?.close());

const success = { status: 200, body: '{"code":0,"msg":"success"}' };
const refusal = { status: 400, body: '{"code":1080001,"msg":"no"}' };

// Answers every request alike; a success everywhere stops no journey early.
async function record(
  api: string,
  fixtures: Fixtures,
  options: CheckOptions = {},
  { status, body: answer } = success,
): Promise<{ requests: Recorded[]; report: Report }> {
  const requests: Recorded[] = [];
  door = await serveLocally(
    createServer((request, response) => {
      let body = '';
      request.setEncoding('utf8').on('data', (part: string) => (body += part));
      request.on('end', () => {
        requests.push({ method: request.method, headers: request.headers, body });
        response.writeHead(status, { 'Content-Type': 'application/json' }).end(answer);
      });
    }),
  );
  const report = await checkApi(api, { ...options, target: { url: door.url, ...fixtures } });
  return { requests, report };
}

const token = 'the-token-of-somebody';
const user = { open_id: 'ou_a', union_id: 'on_a', user_id: 'a', idp_credential_id: 'a@b.c' };
const nobodysIds = /^(?:ou_0{32}|on_0{32}|0{8}|nobody@signoff\.invalid|A{22}==|!+)$/;

// The ids by which a body may sign somebody out, in whatever form it is.
function idsIn(body: string): readonly string[] {
  return [...body.matchAll(/"(?:user_id|idp_credential_id|sid)":"([^"]*)"/g)].map(([, id = '']) => id);
}

test('without fixtures, FunGame gets no credential that somebody could have issued', async () => {
  const { requests } = await record('fungame', {});
  const sent = requests.map(({ headers }) => headers.authorization);
  expect(sent.length).toBeGreaterThan(10);
  const madeUp = /^(?:Bearer|Bearer no-such-token|no-such-token|Basic \S+|Bearer eyJ\S+)$/;
  expect(sent.filter((value) => value !== undefined && !madeUp.test(value))).toEqual([]);
  for (const value of sent.flatMap((one) => /^Basic (\S+)$/.exec(one ?? '')?.[1] ?? [])) {
    expect(atob(value)).toBe('nobody@signoff.invalid:none');
  }
  for (const value of sent.flatMap((one) => /^Bearer eyJ[^.]+\.([^.]+)/.exec(one ?? '')?.[1] ?? [])) {
    expect(JSON.parse(atob(value))).toMatchObject({ sub: 'nobody' });
  }
});

test('without fixtures, Feishu gets neither a credential that somebody issued nor an id of anybody', async () => {
  const { requests } = await record('feishu', {});
  const madeUp = /^Bearer(?: [tu]-0{30,32}| eyJ\S+)?$/;
  const sent = requests.map(({ headers }) => headers.authorization);
  expect(sent.filter((value) => value !== undefined && !madeUp.test(value))).toEqual([]);
  expect(requests.flatMap(({ body }) => idsIn(body)).filter((id) => !nobodysIds.test(id))).toEqual([]);
});

test('with a good credential and no users, Feishu gets ids of nobody, also with GET', async () => {
  const { requests } = await record('feishu', { tenantAccessToken: token });
  const good = requests.filter(({ headers }) => headers.authorization === `Bearer ${token}`);
  expect(good.length).toBeGreaterThan(20);
  expect(good.flatMap(({ body }) => idsIn(body)).filter((id) => !nobodysIds.test(id))).toEqual([]);
});

test('a run that only reads sends ids of nobody though it has users, and says what it left out', async () => {
  const fixtures = { tenantAccessToken: token, users: [user], sids: ['sid-a'] };
  const { requests, report } = await record('feishu', fixtures, { readOnly: true });
  expect(requests.length).toBeGreaterThan(20);
  expect(requests.flatMap(({ body }) => idsIn(body)).filter((id) => !nobodysIds.test(id))).toEqual([]);
  const signsOut = report.cases.find(({ title }) => title === 'a user is signed out by open_id');
  expect(signsOut?.reason).toBe('may change something, and --read-only is set');
});

test('a run that only reads sends no token of FunGame, in no form, and refusals stay', async () => {
  const { requests, report } = await record('fungame', { tokens: [token] }, { readOnly: true });
  expect(JSON.stringify(requests)).not.toContain(token.slice(0, -4));
  const tried = report.cases.filter(({ outcome }) => outcome === 'tried').map(({ title }) => title);
  expect(tried).toContain('a token that nobody issued is refused');
  const misused = report.cases.find(
    ({ title }) => title === 'a live token counts only as it is, behind the word Bearer',
  );
  expect(misused?.reason).toBe('may change something, and --read-only is set');
});

test('where all is refused, what is tried beside a given user are ids of nobody, not those of the document', async () => {
  const { requests } = await record('feishu', { tenantAccessToken: token, users: [user] }, {}, refusal);
  const ids = new Set(requests.flatMap(({ body }) => idsIn(body)).filter((id) => !nobodysIds.test(id)));
  expect([...ids].sort()).toEqual(Object.values(user).sort());
});

test('with users, the others of a run do sign out: the tests above see it if it happens', async () => {
  const { requests } = await record('feishu', { tenantAccessToken: token, users: [user] });
  expect(requests.flatMap(({ body }) => idsIn(body))).toContain('ou_a');
});
