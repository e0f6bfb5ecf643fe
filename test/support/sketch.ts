/** An operation of a description, in short. */
export interface Sketch {
  /** The text that it answers with. */
  readonly says: string;
  readonly parameters?: readonly object[];
  readonly requestBody?: object;
}

export function operation({ says, parameters = [], requestBody }: Sketch): object {
  const ok = { description: 'ok', content: { 'text/plain': { schema: { type: 'string' }, example: says } } };
  return { parameters, ...(requestBody && { requestBody }), responses: { '200': ok } };
}

export function describePaths(paths: Readonly<Record<string, object>>): object {
  return { openapi: '3.0.3', info: { title: 't', version: '1' }, paths };
}

export function inPath(name: string): object {
  return { name, in: 'path', required: true, schema: { type: 'string' } };
}
