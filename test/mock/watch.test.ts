import { cp, mkdtemp, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test, vi } from 'vitest';
import { createMock, UserError, type Reload } from '../../src/index.js';
import { fungame } from '../../src/apis/fungame.js';
import { loadDescription, type Description } from '../../src/description/load.js';
import { loadApis } from '../../src/mock/loaded-apis.js';
import { createMasking } from '../../src/mock/mask.js';
import { serve } from '../../src/mock/mock.js';
import { memoryStore } from '../../src/state/memory-store.js';
import { createWorlds } from '../../src/state/worlds.js';
import { messageOf, oldMessage, openWorkbench, patience, serves } from './watch-workbench.js';

test('an exchange is told by the description that answered it, also after an edit', async () => {
  const { mock, edit, reloads } = await openWorkbench();
  await messageOf(mock);
  await edit('operationId: LogOut', 'operationId: SignOut');
  await vi.waitFor(() => expect(reloads).toHaveLength(1), patience);
  await messageOf(mock);
  const told = (await mock.journal.entries()).map(({ operation }) => operation);
  expect(told).toEqual(['LogOut', 'SignOut']);
});

test('a good edit is served within a second, and told of', async () => {
  const { mock, edit, reloads } = await openWorkbench();
  expect(await messageOf(mock)).toBe(oldMessage);
  await edit(oldMessage, 'Bye!');
  await serves(mock, 'Bye!', 1000);
  expect(reloads).toEqual([{ kind: 'served', name: 'fungame' }]);
});

test('a file that is replaced by renaming another is served, again and again', async () => {
  const { mock, file, beside } = await openWorkbench();
  const original = await readFile(file, 'utf8');
  for (const message of ['One', 'Two', 'Three']) {
    await writeFile(beside('.fungame.yaml.swp'), original.replaceAll(oldMessage, message));
    await rename(beside('.fungame.yaml.swp'), file);
    await serves(mock, message);
  }
});

test('a file that is deleted and written again is served', async () => {
  const { mock, file, reloads } = await openWorkbench();
  const original = await readFile(file, 'utf8');
  await rm(file);
  await vi.waitFor(() => expect(reloads).toMatchObject([{ kind: 'failed' }]), patience);
  expect(await messageOf(mock)).toBe(oldMessage);
  await writeFile(file, original.replaceAll(oldMessage, 'Back!'));
  await serves(mock, 'Back!');
});

test('an edit loses no state: a dead token stays dead, a live one alive', async () => {
  const { mock, edit } = await openWorkbench();
  const { tokens: [dead, live] = [] } = await mock.furnish('fungame');
  const logOut = (token: string | undefined): Promise<Response> =>
    fetch(`${mock.url}/user/logout`, { method: 'POST', headers: { Authorization: `Bearer ${String(token)}` } });
  expect((await logOut(dead)).status).toBe(200);
  await edit(oldMessage, 'Bye!');
  await serves(mock, 'Bye!');
  expect((await logOut(dead)).status).toBe(401);
  expect((await logOut(live)).status).toBe(200);
});

test('a file that the description refers to is watched too, from the edit on that refers to it', async () => {
  const { mock, edit, beside } = await openWorkbench();
  const answer = (message: string): string => JSON.stringify({ RequestType: 1, StatusCode: 200, Message: message });
  await writeFile(beside('success.json'), `{"value":${answer('One')}}`);
  await edit('loggedOut:\n', "loggedOut:\n                  $ref: './success.json'\n                unused:\n");
  await serves(mock, 'One');
  await writeFile(beside('success.json'), `{"value":${answer('Two')}}`);
  await serves(mock, 'Two');
  await writeFile(beside('success.new'), `{"value":${answer('Three')}}`);
  await rename(beside('success.new'), beside('success.json'));
  await serves(mock, 'Three');
});

