import { faultMaker, transportOf, type Fault as AnyFault, type TransportExtras } from '../fault.js';
import type { WrongTrial } from '../trial-server.js';
import { SessionService } from './session-service.js';

interface Extras extends TransportExtras {
  /** Whether the live tokens come as a list in place of a command. @default every fourth fault */
  readonly listed?: boolean;
}

export type Fault = AnyFault<SessionService, Extras>;

/** A fault that every run has to find. */
export const must: ReturnType<typeof faultMaker<SessionService, Extras>> = faultMaker<SessionService, Extras>(
  'must',
  {},
);

/** A fault that only `--strict` has to find. */
export const letter: ReturnType<typeof faultMaker<SessionService, Extras>> = faultMaker<SessionService, Extras>(
  'letter',
  {},
);

/** Makes servers of faults, one of several transports and kinds of fixtures each. */
export function wrongTrials(faults: readonly Fault[]): WrongTrial[] {
  return faults.map(({ name, breaks, strength, change, extras }, index) => ({
    name: `fungame: ${name}`,
    breaks,
    strength,
    start: async () => {
      const service = new SessionService();
      change(service);
      const { url, close } = await transportOf(extras, index)((call) => service.handle(call));
      const { mint } = service;
      const fixtures = (extras.listed ?? index % 4 === 3) ? mint.listedFixtures() : mint.fixtures();
      return { target: { url, ...fixtures }, close };
    },
  }));
}
