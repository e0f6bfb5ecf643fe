import { format, resolveConfig } from 'prettier';
import { expect, test } from 'vitest';
import { bundledApis } from '../src/bundled.js';
import { loadDescription } from '../src/description/load.js';

// The catalog is written from the descriptions: `npx vitest run test/catalog.test.ts -u` writes it anew.
test('the catalog of types says what the descriptions say', async () => {
  const apis = await Promise.all([...bundledApis.values()].map(showApi));
  const text = `/** The operations of the APIs in the box: each answer by its name, with its status. Written by \`test/catalog.test.ts\`. */
export interface Catalog { ${apis.join('\n')} }`;
  const config = await resolveConfig('src/catalog.ts');
  await expect(await format(text, { ...config, parser: 'typescript' })).toMatchFileSnapshot('../src/catalog.ts');
});

type Bundled = typeof bundledApis extends ReadonlyMap<string, infer Api> ? Api : never;

async function showApi({ name, file, companions, beside }: Bundled): Promise<string> {
  const own = await loadDescription(file, { companions });
  const others = await Promise.all(beside.map((other) => loadDescription(other)));
  const operations = [own, ...others].flatMap((description) => description.operations);
  const shown = operations.map(({ id, answers }) => {
    const statuses = answers.map((answer) => `readonly '${answer.name}': ${answer.statusKey};`);
    return `readonly ${id}: { ${[...new Set(statuses)].join('\n')} };`;
  });
  return `readonly ${name}: { ${shown.join('\n')} };`;
}
