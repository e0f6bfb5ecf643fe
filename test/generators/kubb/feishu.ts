import { exercise, known, baseUrl as baseURL } from '../support/exercise.js';
import { logout, type Logout200, type Logout400, type LogoutRequest } from '../generated/kubb/feishu/index.js';

const headers = { Authorization: `Bearer ${known.feishuToken}`, 'Content-Type': 'application/json' };

await exercise({
  success: () => logOut({ logout_type: 1, user_id: known.userId }),
  // @ts-expect-error without user_id
  '1080001': () => logOut({ logout_type: 1 }),
  '1084001': () => logOut({ logout_type: 3, sid: known.foreignSid }),
  '1084002': () => logOut({ logout_type: 1, user_id: known.userId, logout_reason: 37 as 34 }),
});

async function logOut(request: LogoutRequest) {
  // Every answer has the type of the success, whatever its status.
  const { data }: { data: Logout200 | Logout400 } = await logout(request, {}, { baseURL, headers });
  return data.code;
}
