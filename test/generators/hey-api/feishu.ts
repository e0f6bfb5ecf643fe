import { baseUrl, exercise, known } from '../support/exercise.js';
import { client } from '../generated/hey-api/feishu/client.gen.js';
import { logout, type LogoutRequest } from '../generated/hey-api/feishu/index.js';

client.setConfig({ baseUrl, auth: known.feishuToken });

await exercise({
  success: () => logOut({ logout_type: 1, user_id: known.userId }),
  // @ts-expect-error without user_id
  '1080001': () => logOut({ logout_type: 1 }),
  '1084001': () => logOut({ logout_type: 3, sid: known.foreignSid }),
  '1084002': () => logOut({ logout_type: 1, user_id: known.userId, logout_reason: 37 as 34 }),
});

async function logOut(body: LogoutRequest) {
  const { data, error } = await logout({ body });
  return data === undefined ? error.code : data.code;
}
