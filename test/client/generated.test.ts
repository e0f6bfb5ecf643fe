import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { format, resolveConfig } from 'prettier';
import { expect, test } from 'vitest';
import { generateClient } from '../../src/compose-client.js';
import { typeDeclarations } from '../../src/generate/type-declarations.js';

// `npx vitest run test/client/generated.test.ts -u` writes them anew.
test.each(['feishu', 'fungame'])('the client of %s says what its description says', async (api) => {
  const config = await resolveConfig('src/client.ts');
  for (const { name, text } of await generateClient(api, { library: '../library.js' })) {
    const file = `src/client/${api}/${name}`;
    await expect(await format(text, { ...config, parser: 'typescript' })).toMatchFileSnapshot(`../../${file}`);
  }
});

test('the client runs in browsers: of other packages it imports openapi-fetch alone', () => {
  const files = readdirSync('src/client', { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.ts'));
  const sources = ['src/client.ts', ...files.map((name) => join('src/client', name))];
  const imported = sources.flatMap((file) => [...readFileSync(file, 'utf8').matchAll(/\bfrom '([^.'][^']*)'/g)]);
  expect(imported.map(([, name]) => name)).toEqual(['openapi-fetch']);
});

test('a missing openapi-typescript says how to install it', async () => {
  const missing = Object.assign(new Error("Cannot find package 'openapi-typescript'"), {
    code: 'ERR_MODULE_NOT_FOUND',
  });
  await expect(typeDeclarations('openapi/feishu.yaml', () => Promise.reject(missing))).rejects.toMatchObject({
    code: 'PEER_MISSING',
    message: expect.stringContaining('npm install --save-dev openapi-typescript') as string,
  });
});
