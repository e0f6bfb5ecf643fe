import type { FeishuFixtures, WrongServer } from '../trial-server.js';
import { wrongFailures, wrongRoutes, wrongSuccesses } from './wrong/answers.js';
import { wrongBodies } from './wrong/bodies.js';
import { wrongCredentials } from './wrong/credentials.js';
import { wrongIdentifiers } from './wrong/identifiers.js';
import { wrongLogoutTypes } from './wrong/logout-types.js';
import { wrongReasons, wrongSids, wrongTerminals } from './wrong/members.js';
import { wrongMemories } from './wrong/memory.js';

/** Servers that keep the document except in one way each. */
export const wrongFeishuServers: readonly WrongServer<FeishuFixtures>[] = [
  ...wrongCredentials,
  ...wrongRoutes,
  ...wrongBodies,
  ...wrongLogoutTypes,
  ...wrongIdentifiers,
  ...wrongTerminals,
  ...wrongReasons,
  ...wrongSids,
  ...wrongSuccesses,
  ...wrongFailures,
  ...wrongMemories,
];
