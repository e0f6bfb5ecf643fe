import type { RunningTrial } from '../../trial-server.js';
import { json, type Answer, type Handler } from '../../transport/answer.js';
import type { Listening } from '../../transport/listen.js';
import { overHttp } from '../../transport/over-http.js';
import { LogoutService } from '../logout-service.js';

/** The plain service with something about it that the document leaves open. */
export async function startDecorated(
  decorate: (handler: Handler, service: LogoutService) => Handler,
  transport: (handler: Handler) => Promise<Listening> = overHttp,
  flavour: 'plain' | 'gateway' = 'plain',
): Promise<RunningTrial> {
  const service = new LogoutService(flavour);
  const { url, close } = await transport(decorate((call) => service.handle(call), service));
  return { target: { url, ...service.directory.fixtures() }, close };
}

/** Too many requests, now and then: the platform's answer, with the seconds to wait. */
export function limited(every: number, status: 429 | 400): (handler: Handler) => Handler {
  return (handler) => {
    let count = 0;
    return (call): Answer | Promise<Answer> => {
      count += 1;
      if (count % every !== 0) return handler(call);
      const headers = { 'x-ogw-ratelimit-limit': '50', 'x-ogw-ratelimit-reset': '1' };
      return json(status, { code: 99991400, msg: 'request trigger frequency limit' }, headers);
    };
  };
}

/** Everybody signs out once; after that there is nothing to sign out of. */
export async function startOnceOnly(): Promise<RunningTrial> {
  const service = new LogoutService('plain', 80);
  const gone = new Set<unknown>();
  service.rules.set('fault', ({ body, call }) => {
    const kind = call.query.get('user_id_type') ?? 'open_id';
    const id = [undefined, body['user_id'], body['idp_credential_id'], body['sid']][Number(body['logout_type'])];
    const person =
      service.directory.users.find((user) => Object.values(user).some((own) => own === id)) ?? `${kind} ${String(id)}`;
    if (gone.has(person)) return service.problem(1080001, 'no session');
    gone.add(person);
    return undefined;
  });
  const { url, close } = await overHttp((call) => service.handle(call));
  return { target: { url, ...service.directory.fixtures() }, close };
}

export function slow(milliseconds: number): (handler: Handler) => Handler {
  return (handler) => async (call) => {
    await new Promise((resolve) => setTimeout(resolve, milliseconds));
    return handler(call);
  };
}
