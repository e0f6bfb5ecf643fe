import { createClient as createFeishu, type Client as FeishuClient } from './client/feishu/client.js';
import { examples as feishu } from './client/feishu/examples.js';
import { createClient as createFunGame, type Client as FunGameClient } from './client/fungame/client.js';
import { examples as fungame } from './client/fungame/examples.js';
import type { ClientOptions } from './client/library.js';

export * from './client/library.js';
export type { FeishuClient, FunGameClient };

/** The clients of the APIs in the box. */
export interface Clients {
  readonly feishu: FeishuClient;
  readonly fungame: FunGameClient;
}

/** The documented answers of the APIs in the box, by operation and name, as the clients give them. */
export const examples: { readonly feishu: typeof feishu; readonly fungame: typeof fungame } = { feishu, fungame };

const creators: { readonly [Api in keyof Clients]: (options?: ClientOptions) => Clients[Api] } = {
  feishu: createFeishu,
  fungame: createFunGame,
};

/** A client of an API in the box, of its own server unless `baseUrl` names another. */
export function createClient<Api extends keyof Clients>(api: Api, options: ClientOptions = {}): Clients[Api] {
  return creators[api](options);
}
