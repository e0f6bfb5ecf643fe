import type { Strength } from './trial-server.js';
import type { Handler } from './transport/answer.js';
import type { Listening } from './transport/listen.js';
import { overExpress } from './transport/over-express.js';
import { overHttp } from './transport/over-http.js';
import { overSocket } from './transport/over-socket.js';

export type Transport = (handler: Handler) => Promise<Listening>;

/** One way of being wrong, to be built into a service that keeps its document. */
export interface Fault<Service, Extras> {
  readonly name: string;
  readonly breaks: Breaks;
  readonly strength: Strength;
  readonly change: (service: Service) => void;
  readonly extras: Extras;
}

export type Breaks = readonly [string, ...string[]];

export interface TransportExtras {
  /** The transport that the fault needs to be seen. @default another one from fault to fault */
  readonly over?: Transport;
}

type FaultMaker<Service, Extras> = (
  name: string,
  breaks: Breaks,
  change: (service: Service) => void,
  extras?: Extras,
) => Fault<Service, Extras>;

/** A short hand for the tables of faults. */
export function faultMaker<Service, Extras extends TransportExtras>(
  strength: Strength,
  defaults: Extras,
): FaultMaker<Service, Extras> {
  return (name, breaks, change, extras) => ({ name, breaks, strength, change, extras: { ...defaults, ...extras } });
}

const transports: readonly Transport[] = [
  overHttp,
  (handler) => overSocket(handler),
  overExpress,
  (handler) => overSocket(handler, { chunked: true, spell: (name) => name.toLowerCase() }),
  (handler) => overSocket(handler, { closing: true, spell: (name) => name.toUpperCase() }),
];

/** The transport of the fault at this place of its table. */
export function transportOf(extras: TransportExtras, index: number): Transport {
  return extras.over ?? transports[index % transports.length] ?? overHttp;
}
