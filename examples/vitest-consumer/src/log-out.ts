export interface LogOutOptions {
  /** Address of the FunGame server. */
  readonly baseUrl: string;
  readonly token: string;
}

/**
 * Logs a FunGame player out.
 * @returns whether the token was still good; either way nobody can use it any more.
 * @throws Error when the server could not do it, and the player may try again.
 */
export async function logOut({ baseUrl, token }: LogOutOptions): Promise<boolean> {
  const response = await fetch(new URL('/user/logout', baseUrl), {
    method: 'POST',
    headers: { Authorization: `Bearer ${token}` },
  });
  if (response.status === 401) return false;
  if (response.ok) return true;
  throw new Error((await readMessage(response)) ?? `The server answered ${String(response.status)}.`);
}

// An internal error comes without a body.
async function readMessage(response: Response): Promise<string | undefined> {
  const text = await response.text();
  return text === '' ? undefined : (JSON.parse(text) as { Message?: string }).Message;
}
