import type { WrongTrial } from '../trial-server.js';
import { credentials } from './wrong/credentials.js';
import { messages } from './wrong/messages.js';
import { noSession } from './wrong/no-session.js';
import { nowAndThen } from './wrong/now-and-then.js';
import { requests } from './wrong/requests.js';
import { revocation } from './wrong/revocation.js';
import { successBody } from './wrong/success-body.js';
import { successFields } from './wrong/success-fields.js';
import { successNames } from './wrong/success-names.js';
import { successStatus } from './wrong/success-status.js';
import { wrongTrials } from './wrong-trial.js';

export const wrongFunGameTrials: readonly WrongTrial[] = wrongTrials([
  ...successStatus,
  ...successFields,
  ...successNames,
  ...successBody,
  ...messages,
  ...noSession,
  ...credentials,
  ...revocation,
  ...requests,
  ...nowAndThen,
]);
