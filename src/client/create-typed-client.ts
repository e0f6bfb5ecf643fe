import createFetchClient, { type Client, type Middleware } from 'openapi-fetch';
import type { DocumentedOperation, DocumentedOperations, Method } from './documented.js';
import { readAnswer, type AnyResult } from './read-answer.js';
import type { AnyCall, TypedClient } from './typed-client.js';
import { withJson, withOperators, writeCookies, writeFields, writeForm, writeHeaders } from './write-values.js';

export interface ClientOptions {
  /** Where the API is, with or without a slash at its end. @default the server of the description */
  readonly baseUrl?: string | undefined;
  /** Sent as `Authorization: Bearer <token>`; a function is asked before each call. @default none is sent */
  readonly token?: string | undefined | (() => string | undefined | Promise<string | undefined>);
  /** Sends the requests. @default the global fetch at the time of the call */
  readonly fetch?: ((request: Request) => Promise<Response>) | undefined;
  /** Sent with every call. @default none */
  readonly headers?: Readonly<Record<string, string>> | undefined;
}

/**
 * A client for the operations of a description. Its methods answer with every documented answer, and throw
 * UndocumentedAnswer for any other; what `fetch` throws passes through.
 */
export function createTypedClient<Paths, Operations extends DocumentedOperations>(
  operations: Operations,
  options: ClientOptions = {},
): TypedClient<Paths, Operations> {
  const { baseUrl = '', fetch = (request) => globalThis.fetch(request), headers = {} } = options;
  const client = createFetchClient<AnyPaths>({ baseUrl, fetch, headers });
  const methods = Object.entries(operations).map(
    ([id, operation]) =>
      [
        id,
        async (call: Call = {}) => readAnswer(id, operation, await send(client, operation, call, options.token)),
      ] as const satisfies [string, (call?: Call) => Promise<AnyResult>],
  );
  // The types are read from the description that the table was made of.
  return Object.fromEntries(methods) as unknown as TypedClient<Paths, Operations>;
}

type AnyPaths = Record<string, Record<Method, AnyOperation>>;

interface AnyOperation {
  readonly parameters: Readonly<Record<string, unknown>>;
  readonly requestBody?: { readonly content: Readonly<Record<string, unknown>> };
  readonly responses: object;
}

/** A call as every operation may take it. */
interface Call extends AnyCall {
  readonly path?: Readonly<Record<string, unknown>>;
  readonly query?: Readonly<Record<string, unknown>>;
  readonly header?: Readonly<Record<string, unknown>>;
  readonly cookie?: Readonly<Record<string, unknown>>;
  readonly body?: unknown;
}

async function send(
  client: Client<AnyPaths>,
  operation: DocumentedOperation,
  { path = {}, query, header = {}, cookie, body, headers, signal }: Call,
  token: ClientOptions['token'],
): Promise<Response> {
  const { method, path: template, sends = 'application/json', styles = {} } = operation;
  const own = {
    ...(await authorize(token)),
    ...(hasBody(body) && { 'Content-Type': sends }),
    ...(cookie && { Cookie: writeCookies(cookie) }),
    ...headers,
  };
  let answer: Response | undefined;
  // An error's body would be read as JSON whatever it is said to be; so it is read here, and an empty one there.
  const takeAnswer: Middleware = {
    onResponse: ({ response }) => {
      answer = response;
      return new Response(null, { status: 204 });
    },
  };
  const { response } = await client.request(method, withOperators(template, styles.path), {
    params: { path: withJson(path, styles.path), query, header: writeHeaders(header, styles.header) },
    body,
    headers: own,
    signal: signal ?? null,
    bodySerializer: (sent: unknown) => serialize(sent, operation),
    querySerializer: (asked: Readonly<Record<string, unknown>>) => writeFields(asked, styles.query),
    middleware: [takeAnswer],
  });
  return answer ?? response;
}

// A browser names the boundary of a form itself.
function hasBody(body: unknown): boolean {
  return body !== undefined && !(body instanceof FormData);
}

async function authorize(token: ClientOptions['token']): Promise<Record<string, string>> {
  const settled = typeof token === 'function' ? await token() : token;
  if (settled === undefined) return {};
  // Said here, because `fetch` would quote the token.
  if (!/^[\x20-\x7e]*$/.test(settled.trim()))
    throw new TypeError('The token has a character that no header can carry.');
  return { Authorization: `Bearer ${settled.trim()}` };
}

function serialize(body: unknown, { sends = 'application/json', styles = {} }: DocumentedOperation): unknown {
  if (sends === 'application/x-www-form-urlencoded' && !(body instanceof URLSearchParams)) {
    return writeForm(body as Readonly<Record<string, unknown>>, styles.body); // the caller's types ask for an object
  }
  return /[/+]json\b/.test(sends) ? JSON.stringify(body) : body;
}
