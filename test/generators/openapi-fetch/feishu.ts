import createClient from 'openapi-fetch';
import { baseUrl, exercise, known } from '../support/exercise.js';
import type { components, paths } from '../generated/openapi-fetch/feishu.js';

const client = createClient<paths>({ baseUrl, headers: { Authorization: `Bearer ${known.feishuToken}` } });

await exercise({
  success: () => logOut({ logout_type: 1, user_id: known.userId }),
  // @ts-expect-error without user_id
  '1080001': () => logOut({ logout_type: 1 }),
  '1084001': () => logOut({ logout_type: 3, sid: known.foreignSid }),
  '1084002': () => logOut({ logout_type: 1, user_id: known.userId, logout_reason: 37 as 34 }),
});

async function logOut(body: components['schemas']['LogoutRequest']) {
  const { data, error } = await client.POST('/open-apis/passport/v1/sessions/logout', { body });
  return data === undefined ? error.code : data.code;
}
