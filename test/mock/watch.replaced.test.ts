import { cp, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { expect, test, vi } from 'vitest';
import { oldMessage, openWorkbench, patience, serves } from './watch-workbench.js';

test.each([50, 100, 150])('a file that comes back %i ms after it went is served, again and again', async (pause) => {
  const { mock, file } = await openWorkbench();
  const original = await readFile(file, 'utf8');
  for (const message of ['One', 'Two', 'Three']) {
    await rm(file);
    await setTimeout(pause); // how long a generator or a change of branches leaves it away
    await writeFile(file, original.replaceAll(oldMessage, message));
    await serves(mock, message);
  }
});

test('a folder that is replaced is followed, again and again', async () => {
  const { mock, folder } = await openWorkbench();
  const original = await readFile(join(folder, 'fungame.yaml'), 'utf8');
  for (const message of ['One', 'Two', 'Three']) {
    await cp(folder, `${folder}-next`, { recursive: true });
    await writeFile(join(`${folder}-next`, 'fungame.yaml'), original.replaceAll(oldMessage, message));
    await rename(folder, `${folder}-former`);
    await rename(`${folder}-next`, folder);
    await rm(`${folder}-former`, { recursive: true });
    await serves(mock, message);
  }
});

test('a file that is gone is told of, with its name, and served when it is back', async () => {
  const { mock, file, reloads } = await openWorkbench();
  const original = await readFile(file, 'utf8');
  await rm(file);
  await vi.waitFor(() => expect(reloads).toHaveLength(1), patience);
  expect(reloads).toMatchObject([{ kind: 'failed', error: { code: 'DESCRIPTION_NOT_FOUND' } }]);
  await writeFile(file, original.replaceAll(oldMessage, 'Back!'));
  await serves(mock, 'Back!');
});
