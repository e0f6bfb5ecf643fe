import type { Schema } from '../../../description/document.js';
import type { Operation } from '../../../description/operations.js';
import type { ResourceAction } from '../../../description/state-rule.js';

/** Things that come and go: a collection with the operations that list, create, read, change and delete what is in it. */
export interface Resource {
  /** What it is told by, such as `books`. */
  readonly name: string;
  /** What its state is kept by; an edit of the description does not change it. */
  readonly id: string;
  /** The member that tells one from another, such as `id`. */
  readonly keyMember: string;
  /** What each of its things is, as it is read. */
  readonly schema: Schema;
  readonly deeds: readonly Deed[];
}

/** What one operation does. */
export interface Deed {
  readonly action: ResourceAction;
  readonly operation: Operation;
  /** The path parameters that say in which collection, the outer ones first. */
  readonly parents: readonly string[];
  /** Where the request says which thing: the tokens of a JSON Pointer into it. Absent for `list` and `create`. */
  readonly key?: readonly string[];
}

/** A thing as it is kept. */
export interface Kept {
  /** The values of the path parameters that say in which collection it is. */
  readonly parents: readonly string[];
  readonly key: string;
  readonly value: Readonly<Record<string, unknown>>;
  /** Another one after each change. */
  readonly version: string;
  /** Whether it was there from the start. */
  readonly isSeed?: true;
}
