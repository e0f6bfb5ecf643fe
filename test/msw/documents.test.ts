import { format, resolveConfig } from 'prettier';
import { expect, test } from 'vitest';
import { bundledApis } from '../../src/bundled.js';
import { loadDescription } from '../../src/description/load.js';

// Browsers read no files: `npx vitest run test/msw/documents.test.ts -u` writes the module anew.
test('the module of documents holds what the files of openapi/ say', async () => {
  const apis = await Promise.all([...bundledApis.values()].map(showApi));
  const text = `import type { Document } from '../description/document.js';

/** What an API in the box is described by. */
export interface BoxedDocuments {
  readonly own: Document;
  /** Facts from elsewhere that lend their answers to its operations. */
  readonly companions: readonly Document[];
  /** What clients need beside it, such as signing in. */
  readonly beside: readonly Document[];
}

/** The descriptions of the APIs in the box, dereferenced; valid when they were read. Written by \`test/msw/documents.test.ts\`. */
export const documents: Readonly<Record<string, BoxedDocuments>> = { ${apis.join(',')} };`;
  const config = await resolveConfig('src/msw/documents.ts');
  await expect(await format(text, { ...config, parser: 'typescript' })).toMatchFileSnapshot(
    '../../src/msw/documents.ts',
  );
});

type Bundled = typeof bundledApis extends ReadonlyMap<string, infer Api> ? Api : never;

async function showApi({ name, file, companions, beside }: Bundled): Promise<string> {
  const show = async (one: string): Promise<string> => {
    const { document } = await loadDescription(one);
    return `JSON.parse(${JSON.stringify(JSON.stringify(document))}) as Document`;
  };
  const [own = '', ...others] = await Promise.all([file, ...companions, ...beside].map(show));
  const lists = [others.slice(0, companions.length), others.slice(companions.length)];
  const [lending, standing] = lists.map((list) => `[${list.join(',')}]`);
  return `${name}: { own: ${own}, companions: ${lending ?? ''}, beside: ${standing ?? ''} }`;
}
