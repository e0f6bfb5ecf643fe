import pico from 'picocolors';
import type { Fault } from '../state/queue.js';

/** One request, for the log. Holds no credential, no query and no body. */
export interface LogLine {
  readonly method: string;
  readonly path: string;
  readonly status: number;
  /** The name of the documented answer. */
  readonly answer: string;
  readonly why: string;
  readonly milliseconds: number;
  /** @default the default world */
  readonly world?: string;
  /** How the answer went wrong on its way, if that was planned. */
  readonly fault?: Fault;
}

export type LogFormat = 'text' | 'json' | 'none';

/** How a request is written down, by format. */
export const formatLog: Readonly<Record<LogFormat, (line: LogLine) => string>> = {
  text: ({ method, path, status, answer, why, milliseconds, world, fault }) => {
    const colour = status < 400 ? pico.green : status < 500 ? pico.yellow : pico.red;
    const told = colour(answer === String(status) ? answer : `${String(status)} ${answer}`);
    const where = world === undefined ? '' : pico.dim(`[${world}] `);
    const broken = fault === undefined ? '' : pico.magenta(` ${fault}`);
    const time = pico.dim(`${milliseconds.toFixed(1)} ms`);
    return `${where}${method} ${printable(path)} ${told}${broken} ${pico.dim('·')} ${printable(why)} ${time}\n`;
  },
  json: ({ method, path, status, answer, why, milliseconds, world, fault }) => {
    const told = { method, status, answer, milliseconds, world, fault, path: printable(path), why: printable(why) };
    return `{"time":"${timeOf(Date.now())}",${JSON.stringify(told).slice(1)}\n`;
  },
  none: () => '',
};

let last = { milliseconds: 0, time: '' };

// Many requests come within a millisecond.
function timeOf(milliseconds: number): string {
  if (last.milliseconds !== milliseconds) last = { milliseconds, time: new Date(milliseconds).toISOString() };
  return last.time;
}

// A path is the client's text: it must not steer the terminal nor flood it.
function printable(text: string): string {
  const plain = text.replace(/[\x00-\x1f\x7f-\x9f]/g, '?');
  return plain.length > 300 ? `${plain.slice(0, 300)}…` : plain;
}
