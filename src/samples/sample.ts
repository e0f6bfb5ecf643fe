/** Where a value is used: what is read only is no part of a request, what is write only none of a reply. */
export type Use = 'request' | 'reply';

export interface SampleOptions {
  readonly use: Use;
  /** The name of the member or parameter, which may tell what kind of value is likely. @default none */
  readonly name?: string | undefined;
  /** Counted from 0: the first value that does, or a further one. @default 0 */
  readonly number?: number | undefined;
  /** Makes values by chance, the same ones for the same seed. @default the likeliest values, documented ones first */
  readonly seed?: number | undefined;
  /** Values of the request by name, which are also those of members of the sample. @default none */
  readonly given?: ReadonlyMap<string, unknown> | undefined;
}

/** A value that a schema allows, or why none was found. */
export type Sample = { readonly kind: 'value'; readonly value: unknown } | NoSample;

export interface NoSample {
  readonly kind: 'none';
  readonly reason: string;
  /** The reference to the schema that nothing was found for, if one led to it. */
  readonly schema?: string | undefined;
}
