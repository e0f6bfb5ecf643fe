import { parse } from 'yaml';
import { fromSwagger2, type FromSwagger2 } from '../../src/description/from-swagger2.js';
import { follow } from '../../src/description/json-pointer.js';

/** What became of a Swagger document. */
export interface Converted extends FromSwagger2 {
  /** What stands at a JSON Pointer of the converted document. */
  readonly at: (pointer: string) => unknown;
}

/** Converts a Swagger 2.0 document without its head, written as YAML. */
export async function convertSwagger2(text: string, address?: URL): Promise<Converted> {
  const swagger = { swagger: '2.0', info: { title: 't', version: '1' }, ...(parse(text) as object) };
  const converted = await fromSwagger2(swagger, address);
  return { ...converted, at: (pointer) => follow(converted.document, `#${pointer}`) };
}
