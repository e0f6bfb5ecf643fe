import type { WrongTrial } from '../trial-server.js';
import { acceptedTooMuch } from './wrong/accepted-too-much.js';
import { credentialsAndState } from './wrong/credentials-and-state.js';
import { refusals } from './wrong/refusals.js';
import { refusedTooMuch } from './wrong/refused-too-much.js';
import { successAnswers } from './wrong/success-answers.js';
import { wrongTrials } from './wrong-trial.js';

export const wrongFeishuTrials: readonly WrongTrial[] = wrongTrials([
  ...successAnswers,
  ...acceptedTooMuch,
  ...refusedTooMuch,
  ...refusals,
  ...credentialsAndState,
]);
