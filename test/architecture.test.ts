import { readFileSync, readdirSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { expect, test } from 'vitest';

// Every room with the rooms it may import from. A room is a folder of src, or a file that stands at its top.
const ladder: Readonly<Record<string, readonly string[]>> = {
  errors: [],
  awaitable: [],
  exchange: [],
  json: [],
  proxy: [],
  shell: [],
  xml: [],
  description: ['errors', 'exchange', 'json', 'proxy'],
  conformance: ['description', 'errors', 'exchange', 'json'],
  bodies: ['conformance', 'description', 'exchange', 'json', 'xml'],
  samples: ['description', 'errors', 'exchange'],
  state: ['awaitable', 'errors'],
  mock: [
    'awaitable',
    'bodies',
    'conformance',
    'description',
    'state',
    'errors',
    'exchange',
    'json',
    'shell',
    'samples',
  ],
  control: ['awaitable', 'mock', 'conformance', 'description', 'state', 'errors'],
  check: ['conformance', 'description', 'errors', 'exchange', 'proxy', 'shell', 'samples'],
  apis: ['awaitable', 'description', 'mock', 'state', 'samples', 'errors'],
  contracts: ['check', 'conformance', 'exchange'],
  documents: ['description'],
  boxed: ['documents', 'description'],
  bundled: ['apis', 'mock', 'check', 'description', 'state', 'contracts'],
  catalog: [],
  tester: ['catalog', 'control', 'mock', 'state', 'errors'],
  cast: ['boxed', 'bundled', 'mock', 'description', 'errors'],
  compose: ['bundled', 'cast', 'tester', 'control', 'mock', 'check', 'description', 'state', 'errors'],
  'compose-check': ['boxed', 'compose', 'bundled', 'check', 'conformance', 'description', 'errors', 'proxy'],
  audit: ['description', 'mock', 'state', 'conformance', 'exchange', 'errors', 'check'],
  'compose-audit': ['audit', 'compose-check', 'cast', 'mock', 'description', 'state', 'errors'],
  'audit-worker': ['compose-audit'],
  client: [],
  generate: ['description', 'errors'],
  'compose-client': ['generate', 'bundled', 'description', 'errors'],
  index: [
    'audit',
    'compose',
    'compose-audit',
    'compose-check',
    'compose-client',
    'tester',
    'catalog',
    'control',
    'check',
    'mock',
    'state',
    'errors',
    'exchange',
  ],
  vitest: ['compose', 'tester'],
  playwright: ['compose', 'tester'],
  msw: ['awaitable', 'boxed', 'tester', 'control', 'apis', 'mock', 'description', 'state', 'errors'],
  cli: ['index', 'compose', 'mock', 'errors'],
};

interface Import {
  readonly from: string;
  readonly to: string;
  readonly isTypeOnly: boolean;
}

const imports = [...sourceFiles('src'), ...sourceFiles('contracts')]
  .filter((file) => !file.endsWith('.test.ts'))
  .flatMap(importsOf);

test('imports run downhill only', () => {
  const uphill = imports.filter(
    ({ from, to }) => roomOf(from) !== roomOf(to) && !ladder[roomOf(from)]?.includes(roomOf(to)),
  );
  expect(uphill).toEqual([]);
});

test('of mock and state the apis import nothing but types', () => {
  const values = imports.filter(
    ({ from, to, isTypeOnly }) => roomOf(from) === 'apis' && ['mock', 'state'].includes(roomOf(to)) && !isTypeOnly,
  );
  expect(values).toEqual([]);
});

test('no file imports in a circle', () => {
  const next = groupByFrom();
  const circles = [...next.keys()].filter((file) => reaches(file, file, next, new Set()));
  expect(circles).toEqual([]);
});

test('few files know an engine', () => {
  const engines = { 'openapi-backend': ['src/conformance/validator.ts'], express: ['src/mock/server.ts'] };
  for (const [engine, allowed] of Object.entries(engines)) {
    const knows = new RegExp(`(?:from |import\\()'${engine}'`);
    const knowing = sourceFiles('src').filter((file) => knows.test(readFileSync(file, 'utf8')));
    expect(knowing).toEqual(allowed);
  }
  const pactum = sourceFiles('src').filter((file) => readFileSync(file, 'utf8').includes("from 'pactum"));
  expect(pactum).toEqual(['src/check/send.ts']);
});

function sourceFiles(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts'))
    .map((name) => join(folder, name))
    .sort();
}

function importsOf(from: string): Import[] {
  const text = readFileSync(from, 'utf8');
  const found = text.matchAll(/(import|export)(\s+type)?[^;]*?from\s+'(\.[^']+)'|import\('(\.[^']+)'\)/g);
  return [...found].map(([, , type, named = '', loaded = '']) => ({
    from,
    to: relative('.', join(dirname(from), (named || loaded).replace(/\.js$/, '.ts'))),
    isTypeOnly: type !== undefined,
  }));
}

function roomOf(file: string): string {
  const [top = '', room = ''] = file.split('/');
  return top === 'contracts' ? 'contracts' : room.replace(/\.ts$/, '');
}

function groupByFrom(): Map<string, Import[]> {
  const groups = new Map<string, Import[]>();
  for (const one of imports) groups.set(one.from, [...(groups.get(one.from) ?? []), one]);
  return groups;
}

function reaches(
  start: string,
  file: string,
  next: ReadonlyMap<string, readonly Import[]>,
  seen: Set<string>,
): boolean {
  if (seen.has(file)) return false;
  seen.add(file);
  return (next.get(file) ?? []).some(({ to }) => to === start || reaches(start, to, next, seen));
}
