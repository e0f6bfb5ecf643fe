import { baseUrl, exercise, known } from '../support/exercise.js';
import { defaults, logOut as logOutOf } from '../generated/oazapfts/fungame.js';

defaults.baseUrl = baseUrl;

await exercise({
  success: () => logOut(known.fungameToken),
  '400': () => logOut(known.sessionlessToken),
  '401': () => logOut(),
});

async function logOut(token?: string) {
  const answer = await logOutOf({ headers: token === undefined ? {} : { Authorization: `Bearer ${token}` } });
  return answer.status === 401 ? answer.status : answer.data.StatusCode;
}
