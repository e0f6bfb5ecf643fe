import type { DocumentedOperations } from './documented.js';
import type { Result } from './results.js';

/** One method for each operation of a description, by its id. */
export type TypedClient<Paths, Operations extends DocumentedOperations> = {
  readonly [Id in keyof Operations]: (
    ...call: Arguments<CallOptions<TypesOf<Paths, Operations[Id]>, Member<Operations[Id], 'sends'>>>
  ) => Promise<Result<ResponsesOf<TypesOf<Paths, Operations[Id]>>, Operations[Id]>>;
};

/** What one call is given beside the parameters and the body that its operation documents. */
export interface AnyCall {
  /** Further headers. @default none */
  readonly headers?: Readonly<Record<string, string>> | undefined;
  readonly signal?: AbortSignal | undefined;
}

type Arguments<Options> = Partial<Options> extends Options ? [options?: Options] : [options: Options];

type TypesOf<Paths, Operation extends { path: string; method: string }> = Operation['path'] extends keyof Paths
  ? Member<Paths[Operation['path']], Operation['method']>
  : never;

type Member<Item, Key> = Key extends keyof Item ? Item[Key] : never;

type ResponsesOf<Types> = Member<Types, 'responses'>;

type CallOptions<Types, Sends> = Parameters<Member<Types, 'parameters'>> & Body<Types, Sends> & AnyCall;

type Parameters<All> = Pick<All, Extract<keyof All, 'query' | 'path' | 'header' | 'cookie'>>;

type Body<Types, Sends> = [ContentOf<Types>] extends [never]
  ? { readonly body?: never }
  : Types extends { readonly requestBody: unknown }
    ? { readonly body: Sent<ContentOf<Types>, Sends> }
    : { readonly body?: Sent<ContentOf<Types>, Sends> };

type ContentOf<Types> = Member<NonNullable<Member<Types, 'requestBody'>>, 'content'>;

type Sent<Content, Sends> = Sends extends `multipart/${string}`
  ? FormData
  : Sends extends `${string}json${string}` | 'application/x-www-form-urlencoded'
    ? Member<Content, Sends>
    : string | Blob;
