import type { Schema } from '../description/document.js';
import type { SchemaReader } from '../description/schemas.js';
import type { Budget } from './budget.js';
import type { Composition } from './compose.js';
import type { Effort } from './efforts.js';

/** A place of the value that is made up. */
export interface Place {
  /** They hold together. */
  readonly schemas: readonly Schema[];
  /** The name or the index at which it stands in the place around it. */
  readonly key: string;
  readonly outer: Place | undefined;
  /** The name of the member, or of the list that it is an item of. */
  readonly name: string | undefined;
  /** How many objects and lists it stands in. */
  readonly depth: number;
  readonly open: Open | undefined;
  /** Counted from 0: the first value that does, or a further one. */
  readonly number: number;
  /** Whether it may be left out. */
  readonly isOptional: boolean;
  /** Values to try before all others. */
  readonly hints: readonly unknown[];
  /** Values of the request by name, which are also values of the members here. */
  readonly given: ReadonlyMap<string, unknown>;
}

/** What an object or list is known by, and those around it; to come upon one of them again is recursion. */
export interface Open {
  readonly heads: ReadonlySet<unknown>;
  readonly outer: Open | undefined;
}

/** What the parts of one value are made up with. */
export interface Making {
  readonly reader: SchemaReader;
  readonly effort: Effort;
  readonly budget: Budget;
  /** Members that are left out, though they may be required. */
  readonly hidden: 'readOnly' | 'writeOnly';
  /** Composes what schemas say, and what was said before. */
  readonly compose: (schemas: readonly Schema[], before?: Composition) => Composition;
  readonly allows: (schema: Schema, value: unknown) => boolean;
  /** @returns `undefined` where none was found. */
  readonly make: (place: Place) => unknown;
}
