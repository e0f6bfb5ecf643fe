import { faultMaker, transportOf, type Fault as AnyFault, type TransportExtras } from '../fault.js';
import type { WrongTrial } from '../trial-server.js';
import { LogoutService, type Ask, type RuleName } from './logout-service.js';

interface Extras extends TransportExtras {
  /** @default by turns; `plain` where a letter is broken */
  readonly flavour?: 'plain' | 'gateway';
}

export type Fault = AnyFault<LogoutService, Extras>;

/** A fault that every run has to find. */
export const must: ReturnType<typeof faultMaker<LogoutService, Extras>> = faultMaker<LogoutService, Extras>('must', {});

/** A fault that only `--strict` has to find. */
export const letter: ReturnType<typeof faultMaker<LogoutService, Extras>> = faultMaker<LogoutService, Extras>(
  'letter',
  { flavour: 'plain' },
);

/** Makes servers of faults, one of several transports each. */
export function wrongTrials(faults: readonly Fault[]): WrongTrial[] {
  return faults.map(({ name, breaks, strength, change, extras }, index) => ({
    name: `feishu: ${name}`,
    breaks,
    strength,
    start: async () => {
      const service = new LogoutService(extras.flavour ?? (index % 3 === 1 ? 'gateway' : 'plain'));
      change(service);
      const { url, close } = await transportOf(extras, index)((call) => service.handle(call));
      return { target: { url, ...service.directory.fixtures() }, close };
    },
  }));
}

/** The rule no longer sees the requests that are chosen. */
export function overlook(service: LogoutService, name: RuleName, chosen: (ask: Ask) => boolean = () => true): void {
  const rule = service.rules.get(name);
  if (rule === undefined) throw new Error(`The service has no rule ${name}.`);
  service.rules.set(name, (ask) => (chosen(ask) ? undefined : rule(ask)));
}

/** The service refuses what it has to accept. */
export function refuseWhere(service: LogoutService, chosen: (ask: Ask) => boolean): void {
  service.rules.set('fault', (ask) => (chosen(ask) ? service.parameter('request') : undefined));
}
