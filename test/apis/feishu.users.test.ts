import { expect, onTestFinished, test } from 'vitest';
import type { FeishuUser } from '../../src/apis/feishu.js';
import { createMock, type Mock } from '../../src/index.js';

const anna: FeishuUser = {
  open_id: 'ou_anna',
  union_id: 'on_anna',
  user_id: 'anna',
  idp_credential_id: 'anna@example.com',
};
const bert: FeishuUser = {
  open_id: 'ou_bert',
  union_id: 'on_bert',
  user_id: 'bert',
  idp_credential_id: 'bert@example.com',
};
const terminals = [1, 2, 3, 4, 5, 6, 8]; // L28

interface Answer {
  readonly status: number;
  readonly code: unknown;
}

/** A mock that knows Anna and Bert, both signed in at every documented terminal. */
class Office {
  readonly #mock: Mock<'feishu'>;
  readonly #sids = new Map<string, string>();

  private constructor(mock: Mock<'feishu'>) {
    this.#mock = mock;
  }

  static async open(): Promise<Office> {
    const mock = await createMock({ apis: ['feishu'] });
    onTestFinished(() => mock.close());
    const office = new Office(mock);
    for (const user of [anna, bert]) {
      await mock.addUser({ ...user });
      for (const terminal of terminals) {
        const { id } = await mock.sessions.seed({ subject: user.open_id, terminal });
        office.#sids.set(`${user.user_id} at ${terminal}`, id);
      }
    }
    return office;
  }

  sidOf(seat: string): string {
    return this.#sids.get(seat) ?? '';
  }

  async logOut(body: object, query = ''): Promise<Answer> {
    const response = await fetch(`${this.#mock.url}/open-apis/passport/v1/sessions/logout${query}`, {
      method: 'POST',
      headers: { Authorization: 'Bearer t-7f1bcd13fc57d46bac21793a18e560', 'Content-Type': 'application/json' },
      body: JSON.stringify(body),
    });
    const { code } = (await response.json()) as { code: unknown };
    return { status: response.status, code };
  }

