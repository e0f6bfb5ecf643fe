import { baseUrl, exercise, known } from '../support/exercise.js';
import { defaults, logout, type LogoutRequest } from '../generated/oazapfts/feishu.js';

Object.assign(defaults, { baseUrl, headers: { Authorization: `Bearer ${known.feishuToken}` } });

await exercise({
  success: () => logOut({ logout_type: 1, user_id: known.userId }),
  // @ts-expect-error without user_id
  '1080001': () => logOut({ logout_type: 1 }),
  '1084001': () => logOut({ logout_type: 3, sid: known.foreignSid }),
  '1084002': () => logOut({ logout_type: 1, user_id: known.userId, logout_reason: 37 as 34 }),
});

async function logOut(request: LogoutRequest) {
  const { data } = await logout(request);
  return data.code;
}
