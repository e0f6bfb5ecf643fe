import { describe } from './description/describe.js';
import type { Description } from './description/load.js';
import { statementsFileOf, type Statements } from './description/statements.js';
import { documents, type StatedDocument } from './documents.js';

/** Everything that describes an API in the box; valid as it stands, so that a mock starts at once. */
export interface Boxed {
  /** Its own description, with the answers that its companions lend. */
  readonly own: Description;
  /** The same without them. */
  readonly bare: Description;
  /** What clients need beside it. */
  readonly beside: readonly Description[];
}

/** Where the descriptions of an API were read from. */
export interface BoxedFiles {
  readonly file: string;
  readonly companions: readonly string[];
  readonly beside: readonly string[];
}

/** Describes an API in the box by its name; `undefined` when there is none. Without files nobody can follow edits. */
export function describeBoxed(name: string, files?: BoxedFiles): Boxed | undefined {
  const boxed = documents[name];
  if (boxed === undefined) return undefined;
  const { own, companions } = boxed;
  const statements = toStatements(boxed.statements);
  const filesOf = (file: string | undefined, others: readonly string[] = []): readonly string[] =>
    file === undefined ? [] : [file, ...others, statementsFileOf(file)];
  return {
    // Each is made when it is asked for: a mock needs no bare one, and a check no other.
    get own() {
      return describe(name, own, { companions, statements, files: filesOf(files?.file, files?.companions) });
    },
    get bare() {
      return describe(name, own, { statements, files: filesOf(files?.file) });
    },
    get beside() {
      return boxed.beside.map((one, index) =>
        describe(one.name, one.document, { files: filesOf(files?.beside[index]) }),
      );
    },
  };
}

function toStatements({ all, ...document }: StatedDocument): Statements {
  return { ...document, byId: new Map(all.map((statement) => [statement.id, statement])) };
}
