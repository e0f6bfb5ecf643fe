import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, vi } from 'vitest';
import { createMock, type Mock, type Reload } from '../../src/index.js';

export const oldMessage = '你已成功退出登录！';

export interface Workbench {
  readonly file: string;
  readonly folder: string;
  /** The path of another file beside it. */
  readonly beside: (name: string) => string;
  /** Writes the description anew with parts of it replaced. */
  readonly edit: (part: string, replacement: string) => Promise<void>;
  readonly mock: Mock<string>;
  readonly reloads: readonly Reload[];
}

/** A mock of a copy of the box's descriptions, that watches it. */
export async function openWorkbench(): Promise<Workbench> {
  const folder = await mkdtemp(join(tmpdir(), 'signoff-'));
  await cp('openapi', folder, { recursive: true });
  const file = join(folder, 'fungame.yaml');
  const original = await readFile(file, 'utf8');
  const reloads: Reload[] = [];
  const mock = await createMock({ apis: [file], watch: true, onReload: (reload) => reloads.push(reload) });
  onTestFinished(async () => {
    await mock.close();
    await rm(folder, { recursive: true });
  });
  return {
    file,
    folder,
    beside: (name) => join(folder, name),
    async edit(part, replacement) {
      expect(original).toContain(part);
      await writeFile(file, original.replaceAll(part, replacement));
    },
    mock,
    reloads,
  };
}

/** The message of the documented success; nothing is authenticated or changed by asking for it. */
export async function messageOf({ url }: Pick<Mock, 'url'>): Promise<unknown> {
  const response = await fetch(`${url}/user/logout`, { method: 'POST', headers: { Prefer: 'example=loggedOut' } });
  return ((await response.json()) as { Message?: unknown }).Message;
}

export const patience = { timeout: 5000, interval: 20 };

/** Waits until an edit is served. */
export function serves(mock: Pick<Mock, 'url'>, message: string, timeout: number = patience.timeout): Promise<void> {
  return vi.waitFor(async () => expect(await messageOf(mock)).toBe(message), { ...patience, timeout });
}