describe('a bad edit', () => {
  test.each([
    ['no YAML', 'responses:\n', 'responses: [\n', 'DESCRIPTION_UNREADABLE', 'responses:'],
    ['no valid OpenAPI', 'operationId: LogOut', 'operationId: [LogOut]', 'DESCRIPTION_INVALID', 'operationId:'],
    ['no known x-when', 'state: session-gone', 'stat: session-gone', 'DESCRIPTION_INVALID', 'x-when:'],
    ['a $ref into nothing', 'schemas/LogOutFailed', 'schemas/Nope', 'DESCRIPTION_UNREADABLE', 'schemas/LogOutFailed'],
    ['a $ref to no file', "'#/components/schemas/LogOutFailed'", './no.yaml', 'DESCRIPTION_NOT_FOUND', 'LogOutFailed'],
    ['no type', 'type: integer', 'type: integr', 'DESCRIPTION_INVALID', 'type: integer'],
    ['no pattern', 'minLength: 1', "pattern: '('", 'DESCRIPTION_INVALID', 'minLength: 1'],
  ])('(%s) is reported with file and line, and the former one serves on', async (_, part, bad, code, near) => {
    const { mock, edit, file, reloads } = await openWorkbench();
    const lines = (await readFile(file, 'utf8')).split('\n');
    const places = lines.flatMap((line, index) => (line.includes(near) ? [index + 1] : []));
    await edit(part, bad);
    await vi.waitFor(() => expect(reloads).toHaveLength(1), patience);
    const [reload] = reloads;
    if (reload?.kind !== 'failed') throw new Error('the bad edit is served');
    expect(reload.error).toBeInstanceOf(UserError);
    expect(reload.error).toMatchObject({ code });
    const [, line] = /fungame\.yaml:(\d+)/.exec((reload.error as UserError).message) ?? [];
    const distance = Math.min(...places.map((place) => Math.abs(place - Number(line))));
    expect(distance).toBeLessThanOrEqual(2); // a parser may notice a line or two late
    expect(await messageOf(mock)).toBe(oldMessage);

    await edit(oldMessage, 'Repaired!');
    await serves(mock, 'Repaired!');
  });

  test('of a file that is referred to is reported with that file and line', async () => {
    const { mock, edit, beside, reloads } = await openWorkbench();
    const schema = "'#/components/schemas/LogOutFailed'";
    await writeFile(beside('failed.yaml'), 'type: object\n');
    await edit(schema, './failed.yaml');
    await vi.waitFor(() => expect(reloads).toMatchObject([{ kind: 'served' }]), patience);
    await writeFile(beside('failed.yaml'), 'type: object\nrequired: [a\n');
    await vi.waitFor(() => expect(reloads).toHaveLength(2), patience);
    expect(reloads[1]).toMatchObject({
      kind: 'failed',
      error: { message: expect.stringMatching(/failed\.yaml:[23]\b/) as string },
    });
    expect(await messageOf(mock)).toBe(oldMessage);
    await writeFile(beside('failed.yaml'), 'type: object\nrequired: [a]\n');
    await vi.waitFor(() => expect(reloads).toMatchObject([{}, {}, { kind: 'served' }]), patience);
  });

  test('that refers to a file which is missing is repaired by writing that file', async () => {
    const { mock, beside, file, reloads } = await openWorkbench();
    const original = await readFile(file, 'utf8');
    const referring = original.replace("'#/components/schemas/LogOutFailed'", './failed.yaml');
    await writeFile(file, referring.replaceAll(oldMessage, 'Whole!'));
    await vi.waitFor(() => expect(reloads).toMatchObject([{ kind: 'failed' }]), patience);
    await writeFile(beside('failed.yaml'), 'type: object\n');
    await serves(mock, 'Whole!');
  });
});

test('without watch an edit changes nothing', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'signoff-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  const file = join(folder, 'fungame.yaml');
  await cp('openapi/fungame.yaml', file);
  const reloads: Reload[] = [];
  await using watched = await createMock({ apis: [file], watch: true, onReload: (reload) => reloads.push(reload) });
  await using mock = await createMock({ apis: [file] });
  await writeFile(file, (await readFile(file, 'utf8')).replaceAll(oldMessage, 'Bye!'));
  await serves(watched, 'Bye!');
  expect(await messageOf(mock)).toBe(oldMessage);
});

test('of two edits the later one is served, even when the earlier one takes longer to load', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'signoff-'));
  const file = join(folder, 'fungame.yaml');
  await cp('openapi/fungame.yaml', file);
  const original = await readFile(file, 'utf8');
  const releases: (() => void)[] = [];
  /** Loads the file at once, but keeps every description after the first one back until it is released. */
  const load = async (): Promise<Description> => {
    const released = new Promise<void>((resolve) => releases.push(resolve));
    if (releases.length === 1) releases[0]?.();
    const description = await loadDescription(file);
    await released;
    return description;
  };
  const apis = await loadApis([{ load, behaviour: fungame() }]);
  const worlds = createWorlds({ store: memoryStore(), seed: (world) => fungame().seed(world) });
  const serving = await serve({ apis, worlds, createMask: createMasking([]) }, { watch: true });
  const witness = await createMock({ apis: [file], watch: true });
  onTestFinished(async () => {
    await Promise.all([serving.close(), witness.close()]);
    await rm(folder, { recursive: true });
  });

  await writeFile(file, original.replaceAll(oldMessage, 'Earlier'));
  await vi.waitFor(() => expect(releases).toHaveLength(2), patience);
  await serves(witness, 'Earlier');
  await writeFile(file, original.replaceAll(oldMessage, 'Later'));
  await serves(witness, 'Later');
  await vi.waitFor(async () => {
    for (const release of releases.toReversed()) release();
    expect(await messageOf(serving)).toBe('Later');
  }, patience);
});
