/** Something that a description says and that is not served as it says. */
export interface Loss {
  /** Where it stands, as a JSON Pointer into the document as it was written. */
  readonly pointer: string;
  readonly message: string;
}
