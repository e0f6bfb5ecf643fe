/** What a description says of its operations as far as a client needs it at run time, by operation id. */
export type DocumentedOperations = Readonly<Record<string, DocumentedOperation>>;

export interface DocumentedOperation {
  /** In lower case. */
  readonly method: Method;
  /** The path template, such as `/pets/{id}`. */
  readonly path: string;
  /** The media type of the request's body. @default none is sent */
  readonly sends?: string;
  /** How query parameters are written that are not written as by default. */
  readonly styles?: Readonly<Record<string, QueryStyle>>;
  /** By status, or by a range of statuses such as `4XX`; a status wins over its range. */
  readonly answers: Readonly<Record<number | string, DocumentedAnswer>>;
}

export type Method = 'get' | 'put' | 'post' | 'delete' | 'options' | 'head' | 'patch' | 'trace';

export interface QueryStyle {
  readonly style: 'form' | 'spaceDelimited' | 'pipeDelimited' | 'deepObject';
  readonly explode: boolean;
}

/** The bodies of an answer by media type; none: it has no body. */
export type DocumentedAnswer = Readonly<Record<string, DocumentedBody>>;

export interface DocumentedBody {
  /** How the body is read; `empty` is a text that is always `''`. */
  readonly as: 'json' | 'text' | 'empty' | 'blob';
  /** Every value of the member `code`, where the body is told apart by it. */
  readonly codes?: readonly (number | string)[];
}
