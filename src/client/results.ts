import type { DocumentedAnswer, DocumentedBody, DocumentedOperation } from './documented.js';

/**
 * Every documented answer of an operation: one member for each status, or for each error code where the body of a
 * status is told apart by its `code`.
 */
export type Result<Responses, Operation extends DocumentedOperation> = {
  [Key in keyof Operation['answers']]: Answered<
    StatusOf<Key, keyof Operation['answers']>,
    Operation['answers'][Key],
    ContentAt<Responses, Key>,
    IsCoded<Operation>
  >;
}[keyof Operation['answers']];

// A range stands for the statuses that are not documented themselves.
type StatusOf<Key, Keys> = Key extends number
  ? Key
  : Key extends `${infer Hundred extends number}XX`
    ? Exclude<NumberOf<`${Hundred}${Digit}${Digit}`>, Keys>
    : never;

type NumberOf<Text> = Text extends `${infer Value extends number}` ? Value : never;

type Digit = 0 | 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8 | 9;

// A range that the description does not name stands for its `default`.
type ContentAt<Responses, Key> = Key extends keyof Responses
  ? ContentOf<Responses[Key]>
  : 'default' extends keyof Responses
    ? ContentOf<Responses['default']>
    : never;

type ContentOf<Response> = Response extends { readonly content: infer Content } ? Content : never;

type IsCoded<Operation extends DocumentedOperation> =
  Extract<
    ValueOf<{ [Key in keyof Operation['answers']]: ValueOf<Operation['answers'][Key]> }>,
    { readonly codes: unknown }
  > extends never
    ? false
    : true;

type ValueOf<Record> = Record[keyof Record];

type Answered<Status extends number, Answer extends DocumentedAnswer, Content, Coded> = keyof Answer extends never
  ? WithoutCode<Status, undefined, Coded>
  : ValueOf<{ [Media in keyof Answer]: AnsweredAs<Status, Answer[Media], Member<Content, Media>, Coded> }>;

type Member<Content, Media> = Media extends keyof Content ? Content[Media] : unknown;

type AnsweredAs<Status extends number, Body extends DocumentedBody, Json, Coded> = Body extends {
  readonly codes: readonly (infer Code)[];
}
  ? WithCode<Status, Json, Code>
  : WithoutCode<Status, ReadAs<Body['as'], Json>, Coded>;

type ReadAs<As, Json> = As extends 'json' ? Json : As extends 'empty' ? '' : As extends 'blob' ? Blob : string;

type WithCode<Status extends number, Json, Code> = Code extends unknown
  ? Head<Status> & { readonly code: Code; readonly body: BodyWith<Json, Code> }
  : never;

// Of a body that is one of several, those alternatives that may have this code.
type BodyWith<Json, Code> = Json extends { readonly code: infer Codes }
  ? Code extends Codes
    ? Json & { readonly code: Code }
    : never
  : never;

type WithoutCode<Status extends number, Body, Coded> = Head<Status> & { readonly body: Body } & (Coded extends true
    ? { readonly code?: undefined }
    : unknown);

interface Head<Status extends number> {
  readonly status: Status;
  /** Whether the status is one of success, 200 to 299. */
  readonly ok: `${Status}` extends `2${string}` ? true : false;
}
