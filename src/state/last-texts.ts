/** The last of many texts, each with something that belongs to it. */
export interface LastTexts<T> {
  add(text: string, about: T): void;
  /** Gives everything out, and begins anew. */
  take(): Taken<T>;
}

export interface Taken<T> {
  /** How many were added since the last time. */
  readonly count: number;
  /** Those of them that were kept, in order. */
  readonly last: readonly { readonly text: string; readonly about: T }[];
}

const smallestPage = 2048;
const largestPage = 64 * 1024;

/**
 * Keeps the last texts, at least so many and three times as many at most, as bytes on pages that are used again. As
 * strings they stood in the garbage collector's way: its pauses were twice as long, and requests took a tenth more time.
 */
export function keepLastTexts<T>(limit: number): LastTexts<T> {
  let pages: Page<T>[] = [];
  let count = 0;
  // The page that is written next: one that is not needed any more, or a new one, larger than before.
  const turn = (atLeast: number): Page<T> => {
    let onPages = pages.reduce((sum, page) => sum + page.count, 0);
    let free: Page<T> | undefined;
    for (let [oldest] = pages; oldest !== undefined && onPages - oldest.count >= limit; [oldest] = pages) {
      free = pages.shift();
      onPages -= oldest.count;
    }
    const size = Math.min(2 * (pages.at(-1)?.size ?? smallestPage / 2), largestPage);
    const page = free !== undefined && free.size >= atLeast ? free.clear() : new Page<T>(Math.max(size, atLeast));
    pages.push(page);
    return page;
  };
  return {
    add(text, about) {
      const mostBytes = 3 * text.length; // UTF-8 takes three for a unit of UTF-16 at most
      let page = pages.at(-1);
      // Empty texts would never fill it.
      if (page === undefined || page.room < mostBytes || page.count >= limit) page = turn(mostBytes);
      page.add(text, about);
      count += 1;
    },
    take() {
      const last = pages.flatMap((page) => page.read()).slice(-limit);
      const taken = { count, last };
      pages = [];
      count = 0;
      return taken;
    },
  };
}

const encoder = new TextEncoder();
const decoder = new TextDecoder('utf-8', { ignoreBOM: true });

class Page<T> {
  readonly #bytes: Uint8Array;
  readonly #ends: number[] = [];
  readonly #abouts: T[] = [];

  /** @param size in bytes. */
  constructor(size: number) {
    this.#bytes = new Uint8Array(size);
  }

  get size(): number {
    return this.#bytes.length;
  }

  get count(): number {
    return this.#abouts.length;
  }

  /** How many bytes are free. */
  get room(): number {
    return this.size - this.#end;
  }

  add(text: string, about: T): void {
    const start = this.#end;
    const { written } = encoder.encodeInto(text, this.#bytes.subarray(start));
    this.#ends.push(start + written);
    this.#abouts.push(about);
  }

  read(): Taken<T>['last'] {
    return this.#abouts.map((about, index) => {
      const bytes = this.#bytes.subarray(this.#ends[index - 1] ?? 0, this.#ends[index]);
      return { text: decoder.decode(bytes), about };
    });
  }

  clear(): this {
    this.#ends.length = 0;
    this.#abouts.length = 0;
    return this;
  }

  get #end(): number {
    return this.#ends.at(-1) ?? 0;
  }
}
