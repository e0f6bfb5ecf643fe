import createClient from 'openapi-fetch';
import { baseUrl, exercise, known } from '../support/exercise.js';
import type { paths } from '../generated/openapi-fetch/fungame.js';

const client = createClient<paths>({ baseUrl });

await exercise({
  success: () => logOut(known.fungameToken),
  '400': () => logOut(known.sessionlessToken),
  '401': () => logOut(),
});

async function logOut(token?: string) {
  const headers = token === undefined ? {} : { Authorization: `Bearer ${token}` };
  const { data, error, response } = await client.POST('/user/logout', { headers });
  if (response.status === 401) return 401;
  if (data !== undefined) return data.StatusCode;
  if (typeof error === 'object') return error.StatusCode;
  throw new Error('an answer without a body');
}
