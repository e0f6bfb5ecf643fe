import { isObject } from '../../../description/json-value.js';
import { pointerTokens } from '../../../description/json-pointer.js';
import { holdsAtMost } from './size-of.js';

/** What came of a patch: the changed value, or the operation that cannot be carried out, and why. */
export type Patched =
  | { readonly kind: 'patched'; readonly value: unknown }
  | { readonly kind: 'refused'; readonly index: number; readonly message: string };

const mostOperations = 1000;
/** Values, each member and item counted, that all copies of one patch hold together. */
const mostCopied = 100_000;

/**
 * A value changed by a JSON Patch (RFC 6902), all of it or nothing. Written here because what libraries there are take
 * members of the names that every object has for what every object has.
 */
export function applyJsonPatch(value: unknown, patch: readonly unknown[]): Patched {
  if (patch.length > mostOperations) {
    return {
      kind: 'refused',
      index: mostOperations,
      message: `there are more than ${String(mostOperations)} operations`,
    };
  }
  const document = new PatchedDocument(value);
  for (const [index, operation] of patch.entries()) {
    const trouble = isObject(operation) ? document.apply(operation) : 'is no operation';
    if (trouble !== undefined) return { kind: 'refused', index, message: trouble };
  }
  return { kind: 'patched', value: document.value };
}

type Members = Readonly<Record<string, unknown>>;

const gone = Symbol('nothing stands there');

class PatchedDocument {
  #root: { '': unknown };
  #copied = 0;

  constructor(value: unknown) {
    this.#root = { '': structuredClone(value) };
  }

  get value(): unknown {
    return this.#root[''];
  }

  /** @returns why it cannot be carried out. */
  apply(operation: Members): string | undefined {
    const { path, from } = operation;
    if (!isPointer(path)) return 'its path is no JSON Pointer';
    if (isPointer(from)) return this.#applyFrom(operation['op'], path, from);
    if (operation['op'] === 'remove') return this.#remove(path);
    if (!Object.hasOwn(operation, 'value')) return 'it lacks a value, or a JSON Pointer to take it from';
    return this.#applyValue(operation['op'], path, operation['value']);
  }

  #applyValue(op: unknown, path: string, value: unknown): string | undefined {
    switch (op) {
      case 'add':
        return this.#add(path, value);
      case 'replace':
        return this.#get(path) === gone ? nothingThere : this.#set(path, value);
      case 'test':
        return isSame(this.#get(path), value) ? undefined : 'what stands there is another value';
      default:
        return unknownOperation;
    }
  }

  #applyFrom(op: unknown, path: string, from: string): string | undefined {
    const source = this.#get(from);
    if (source === gone) return 'nothing stands where it takes from';
    if (op === 'copy') return this.#copy(path, source);
    if (op !== 'move') return unknownOperation;
    if (path !== from && path.startsWith(`${from}/`)) return 'it would move a value into itself';
    return this.#remove(from) ?? this.#add(path, source);
  }

  #copy(path: string, source: unknown): string | undefined {
    const count = holdsAtMost(source, mostCopied - this.#copied);
    if (count === undefined) return 'it copies too much';
    this.#copied += count;
    return this.#add(path, structuredClone(source));
  }

  #add(path: string, value: unknown): string | undefined {
    const { parent, name } = this.#find(path);
    if (!Array.isArray(parent)) return this.#set(path, value);
    const index = name === '-' ? parent.length : indexIn(name, parent.length);
    if (index === undefined) return 'it is no index of that list';
    parent.splice(index, 0, structuredClone(value));
    return undefined;
  }

  #set(path: string, value: unknown): string | undefined {
    const { parent, name } = this.#find(path);
    if (Array.isArray(parent)) parent[Number(name)] = structuredClone(value);
    else if (isObject(parent)) define(parent, name, structuredClone(value));
    else return nothingThere;
    return undefined;
  }

  #remove(path: string): string | undefined {
    if (this.#get(path) === gone) return nothingThere;
    const { parent, name } = this.#find(path);
    if (Array.isArray(parent)) parent.splice(Number(name), 1);
    else if (name === '' && parent === this.#root) define(parent, '', null);
    else Reflect.deleteProperty(parent as object, name); // something stands there
    return undefined;
  }

  #get(path: string): unknown {
    const { parent, name } = this.#find(path);
    return childOf(parent, name);
  }

  #find(path: string): { readonly parent: unknown; readonly name: string } {
    const tokens = ['', ...pointerTokens(path)];
    const name = tokens.pop() ?? '';
    return { parent: tokens.reduce<unknown>(childOf, this.#root), name };
  }
}

const nothingThere = 'nothing stands there';
const unknownOperation = 'its op is none of add, remove, replace, move, copy and test';

function isPointer(value: unknown): value is string {
  return typeof value === 'string' && /^(?:\/|$)/.test(value);
}

function childOf(value: unknown, name: string): unknown {
  if (Array.isArray(value)) {
    const index = indexIn(name, value.length - 1);
    return index === undefined ? gone : (value as readonly unknown[])[index];
  }
  return isObject(value) && Object.hasOwn(value, name) ? value[name] : gone;
}

// RFC 6901 section 4: no leading zeros.
function indexIn(token: string, last: number): number | undefined {
  const index = /^(?:0|[1-9]\d{0,14})$/.test(token) ? Number(token) : undefined;
  return index === undefined || index > last ? undefined : index;
}

// `__proto__` is a name like any other.
function define(owner: object, name: string, value: unknown): void {
  Object.defineProperty(owner, name, { value, writable: true, enumerable: true, configurable: true });
}

// RFC 6902 section 4.6
function isSame(one: unknown, other: unknown): boolean {
  if (Array.isArray(one) && Array.isArray(other)) {
    return one.length === other.length && one.every((item, index) => isSame(item, (other as unknown[])[index]));
  }
  if (!isObject(one) || !isObject(other)) return one === other;
  const names = Object.keys(one);
  return (
    names.length === Object.keys(other).length &&
    names.every((name) => Object.hasOwn(other, name) && isSame(one[name], other[name]))
  );
}
