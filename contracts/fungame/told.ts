import type { Told } from '../../src/check/contract.js';

/** Where the journeys tell what would be derived from the description. */
export const told: Readonly<Record<string, Told>> = {
  'refuses a request without a credential': { by: 'a request without a credential is refused' },
  'refuses a request with the credential behind the word Basic': { by: 'another authentication scheme is refused' },
  'refuses a request with the credential without the word Bearer': {
    by: 'a token without the word Bearer is refused',
  },
  'refuses a request with a credential that nobody issued': { by: 'a token that nobody issued is refused' },
  'answers a valid request': { by: 'a live token logs out' },
};
