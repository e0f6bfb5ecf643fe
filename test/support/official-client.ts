import { randomUUID } from 'node:crypto';
import { Client } from '@larksuiteoapi/node-sdk';
import { expect } from 'vitest';

export type Logout = Client['passport']['v1']['session']['logout'];

type ClientOptions = ConstructorParameters<typeof Client>[0];

/** The official client, set up as an app would, but told where the mock is and to keep its log to itself. */
export function createClient(domain: string, options: Partial<ClientOptions> = {}): Client {
  const ignore = (): void => undefined;
  const logger = { error: ignore, warn: ignore, info: ignore, debug: ignore, trace: ignore };
  // Its cache of tokens is shared by all clients of an app, so each test is an app of its own.
  return new Client({ appId: `cli_${randomUUID()}`, appSecret: 'secret', domain, logger, ...options });
}

export interface Refusal {
  readonly name: string;
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly data: { readonly code: number; readonly msg: string; readonly error?: object };
}

/** What the client throws when it is refused: an error of axios. */
export async function refusalOf(call: Promise<unknown>): Promise<Refusal> {
  const error = (await call.then(
    () => expect.fail('the client was not refused'),
    (reason: unknown) => reason,
  )) as { readonly name: string; readonly response: Omit<Refusal, 'name'> };
  const { status, headers, data } = error.response;
  return { name: error.name, status, headers, data };
}
