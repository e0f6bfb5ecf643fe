import { randomUUID } from 'node:crypto';

const feishu = {
  api: 'feishu',
  method: 'POST',
  path: '/open-apis/passport/v1/sessions/logout',
  headers: { Authorization: 'Bearer t-7f1bcd13fc57d46bac21793a18e560', 'Content-Type': 'application/json' },
  body: { logout_type: 1, user_id: 'ou_7dab8a3d3cdcc9da365777c7ad535d62' },
};
const fungame = { api: 'fungame', method: 'POST', path: '/user/logout', headers: {} };

/** The answers that the documents give. */
export const answers = {
  loggedOut: { status: 200, body: { code: 0, msg: 'success', data: {} } },
  wrongReason: { status: 400, body: { code: 1084002, msg: 'The parameter logout_reason is invalid' } },
  paramInvalid: { status: 400, body: { code: 1080001, msg: 'param is invalis' } },
  sessionEnded: {
    status: 200,
    body: { RequestType: 1, StatusCode: 200, Message: '你已成功退出登录！', Data: {} },
  },
  notSignedIn: { status: 401 },
};

/** What is asked; `freshToken` where every request carries a token that nobody has shown yet. */
export const workloads = {
  'feishu-valid': { ...feishu, answer: answers.loggedOut },
  'fungame-valid': { ...fungame, freshToken: true, answer: answers.sessionEnded },
  'feishu-refused': { ...feishu, body: { ...feishu.body, logout_reason: 37 }, answer: answers.wrongReason },
  'fungame-refused': { ...fungame, answer: answers.notSignedIn },
};

/** One request of a workload, its token (if it is a fresh one) ending with this text. */
export function requestOf({ method, path, headers, body, freshToken }, ending) {
  const token = `eyJhbGciOiJIUzI1NiJ9.${randomUUID()}.${ending}`;
  return {
    method,
    path,
    headers: { ...headers, ...(freshToken && { Authorization: `Bearer ${token}` }) },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  };
}
