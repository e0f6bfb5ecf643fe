import { baseUrl, exercise, known } from '../support/exercise.js';
import { logOut as logOutOf } from '../generated/orval/fungame.js';

// The generated calls name paths only.
const { fetch } = globalThis;
globalThis.fetch = (path, options) => fetch(`${baseUrl}${path}`, options);

await exercise({
  success: () => logOut(known.fungameToken),
  '400': () => logOut(known.sessionlessToken),
  '401': () => logOut(),
});

async function logOut(token?: string) {
  const answer = await logOutOf(token === undefined ? {} : { headers: { Authorization: `Bearer ${token}` } });
  if (answer.status === 401) return answer.status;
  if (typeof answer.data === 'object') return answer.data.StatusCode;
  throw new Error('an answer without a body');
}
