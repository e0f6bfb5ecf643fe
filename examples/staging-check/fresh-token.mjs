// Prints a fresh token of a test player on the staging server; with `sessionless`, one whose session is gone.
import console from 'node:console';
import process from 'node:process';
import { URL } from 'node:url';

const { STAGING_URL, STAGING_USER, STAGING_SECOND_USER, STAGING_PASSWORD } = process.env;

if (process.argv[2] !== 'sessionless') console.log(await signIn(STAGING_USER));
else {
  // A second sign-in takes the player's only session over, and the first token ends it. The player is another one, as
  // the session of the first may be needed at the same time.
  const [first, second] = [await signIn(STAGING_SECOND_USER), await signIn(STAGING_SECOND_USER)];
  await post('/user/logout', { headers: { Authorization: `Bearer ${first}` } });
  console.log(second);
}

async function signIn(Username) {
  const body = JSON.stringify({ Username, Password: STAGING_PASSWORD });
  const answer = await post('/user/login', { headers: { 'Content-Type': 'application/json' }, body });
  // The real server writes its members in camelCase.
  const { Data, data = Data } = await answer.json();
  return data.bearerToken;
}

async function post(path, request) {
  const answer = await globalThis.fetch(new URL(path, STAGING_URL), { ...request, method: 'POST' });
  if (!answer.ok) throw new Error(`${path} answered ${answer.status}.`);
  return answer;
}
