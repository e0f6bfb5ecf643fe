import { mkdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { installPacked, startThere, type Installed } from '../support/packed.js';

const root = join(import.meta.dirname, '../..');
const { resolve } = createRequire(import.meta.url);
const peers = ['vitest', '@playwright/test', 'msw'];

let installed: Installed;

beforeAll(async () => {
  installed = await installPacked();
}, 120_000);

afterAll(() => rm(installed.folder, { recursive: true, maxRetries: 5 }));

test('the command checks, and starts and stops a mock, from an empty folder', { timeout: 60_000 }, async () => {
  const { run, folder } = installed;
  expect(await run('npx', ['signoff', 'check', 'feishu', '--strict'])).toContain('The document is kept to the letter.');
  const mock = await startThere(folder, 'npx', ['signoff', 'mock', 'fungame', '-p', '0']);
  const { status } = await fetch(`${mock.url}/user/logout`, { method: 'POST' });
  expect(status).toBe(401);
  await mock.stop();
  await expect(fetch(mock.url)).rejects.toThrow();
});

test('what needs no peer is imported by its name without any', { timeout: 60_000 }, async () => {
  const { run, folder } = installed;
  await writeFile(
    join(folder, 'use.js'),
    `import { createMock } from 'signoff';
     import * as client from 'signoff/client';
     import { feishuContract, fungameContract } from 'signoff/contracts';
     import manifest from 'signoff/package.json' with { type: 'json' };
     import feishu from 'signoff/openapi/feishu.json' with { type: 'json' };
     import { readFileSync } from 'node:fs';
     import { fileURLToPath } from 'node:url';
     const yaml = readFileSync(fileURLToPath(import.meta.resolve('signoff/openapi/feishu.yaml')), 'utf8');
     const mock = await createMock({ apis: ['fungame'] });
     const { status } = await fetch(mock.url + '/user/logout', { method: 'POST' });
     await mock.close();
     console.log(status, Object.keys(client).length > 0, manifest.name, yaml.includes(feishu.info.title));
     console.log(feishuContract.api, fungameContract.api);`,
  );
  expect(await run(process.execPath, ['use.js'])).toBe('401 true signoff true\nfeishu fungame\n');
});

test.each(['vitest', 'playwright', 'msw'])('%s is missed by its name where it is not installed', async (door) => {
  const script = `await import('signoff/${door}').catch(({ code, message }) => console.log(code, message))`;
  const told = await installed.run(process.execPath, ['--input-type=module', '-e', script]);
  expect(told).toMatch(new RegExp(`^ERR_MODULE_NOT_FOUND Cannot find package '[@/\\w]*${door}`));
});

test('with the peers installed every door opens, and its types are found', { timeout: 90_000 }, async () => {
  const { run, folder } = installed;
  await Promise.all(peers.map((peer) => linkPeer(folder, peer)));
  await writeFile(
    join(folder, 'doors.test.mjs'),
    `import { expect, test } from 'vitest';
     const doors = ['signoff/vitest', 'signoff/playwright', 'signoff/msw'];
     test.each(doors)('%s', async (door) => expect(Object.keys(await import(door))).not.toEqual([]));`,
  );
  await writeFile(
    join(folder, 'use.ts'),
    `import { createMock, type Mock } from 'signoff';
     import * as client from 'signoff/client';
     import * as msw from 'signoff/msw';
     import { feishuContract, type Contract } from 'signoff/contracts';
     import { withMock } from 'signoff/vitest';
     import { withMock as withPages } from 'signoff/playwright';
     import feishu from 'signoff/openapi/feishu.json' with { type: 'json' };
     export const mock: Mock = await createMock();
     export const contract: Contract = feishuContract;
     export const title: string = feishu.info.title;
     // @ts-expect-error there is no such answer, which is known only where the types are found
     await mock.next('LogOut', { example: 'sessionGoen' });
     export { client, msw, withMock, withPages };`,
  );
  const compile = [resolve('typescript/bin/tsc'), '--noEmit', '--strict', '--skipLibCheck', '--resolveJsonModule'];
  const target = ['--ignoreConfig', '--target', 'es2023', '--lib', 'es2023,dom,esnext.disposable', 'use.ts'];
  await Promise.all([
    run('npx', ['vitest', 'run']),
    run(process.execPath, [...compile, '--module', 'nodenext', ...target]),
    run(process.execPath, [...compile, '--module', 'esnext', '--moduleResolution', 'bundler', ...target]),
  ]);
});

test('publint and attw find nothing to say', { timeout: 60_000 }, async () => {
  const { run, tarball } = installed;
  const [publint, attw] = await Promise.all([
    run(process.execPath, [await binOf('publint', 'publint'), 'run', tarball, '--strict']),
    run(process.execPath, [await binOf('@arethetypeswrong/cli', 'attw'), tarball, '--profile', 'esm-only', '--quiet']),
  ]);
  expect(publint).toContain('All good!');
  // It fails where something is wrong in ESM; what only require() would miss counts as nothing.
  expect(attw).toBe('');
});

// Links a package that is installed at the root, as if it were installed in the folder.
async function linkPeer(folder: string, name: string): Promise<void> {
  const link = join(folder, 'node_modules', name);
  await mkdir(dirname(link), { recursive: true });
  await symlink(join(root, 'node_modules', name), link);
}

async function binOf(name: string, command: string): Promise<string> {
  const folder = join(root, 'node_modules', name);
  const { bin } = JSON.parse(await readFile(join(folder, 'package.json'), 'utf8')) as {
    bin: string | Record<string, string>;
  };
  return join(folder, typeof bin === 'string' ? bin : (bin[command] ?? ''));
}
