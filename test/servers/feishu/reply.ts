/** What a server made from the base answers. An object is sent as JSON, a string as it is. */
export interface Reply {
  readonly status: number;
  readonly body: object | string;
  /** @default 'application/json; charset=utf-8' */
  readonly type?: string;
}

export function done(): Reply {
  return json(200, { code: 0, msg: 'success', data: {} });
}

export function failure(code: number, status = 400): Reply {
  return json(status, { code, msg: messages.get(code) ?? 'failed' });
}

const messages: ReadonlyMap<number, string> = new Map([
  [1080001, 'param is invalis'],
  [1084001, 'The parameter sid is invalid'],
  [1084002, 'The parameter logout_reason is invalid'],
  [99992402, 'field validation failed'],
]);

export function json(status: number, body: object): Reply {
  return { status, body };
}

export function html(status: number): Reply {
  return { status, body: '<!DOCTYPE html><title>Error</title><pre>Something went wrong</pre>', type: 'text/html' };
}

export function plain(status: number, body: string): Reply {
  return { status, body, type: 'text/plain' };
}

/** Closes the connection without an answer. */
export const hangUp: Reply = Object.freeze({ status: 0, body: '' });

/** The code an answer carries, or nothing if it is no JSON object. */
export function codeOf(reply: Reply): unknown {
  return typeof reply.body === 'object' && 'code' in reply.body ? reply.body.code : undefined;
}
