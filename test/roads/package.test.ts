import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from 'vitest';

const run = promisify(execFile);

let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'signoff-package-'));
  const { stdout } = await run('npm', ['pack', '--ignore-scripts', '--json', '--pack-destination', folder]);
  const [{ filename }] = JSON.parse(stdout) as [{ filename: string }];
  await writeFile(join(folder, 'package.json'), '{ "private": true, "type": "module" }');
  await run('npm', ['install', '--prefer-offline', '--no-audit', '--no-fund', join(folder, filename)], { cwd: folder });
}, 120_000);

afterAll(() => rm(folder, { recursive: true }));

test('the command runs from an empty folder', async () => {
  const { stdout } = await run('npx', ['signoff', 'check', 'feishu', '--strict'], { cwd: folder });
  expect(stdout).toContain('The document is kept to the letter.');
}, 60_000);

test('the package is imported by its name, and its descriptions too', async () => {
  await writeFile(
    join(folder, 'use.js'),
    `import { createMock } from 'signoff';
     import { createRequire } from 'node:module';
     const mock = await createMock({ apis: ['fungame'] });
     const { status } = await fetch(mock.url + '/user/logout', { method: 'POST' });
     await mock.close();
     console.log(status, createRequire(import.meta.url).resolve('signoff/openapi/feishu.yaml').endsWith('feishu.yaml'));`,
  );
  const { stdout } = await run(process.execPath, ['use.js'], { cwd: folder });
  expect(stdout).toBe('401 true\n');
}, 60_000);

test('its types are found', async () => {
  await writeFile(
    join(folder, 'use.ts'),
    `import { createMock } from 'signoff';\nexport const mock = await createMock();\n`,
  );
  const tsc = join(import.meta.dirname, '../../node_modules/typescript/bin/tsc');
  const flags = ['--noEmit', '--strict', '--skipLibCheck', '--target', 'es2023', 'use.ts'];
  await run(process.execPath, [tsc, '--module', 'nodenext', ...flags], { cwd: folder });
  await run(process.execPath, [tsc, '--module', 'esnext', '--moduleResolution', 'bundler', ...flags], { cwd: folder });
}, 60_000);
