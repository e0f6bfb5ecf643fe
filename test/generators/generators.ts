/** The bundled descriptions that clients are generated from. */
export const apis = ['feishu', 'fungame'] as const;

export type Api = (typeof apis)[number];

/** A generator: where its exercises stand and what it is called with, in `test/generators`. */
export interface Generator {
  /** Its name, as in the table of the README. */
  readonly name: string;
  /** The folder of its exercises; what it generates goes to the same folder below `generated`. */
  readonly folder: string;
  /** The command and its arguments for the client of one API. */
  readonly commandFor: (api: Api) => readonly [command: string, ...args: string[]];
}

/** Every generator, with the options that its own documentation advises for a client on `fetch`. */
export const generators: readonly Generator[] = [
  {
    name: 'openapi-typescript + openapi-fetch',
    folder: 'openapi-fetch',
    commandFor: (api) => ['openapi-typescript', descriptionOf(api), '-o', `generated/openapi-fetch/${api}.d.ts`],
  },
  {
    name: '@hey-api/openapi-ts',
    folder: 'hey-api',
    commandFor: (api) => ['openapi-ts', '-i', descriptionOf(api), '-o', `generated/hey-api/${api}`, '--no-log-file'],
  },
  {
    name: 'orval',
    folder: 'orval',
    commandFor: (api) => ['orval', '-i', descriptionOf(api), '-o', `generated/orval/${api}.ts`, '--client', 'fetch'],
  },
  {
    name: 'kubb',
    folder: 'kubb',
    commandFor: (api) => ['kubb', 'generate', '-c', `kubb/${api}.config.js`],
  },
  {
    name: 'swagger-typescript-api',
    folder: 'swagger-typescript-api',
    commandFor: (api) => [
      ...(['swagger-typescript-api', 'generate', '-p', descriptionOf(api), '-n', `${api}.ts`] as const),
      ...['-o', 'generated/swagger-typescript-api', '--module-name-first-tag', '--disable-throw-on-error'],
    ],
  },
  {
    name: 'oazapfts',
    folder: 'oazapfts',
    commandFor: (api) => ['oazapfts', descriptionOf(api), `generated/oazapfts/${api}.ts`],
  },
];

function descriptionOf(api: Api): string {
  return `../../openapi/${api}.yaml`;
}
