/** What was made for a text before, or else what is made now. */
export type Memo<T> = (text: string, make: (text: string) => T) => T;

const mostRemembered = 1000;
const longestRemembered = 1000;

/** Remembers what was made for the last texts. Clients may have written them, so there are only so many, and short ones. */
export function createMemo<T>(): Memo<T> {
  const known = new Map<string, T>();
  return (text, make) => {
    const remembered = known.get(text);
    if (remembered !== undefined) return remembered;
    const made = make(text);
    if (known.size >= mostRemembered) known.clear();
    if (text.length <= longestRemembered) known.set(text, made);
    return made;
  };
}

/** Remembers what was made for each object, as long as the object lives. */
export function createMemoOf<K extends object, T extends object>(make: (key: K) => T): (key: K) => T {
  const known = new WeakMap<K, T>();
  return (key) => {
    const remembered = known.get(key);
    if (remembered !== undefined) return remembered;
    const made = make(key);
    known.set(key, made);
    return made;
  };
}
