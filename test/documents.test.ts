import { format, resolveConfig } from 'prettier';
import { basename } from 'node:path';
import { expect, test } from 'vitest';
import { bundledApis } from '../src/bundled.js';
import { describeBoxed } from '../src/boxed.js';
import { loadDescription } from '../src/description/load.js';

// Browsers read no files, and a mock starts at once without: `npx vitest run test/documents.test.ts -u` writes it anew.
test('the module of documents holds what the files of openapi/ say', async () => {
  const apis = await Promise.all([...bundledApis.values()].map(showApi));
  const text = `import type { Document } from './description/document.js';
import type { Statement, Statements } from './description/statements.js';

/** What an API in the box is described by. */
export interface BoxedDocuments {
  readonly own: Document;
  readonly statements: StatedDocument;
  /** Facts from elsewhere that lend their answers to its operations. */
  readonly companions: readonly Document[];
  /** What clients need beside it, such as signing in. */
  readonly beside: readonly { readonly name: string; readonly document: Document }[];
}

/** What a description says of the document behind it. */
export interface StatedDocument extends Omit<Statements, 'byId'> {
  readonly all: readonly Statement[];
}

/** The descriptions of the APIs in the box; valid when they were read. Written by \`test/documents.test.ts\`. */
export const documents: Readonly<Record<string, BoxedDocuments>> = { ${apis.join(',')} };`;
  const config = await resolveConfig('src/documents.ts');
  await expect(await format(text, { ...config, parser: 'typescript' })).toMatchFileSnapshot('../src/documents.ts');
});

type Bundled = typeof bundledApis extends ReadonlyMap<string, infer Api> ? Api : never;

async function showApi({ name, file, companions, beside }: Bundled): Promise<string> {
  const show = async (one: string): Promise<string> => {
    const { document } = await loadDescription(one);
    return `${showJson(document)} as Document`;
  };
  const { title, address, byId } = (await loadDescription(file)).statements;
  const statements = `${showJson({ title, address, all: [...byId.values()] })} as StatedDocument`;
  const showBeside = async (one: string): Promise<string> =>
    `{ name: '${basename(one, '.yaml')}', document: ${await show(one)} }`;
  const [lending, standing] = await Promise.all([
    Promise.all(companions.map(show)),
    Promise.all(beside.map(showBeside)),
  ]);
  return `${name}: { own: ${await show(file)}, statements: ${statements}, companions: [${lending.join(',')}], beside: [${standing.join(',')}] }`;
}

// Engines read long JSON faster than as much source.
function showJson(value: object): string {
  return `JSON.parse(${JSON.stringify(JSON.stringify(value))})`;
}

test.each([...bundledApis.values()])('$name is described without files as with them', async (api) => {
  const boxed = describeBoxed(api.name, api);
  const { file, companions, beside } = api;
  expect(boxed?.own).toEqual(await loadDescription(file, { companions }));
  expect(boxed?.bare).toEqual(await loadDescription(file));
  expect(boxed?.beside).toEqual(await Promise.all(beside.map((one) => loadDescription(one))));
});
