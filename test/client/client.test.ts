import { afterAll, beforeAll, expect, test } from 'vitest';
import { createClient, examples, UndocumentedAnswer } from '../../src/client.js';
import { createMock, type Mock } from '../../src/index.js';

const token = 't-7f1bcd13fc57d46bac21793a18e560';
const user_id = 'ou_7dab8a3d3cdcc9da365777c7ad535d62';
let mock: Mock;

beforeAll(async () => {
  mock = await createMock();
});

afterAll(() => mock.close());

const answering = (...args: ConstructorParameters<typeof Response>): { fetch: () => Promise<Response> } => ({
  fetch: () => Promise.resolve(new Response(...args)),
});

test('a success is the documented one, and the request is what the call says', async () => {
  const feishu = createClient('feishu', { baseUrl: `${mock.url}/`, token, headers: { 'X-Trace': '1' } });
  const query = { user_id_type: 'open_id' } as const;
  expect(await feishu.logout({ body: { logout_type: 1, user_id }, query })).toEqual(examples.feishu.logout.success);
  const { count } = await mock.verify({ operation: 'logout', query, body: { logout_type: 1, user_id } });
  expect(count).toBe(1);
});

test.each(Object.values(examples.feishu.logout))('Feishu answers with code $code', async (example) => {
  const feishu = createClient('feishu', { baseUrl: mock.url, headers: { Prefer: `example=${nameOf(example.code)}` } });
  expect(await feishu.logout({ body: { logout_type: 3, sid: 'any' } })).toEqual(example);
});

test.each(['loggedOut', 'sessionGone', 'serverError', '401'] as const)('FunGame answers %s', async (name) => {
  const { status } = examples.fungame.LogOut[name];
  const headers = { Prefer: name === '401' ? `code=${status}` : `example=${name}` };
  const result = await createClient('fungame', { baseUrl: mock.url }).LogOut({ headers });
  expect(result).toEqual(examples.fungame.LogOut[name]);
});

test('a token may be asked for before each call', async () => {
  const tokens = [(await mock.issue({ api: 'fungame' })).token, 'expired-token'];
  const fungame = createClient('fungame', { baseUrl: mock.url, token: () => Promise.resolve(tokens.shift()) });
  expect([(await fungame.LogOut()).status, (await fungame.LogOut()).status]).toEqual([200, 401]);
});

test('an unknown code is thrown with the whole answer, and no token', async () => {
  const feishu = createClient('feishu', { baseUrl: mock.url, token: 'u-of-a-user' });
  const thrown: unknown = await feishu.logout({ body: { logout_type: 1, user_id } }).catch((error: unknown) => error);
  expect(thrown).toBeInstanceOf(UndocumentedAnswer);
  expect(thrown).toMatchObject({ operation: 'logout', status: 400, body: { code: 99991668 } });
  expect(String(thrown)).toBe(
    'UndocumentedAnswer: logout got an answer that is not documented: status 400, code 99991668.',
  );
});

test.each([
  ['another status', 'no', { status: 503 }, 'status 503, which is unknown', 'no'],
  ['no JSON', '<p>', { status: 200 }, 'status 200, whose body is no JSON', '<p>'],
  ['nothing', '', { status: 200 }, 'status 200, whose body is no JSON', ''],
  ['a code of another status', '{"code":0}', { status: 400 }, 'status 400, code 0', { code: 0 }],
  ['a code that is a text', '{"code":"a b"}', { status: 400 }, 'status 400, without a known code', { code: 'a b' }],
])('%s is not documented', async (_, text, init, why, body) => {
  const call = createClient('feishu', answering(text, init)).logout({ body: { logout_type: 3, sid: 'any' } });
  await expect(call).rejects.toMatchObject({ body, message: expect.stringContaining(why) as string });
});

test('a text where only an empty one is documented is not documented, JSON of another label is taken', async () => {
  const text = createClient('fungame', answering('Oops', { status: 400 })).LogOut();
  await expect(text).rejects.toThrow('status 400, with a body where none is documented');
  const problem = answering('{"title":"Bad Request"}', {
    status: 400,
    headers: { 'Content-Type': 'application/problem+json' },
  });
  expect((await createClient('fungame', problem).LogOut()).body).toEqual({ title: 'Bad Request' });
});

test('what fetch throws passes through, and a token that cannot be sent is not told', async () => {
  const lost = new TypeError('fetch failed');
  const client = createClient('fungame', { fetch: () => Promise.reject(lost) });
  await expect(client.LogOut()).rejects.toBe(lost);
  const secret = createClient('fungame', { token: 'se\ncret' }).LogOut();
  await expect(secret).rejects.toThrow('The token has a character that no header can carry.');
});

test('the server of the description is the default', async () => {
  const asked: string[] = [];
  const fetch = ({ url }: Request): Promise<Response> => {
    asked.push(url);
    return Promise.resolve(new Response(null, { status: 401 }));
  };
  await createClient('fungame', { fetch }).LogOut();
  expect(asked).toEqual(['https://api.redbud.fun/user/logout']);
});

function nameOf(code: number): string {
  return code === 0 ? 'success' : String(code);
}
