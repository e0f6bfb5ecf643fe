import type { CheckOptions } from '../index.js';

/** One line on a terminal that tells which case is being tried, as `12/51 a malformed sid is invalid`. */
export interface Progress {
  readonly onStart: CheckOptions['onStart'];
  /** Wipes the line out. */
  end(): void;
}

/** Where progress is shown. */
export type Terminal = Pick<NodeJS.WriteStream, 'isTTY' | 'columns' | 'write'>;

const wipe = '\r\u001b[2K';

/** Shows progress on a terminal; on a pipe or in a file, nothing. */
export function showProgress(terminal: Terminal): Progress {
  if (!terminal.isTTY) return { onStart: undefined, end: () => undefined };
  return {
    onStart({ number, total, title }) {
      // A line that wraps could not be wiped out whole.
      const line = `${String(number)}/${String(total)} ${title}`.slice(0, Math.max((terminal.columns || 80) - 1, 1));
      terminal.write(`${wipe}${line}`);
    },
    end() {
      terminal.write(wipe);
    },
  };
}
