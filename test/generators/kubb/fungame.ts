import { exercise, known, baseUrl as baseURL } from '../support/exercise.js';
import type { Client } from '../generated/kubb/fungame/.kubb/fetch.js';
import { logOut as logOutOf, type LogOut200, type LogOut400 } from '../generated/kubb/fungame/index.js';

await exercise({
  success: () => logOut(known.fungameToken),
  '400': () => logOut(known.sessionlessToken),
  '401': () => logOut(),
});

async function logOut(token?: string) {
  const headers: Record<string, string> = token === undefined ? {} : { Authorization: `Bearer ${token}` };
  const call = logOutOf({ baseURL, headers, client });
  // Every answer has the type of the success, whatever its status.
  const { data, status }: { data: LogOut200 | LogOut400; status: number } = await call;
  return status === 401 ? 401 : data.StatusCode;
}

// The client that kubb brings along cannot read an empty body, such as that of the 401; kubb lets one bring another.
async function client<Data>({ baseURL = '', url = '', method = 'POST', headers = {} }: Parameters<Client>[0]) {
  const response = await fetch(baseURL + url, { method, headers });
  const text = await response.text();
  const data = (text === '' ? undefined : JSON.parse(text)) as Data;
  return { data, status: response.status, statusText: response.statusText, headers: response.headers };
}
