import type { ConformingServer, FunGameFixtures } from '../trial-server.js';
import { behindAPrefix } from './conforming/behind-a-prefix.js';
import { chunked } from './conforming/chunked.js';
import { doorkeeper } from './conforming/doorkeeper.js';
import { gzipped } from './conforming/gzipped.js';
import { noExtras } from './conforming/no-extras.js';
import { problemDetails } from './conforming/problem-details.js';
import { rawSocket } from './conforming/raw-socket.js';
import { signedTokens } from './conforming/signed-tokens.js';
import { slow } from './conforming/slow.js';
import { tokenMap } from './conforming/token-map.js';
import { lawfulFunGameServers } from './lawful.js';

/** Servers that all keep the document, each in its own way. They share nothing but how a server is opened and closed. */
export const conformingFunGameServers: readonly ConformingServer<FunGameFixtures>[] = [
  tokenMap,
  signedTokens,
  problemDetails,
  chunked,
  gzipped,
  slow,
  rawSocket,
  doorkeeper,
  behindAPrefix,
  noExtras,
  ...lawfulFunGameServers,
];
