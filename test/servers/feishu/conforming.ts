import type { ConformingServer, FeishuFixtures } from '../trial-server.js';
import { chunked } from './conforming/chunked.js';
import { gateway } from './conforming/gateway.js';
import { lenient } from './conforming/lenient.js';
import { literal } from './conforming/literal.js';
import { middleware } from './conforming/middleware.js';
import { onceOnly } from './conforming/once-only.js';
import { rateLimited } from './conforming/rate-limited.js';
import { rawSocket } from './conforming/raw-socket.js';
import { sessionStore } from './conforming/session-store.js';
import { slowPretty } from './conforming/slow-pretty.js';
import { strictSchema } from './conforming/strict-schema.js';
import { terse } from './conforming/terse.js';
import { warmingUp } from './conforming/warming-up.js';
import { lawfulFeishuServers } from './lawful.js';

/** Servers by different hands that all keep the document, each in its own lawful way. */
export const conformingFeishuServers: readonly ConformingServer<FeishuFixtures>[] = [
  literal,
  terse,
  onceOnly,
  gateway,
  slowPretty,
  chunked,
  strictSchema,
  lenient,
  rateLimited,
  warmingUp,
  middleware,
  sessionStore,
  rawSocket,
  ...lawfulFeishuServers,
];
