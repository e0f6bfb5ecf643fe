import { baseUrl, exercise, known } from '../support/exercise.js';
import { client } from '../generated/hey-api/fungame/client.gen.js';
import { logOut as logOutOf, type LogOutErrors } from '../generated/hey-api/fungame/index.js';

client.setConfig({ baseUrl });

await exercise({
  success: () => logOut(known.fungameToken),
  '400': () => logOut(known.sessionlessToken),
  '401': () => logOut(),
});

async function logOut(token?: string) {
  const { data, error, response } = await logOutOf({ auth: token });
  if (data !== undefined) return data.StatusCode;
  // The 401 has no schema, so the errors together are of an unknown type.
  return response?.status === 401 ? 401 : (error as LogOutErrors[400]).StatusCode;
}
