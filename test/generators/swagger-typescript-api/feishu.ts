import { baseUrl, exercise, known } from '../support/exercise.js';
import { Api, type LogoutRequest } from '../generated/swagger-typescript-api/feishu.js';

const headers = { Authorization: `Bearer ${known.feishuToken}` };
const api = new Api({ baseUrl, baseApiParams: { headers } });

await exercise({
  success: () => logOut({ logout_type: 1, user_id: known.userId }),
  // @ts-expect-error without user_id
  '1080001': () => logOut({ logout_type: 1 }),
  '1084001': () => logOut({ logout_type: 3, sid: known.foreignSid }),
  '1084002': () => logOut({ logout_type: 1, user_id: known.userId, logout_reason: 37 as 34 }),
});

async function logOut(request: LogoutRequest) {
  const { ok, data, error } = await api.session.logout(request);
  return ok ? data.code : error.code;
}
