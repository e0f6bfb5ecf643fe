import type { FunGameFixtures, WrongServer } from '../trial-server.js';
import { wrongCredentials } from './wrong/credentials.js';
import { wrongRequests } from './wrong/requests.js';
import { wrongSessions } from './wrong/sessions.js';
import { wrongSuccessBodies } from './wrong/success-body.js';
import { wrongSuccessEnvelopes } from './wrong/success-envelope.js';

/** Servers that keep the document in everything but one thing. */
export const wrongFunGameServers: readonly WrongServer<FunGameFixtures>[] = [
  ...wrongSuccessBodies,
  ...wrongSuccessEnvelopes,
  ...wrongCredentials,
  ...wrongSessions,
  ...wrongRequests,
];
