import { baseUrl, exercise, known } from '../support/exercise.js';
import { logout, type LogoutRequest } from '../generated/orval/feishu.js';

// The generated calls name paths only.
const { fetch } = globalThis;
globalThis.fetch = (path, options) => fetch(`${baseUrl}${path}`, options);

await exercise({
  success: () => logOut({ logout_type: 1, user_id: known.userId }),
  // @ts-expect-error without user_id
  '1080001': () => logOut({ logout_type: 1 }),
  '1084001': () => logOut({ logout_type: 3, sid: known.foreignSid }),
  '1084002': () => logOut({ logout_type: 1, user_id: known.userId, logout_reason: 37 as 34 }),
});

async function logOut(body: LogoutRequest) {
  const { data } = await logout(body, {}, { headers: { Authorization: `Bearer ${known.feishuToken}` } });
  return data.code;
}
