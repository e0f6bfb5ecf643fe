import type { Entry } from '../state/journal.js';

/**
 * Entries as server-sent events (HTML Living Standard section 9.2). While none comes, a comment goes out every 15
 * seconds, as the standard advises, so that nobody on the way takes the silence for the end.
 */
export async function* toServerSentEvents(entries: AsyncIterable<Entry>): AsyncIterable<string> {
  const iterator = entries[Symbol.asyncIterator]();
  try {
    let next = iterator.next();
    for (;;) {
      const came = await orSilence(next);
      if (came !== 'silence' && came.done === true) return;
      yield came === 'silence' ? ':\n\n' : toEvent(came.value);
      if (came !== 'silence') next = iterator.next();
    }
  } finally {
    void iterator.return?.(); // it waits for an entry, perhaps for ever
  }
}

function toEvent(entry: Entry): string {
  return `id: ${String(entry.id)}\nevent: entry\ndata: ${JSON.stringify(entry)}\n\n`;
}

async function orSilence<T>(promise: Promise<T>): Promise<T | 'silence'> {
  let timer: NodeJS.Timeout | undefined;
  const silence = new Promise<'silence'>((resolve) => {
    timer = setTimeout(resolve, 15_000, 'silence');
  });
  try {
    return await Promise.race([promise, silence]);
  } finally {
    clearTimeout(timer);
  }
}
