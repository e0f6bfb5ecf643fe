export { createTypedClient, type ClientOptions } from './create-typed-client.js';
export type { DocumentedOperation, DocumentedOperations } from './documented.js';
export type { Result } from './results.js';
export type { AnyCall, TypedClient } from './typed-client.js';
export { UndocumentedAnswer } from './undocumented-answer.js';
