/** A request to one of the APIs. */
export interface Call {
  readonly path: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: unknown;
}

/** A way to be refused. */
export interface Refusal {
  readonly label: string;
  /** What the document, or the gateway, answers. */
  readonly answer: string;
  readonly call: Call;
}

export interface Api {
  readonly signIn: Call;
  /** Who is signed in, and how, told after "Signed in: ". */
  readonly who: string;
  /** The member of the answer to `signIn` that bears the token. */
  readonly token: string;
  logOut(token: string): Call;
  /** Why a second logout is a different story, or is not. */
  readonly again: string;
  readonly refusals: readonly Refusal[];
}

const gameLogout = '/user/logout';
const platformLogout = '/open-apis/passport/v1/sessions/logout';
// What every fresh mock knows: the documents' own examples.
const user = { logout_type: 1, user_id: 'ou_7dab8a3d3cdcc9da365777c7ad535d62' };
const appToken = bearer('t-7f1bcd13fc57d46bac21793a18e560');

const fungame: Api = {
  signIn: { path: '/user/login', body: { Username: 'anna', Password: 'any but wrong-password' } },
  who: 'anna, with a token of her own',
  token: 'bearerToken',
  logOut: (token) => ({ path: gameLogout, headers: bearer(token) }),
  again: 'The token is revoked now. Log out again to see it refused.',
  refusals: [
    { label: 'No token', answer: '401', call: { path: gameLogout } },
    { label: 'An expired token', answer: '401', call: { path: gameLogout, headers: bearer('expired-token') } },
    { label: 'The session is gone', answer: '400', call: { path: gameLogout, headers: bearer('sessionless-token') } },
    { label: 'An internal error', answer: '400', call: { path: gameLogout, headers: prefer('serverError') } },
    {
      label: 'The wrong password',
      answer: '401',
      call: { path: '/user/login', body: { Username: 'anna', Password: 'wrong-password' } },
    },
  ],
};

const feishu: Api = {
  signIn: {
    path: '/open-apis/auth/v3/tenant_access_token/internal',
    body: { app_id: 'cli_example', app_secret: 'example-secret' },
  },
  who: 'the app, with a tenant access token',
  token: 'tenant_access_token',
  logOut: (token) => ({ path: platformLogout, headers: bearer(token), body: user }),
  again: 'The user is signed out. The token is the app’s and stays good: a second logout succeeds, too.',
  refusals: [
    refusedFor('A parameter is missing', '1080001', { logout_type: 1 }),
    refusedFor('A session that never was', '1084001', { logout_type: 3, sid: 'no-such-session' }),
    refusedFor('A reason that is none', '1084002', { ...user, logout_reason: 37 }),
    { label: 'No token', answer: '99991661', call: { path: platformLogout, body: user } },
    {
      label: 'An unknown token',
      answer: '99991663',
      call: { path: platformLogout, headers: bearer('t-0000000000000000000000000000'), body: user },
    },
    { label: 'A scope is missing', answer: '99991672', call: { path: platformLogout, headers: prefer('99991672') } },
    { label: 'Too many requests', answer: '99991400', call: { path: platformLogout, headers: prefer('99991400') } },
  ],
};

export const apis: Readonly<Record<string, Api>> = { fungame, feishu };

function refusedFor(label: string, answer: string, body: unknown): Refusal {
  return { label, answer, call: { path: platformLogout, headers: appToken, body } };
}

function bearer(token: string): Record<string, string> {
  return { Authorization: `Bearer ${token}` };
}

// What a server answers only when it is unwell, a mock answers when it is asked to.
function prefer(example: string): Record<string, string> {
  return { Prefer: `example=${example}` };
}