  /** Who was signed out where, such as `anna at 1`. */
  async endedSeats(): Promise<readonly string[]> {
    const sessions = await this.#mock.sessions.list();
    const ended = new Set(sessions.filter(({ live }) => !live).map(({ id }) => id));
    return [...this.#sids].filter(([, sid]) => ended.has(sid)).map(([seat]) => seat);
  }
}

const success: Answer = { status: 200, code: 0 };
const paramInvalid: Answer = { status: 400, code: 1080001 };
const everySeatOfAnna = terminals.map((terminal) => `anna at ${terminal}`);

test.each([
  ['open_id, the default (A-L40)', { logout_type: 1, user_id: anna.open_id }, ''],
  ['open_id', { logout_type: 1, user_id: anna.open_id }, '?user_id_type=open_id'],
  ['union_id', { logout_type: 1, user_id: anna.union_id }, '?user_id_type=union_id'],
  ['user_id (A-L27)', { logout_type: 1, user_id: anna.user_id }, '?user_id_type=user_id'],
  ['idp_credential_id', { logout_type: 2, idp_credential_id: anna.idp_credential_id }, ''],
])('a user named by %s is signed out at every terminal, and nobody else is', async (_, body, query) => {
  const office = await Office.open();
  expect(await office.logOut(body, query)).toEqual(success);
  expect(await office.endedSeats()).toEqual(everySeatOfAnna);
});

test.each([
  ['a union_id as open_id', { logout_type: 1, user_id: anna.union_id }, ''],
  ['an open_id as union_id', { logout_type: 1, user_id: anna.open_id }, '?user_id_type=union_id'],
  ['an open_id as user_id', { logout_type: 1, user_id: anna.open_id }, '?user_id_type=user_id'],
  ['an unknown open_id', { logout_type: 1, user_id: 'ou_nobody' }, ''],
  ['an empty user_id', { logout_type: 1, user_id: '' }, ''],
  ['the user_id __proto__', { logout_type: 1, user_id: '__proto__' }, ''],
  ['an open_id as idp_credential_id', { logout_type: 2, idp_credential_id: anna.open_id }, ''],
  ['an unknown idp_credential_id', { logout_type: 2, idp_credential_id: 'nobody@example.com' }, ''],
])('%s names nobody: 1080001, and nobody is signed out (A-L25)', async (_, body, query) => {
  const office = await Office.open();
  expect(await office.logOut(body, query)).toEqual(paramInvalid);
  expect(await office.endedSeats()).toEqual([]);
});

test.each([
  [[1], ['anna at 1']],
  [
    [2, 8],
    ['anna at 2', 'anna at 8'],
  ],
  [[3, 3], ['anna at 3']],
  [[], everySeatOfAnna],
  [null, everySeatOfAnna],
])('terminal_type %j ends exactly those sessions (A-L18, A-L19, A-L22)', async (terminal_type, seats) => {
  const office = await Office.open();
  expect(await office.logOut({ logout_type: 1, user_id: anna.open_id, terminal_type })).toEqual(success);
  expect(await office.endedSeats()).toEqual(seats);
});

test('terminal_type filters a logout by idp_credential_id too', async () => {
  const office = await Office.open();
  const { idp_credential_id } = anna;
  expect(await office.logOut({ logout_type: 2, idp_credential_id, terminal_type: [4] })).toEqual(success);
  expect(await office.endedSeats()).toEqual(['anna at 4']);
});

test('a sid ends that session and no other, whoever the other identifiers name (A-L13)', async () => {
  const office = await Office.open();
  const body = { logout_type: 3, sid: office.sidOf('anna at 5'), user_id: bert.open_id, terminal_type: [1] };
  expect(await office.logOut(body)).toEqual(success);
  expect(await office.endedSeats()).toEqual(['anna at 5']);
});

test('a sid that does not exist is 1084001, and nobody is signed out (A-L12)', async () => {
  const office = await Office.open();
  const answer = await office.logOut({ logout_type: 3, sid: '__proto__', user_id: anna.open_id });
  expect(answer).toEqual({ status: 400, code: 1084001 });
  expect(await office.endedSeats()).toEqual([]);
});

test('a refused request signs nobody out', async () => {
  const office = await Office.open();
  await office.logOut({ logout_type: 1, user_id: anna.open_id, logout_reason: 37 });
  await office.logOut({ logout_type: 1, user_id: anna.open_id, terminal_type: [1, 7] });
  await office.logOut({ logout_type: 1, user_id: anna.open_id }, '?user_id_type=foo');
  expect(await office.endedSeats()).toEqual([]);
});

test('logging out again, or one who is signed in nowhere, succeeds and ends nothing more (A-L38)', async () => {
  const office = await Office.open();
  expect(await office.logOut({ logout_type: 1, user_id: anna.open_id, terminal_type: [1] })).toEqual(success);
  expect(await office.logOut({ logout_type: 1, user_id: anna.open_id, terminal_type: [1] })).toEqual(success);
  expect(await office.logOut({ logout_type: 3, sid: office.sidOf('anna at 1') })).toEqual(success);
  expect(await office.endedSeats()).toEqual(['anna at 1']);
});

test.each(['idp_credential_id', 'terminal_type', 'logout_reason', 'sid', 'unknown'])(
  'null in the optional member %s counts as absent (A-L22)',
  async (member) => {
    const office = await Office.open();
    expect(await office.logOut({ logout_type: 1, user_id: anna.open_id, [member]: null })).toEqual(success);
  },
);

test.each([
  ['logout_type', { logout_type: null, user_id: anna.open_id }],
  ['user_id with logout_type 1', { logout_type: 1, user_id: null }],
  ['idp_credential_id with logout_type 2', { logout_type: 2, idp_credential_id: null }],
  ['sid with logout_type 3', { logout_type: 3, sid: null }],
])('null in the required member %s counts as missing (A-L22)', async (_, body) => {
  const office = await Office.open();
  expect(await office.logOut(body)).toEqual(paramInvalid);
});
