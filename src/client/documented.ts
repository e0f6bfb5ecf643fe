/** What a description says of its operations as far as a client needs it at run time, by operation id. */
export type DocumentedOperations = Readonly<Record<string, DocumentedOperation>>;

export interface DocumentedOperation {
  /** In lower case. */
  readonly method: Method;
  /** The path template, such as `/pets/{id}`. */
  readonly path: string;
  /** The media type of the request's body. @default none is sent */
  readonly sends?: string;
  /** How parameters and fields of a form are written that are not written as by default, by their place. */
  readonly styles?: Partial<Readonly<Record<'path' | 'query' | 'header' | 'body', Styles>>>;
  /** By status, or by a range of statuses such as `4XX`; a status wins over its range. */
  readonly answers: Readonly<Record<number | string, DocumentedAnswer>>;
}

export type Method = 'get' | 'put' | 'post' | 'delete' | 'options' | 'head' | 'patch' | 'trace';

/** Styles by the name of what is written. */
export type Styles = Readonly<Record<string, Style>>;

/** How a value is written (OpenAPI, Parameter Object, Style Values), or that it is JSON. */
export type Style = 'json' | { readonly style: string; readonly explode: boolean };

/** The bodies of an answer by media type; none: it has no body. */
export type DocumentedAnswer = Readonly<Record<string, DocumentedBody>>;

export interface DocumentedBody {
  /** How the body is read; `empty` is a text that is always `''`. */
  readonly as: 'json' | 'text' | 'empty' | 'blob';
  /** Every value of the member `code`, where the body is told apart by it. */
  readonly codes?: readonly (number | string | null)[];
}
