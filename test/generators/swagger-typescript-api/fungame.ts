import { baseUrl, exercise, known } from '../support/exercise.js';
import { Api } from '../generated/swagger-typescript-api/fungame.js';

const api = new Api({ baseUrl });

await exercise({
  success: () => logOut(known.fungameToken),
  '400': () => logOut(known.sessionlessToken),
  '401': () => logOut(),
});

async function logOut(token?: string) {
  const headers: Record<string, string> = token === undefined ? {} : { Authorization: `Bearer ${token}` };
  const { ok, status, data, error } = await api.user.logOut({ headers });
  if (status === 401) return 401;
  if (ok) return data.StatusCode;
  if (typeof error === 'object') return error.StatusCode;
  throw new Error('an answer without a body');
}
