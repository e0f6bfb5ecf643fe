import { createServer, type RequestListener } from 'node:http';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { loadDescription } from '../../src/description/load.js';
import { refusalOf } from '../support/refusal.js';

// Whatever a description is written in and wherever it is, it is read, or refused in one clear sentence.

const head = "info: { title: Pets, version: '1' }";
const get = "get: { responses: { '200': { description: ok } } }";

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'ways-in-'));
});
afterAll(() => rm(folder, { recursive: true }));

describe('Swagger 2.0', () => {
  const swagger = ["swagger: '2.0'", head, 'host: pets.example.com', 'basePath: /v1'];

  test('is read as OpenAPI 3.0', async () => {
    const { document, operations } = await load([...swagger, `paths: { /pets: { ${get} } }`]);
    expect(document.servers).toEqual([{ url: 'https://pets.example.com/v1' }]);
    expect(operations).toMatchObject([{ method: 'GET', path: '/pets' }]);
  });

  test('what is wrong is told with the line and the pointer of the file, however deep', async () => {
    const { notes } = await load([
      ...swagger,
      'paths:',
      '  /pets:',
      '    post:',
      '      parameters:',
      '        - in: body',
      '          name: pet',
      '          schema:',
      '            type: object',
      '            properties:',
      '              age: { type: intger }',
      "      responses: { '200': { description: ok } }",
    ]);
    expect(notes?.[0]).toMatch(
      /^left out: \S*pets\.yaml:14:22: \/paths\/~1pets\/post\/parameters\/0\/schema\/properties\/age\/type /,
    );
  });

  test('what OpenAPI 3 cannot say is told with its line', async () => {
    const list = '{ in: query, name: ids, type: array, items: { type: string }, collectionFormat: tsv }';
    const { notes = [] } = await load([
      ...swagger,
      'paths:',
      '  /pets:',
      '    get:',
      '      parameters:',
      `        - ${list}`,
      "      responses: { '200': { description: ok } }",
    ]);
    expect(notes).toEqual([expect.stringMatching(/^not served: \S*pets\.yaml:9:11: .*tsv/)]);
  });
});

describe('an address', () => {
  test('is read with all that it refers to, relative to where it was in the end', async () => {
    await using site = await serve({
      '/latest': { status: 302, headers: { Location: '/v2/openapi' } },
      '/v2/openapi': { text: `openapi: 3.1.0\n${head}\npaths: { /pets: { $ref: pets.yaml } }` },
      '/v2/pets.yaml': { text: get },
    });
    const { name, document, operations, files } = await loadDescription(`${site.base}/latest`);
    expect(name).toBe('latest');
    expect(operations).toMatchObject([{ method: 'GET', path: '/pets' }]);
    expect(document.servers).toEqual([{ url: `${site.base}/` }]);
    expect(files).toEqual([]);
  });

  test.each([
    ['/api', '/api'],
    ['v1', '/docs/v1'],
    ['https://pets.example.com', undefined],
  ])('a server at %s is relative to it', async (url, path) => {
    await using site = await serve({
      '/docs/pets.json': {
        text: JSON.stringify({ openapi: '3.0.3', info: { title: 't', version: '1' }, servers: [{ url }], paths: {} }),
      },
    });
    const { name, document } = await loadDescription(`${site.base}/docs/pets.json`);
    expect(name).toBe('pets');
    expect(document.servers).toEqual([{ url: path === undefined ? url : site.base + path }]);
  });

  test('what is wrong is told with its line', async () => {
    await using site = await serve({ '/pets.yaml': { text: `openapi: 3.1.0\n${head}\npaths:\n  /pets: 5` } });
    const { notes = [] } = await loadDescription(`${site.base}/pets.yaml?token=secret`);
    expect(notes[0]).toMatch(`${site.base}/pets.yaml:4:3: /paths/~1pets must be an object`);
    expect(notes.join('')).not.toContain('secret');
  });

  test('refers to no file of this machine', async () => {
    await writeFile(join(folder, 'secret.yaml'), get);
    const file = `file://${join(folder, 'secret.yaml')}`;
    await using site = await serve({
      '/pets.yaml': { text: `openapi: 3.1.0\n${head}\npaths: { /pets: { $ref: '${file}' } }` },
    });
    const refusal = await refusalOf(loadDescription(`${site.base}/pets.yaml`));
    expect(refusal.code).toBe('DESCRIPTION_UNREADABLE');
  });

  test('that is not there is told with the line that refers to it', async () => {
    await using site = await serve({
      '/pets.yaml': { text: `openapi: 3.1.0\n${head}\npaths: { /pets: { $ref: no.yaml } }` },
    });
    const refusal = await refusalOf(loadDescription(`${site.base}/pets.yaml`));
    expect(refusal.code).toBe('DESCRIPTION_NOT_FOUND');
    expect(refusal.message).toContain(`${site.base}/no.yaml answered 404 Not Found`);
  });

  test('may be referred to by a file', async () => {
    await using site = await serve({ '/pets.yaml': { text: get } });
    const { operations, files } = await load([
      'openapi: 3.1.0',
      head,
      `paths: { /pets: { $ref: '${site.base}/pets.yaml' } }`,
    ]);
    expect(operations).toMatchObject([{ method: 'GET', path: '/pets' }]);
    expect(files.map((file) => relative(folder, file))).toEqual(['pets.yaml', 'pets.statements.yaml']);
  });
});

describe('one clear sentence for', () => {
  test.each([
    [
      'a version that is a number',
      ['openapi: 3.0', head, 'paths: {}'],
      ':1:1: openapi must be a string: put the version in quotes, openapi: "3.0.0".',
    ],
    [
      'one that YAML makes shorter',
      ['swagger: 2.0', head, 'paths: {}'],
      ':1:1: swagger must be a string: put the version in quotes, swagger: "2.0".',
    ],
    [
      'a version to come',
      ['openapi: 4.0.0', head, 'paths: {}'],
      ':1:1: OpenAPI 4.0.0 is not known; Swagger 2.0 and OpenAPI 3.',
    ],
    [
      'a version long past',
      ["swagger: '1.2'", head, 'paths: {}'],
      ':1:1: Swagger 1.2 is not known; Swagger 2.0 and OpenAPI 3.',
    ],
    [
      'components alone',
      ['openapi: 3.1.0', head, 'components: { schemas: {} }'],
      ':3:1: it describes no operation, only components: nothing is asked of a server there. Give the file that has "paths".',
    ],
    [
      'webhooks alone',
      ['openapi: 3.1.0', head, 'components: {}', 'webhooks: { pet: {} }'],
      ':4:1: it describes no operation, only webhooks: nothing is asked of a server there. Give the file that has "paths".',
    ],
    ['nothing at all', ['openapi: 3.1.0', head], ':1:1: it describes no operation. Give the file that has "paths".'],
  ])('%s', async (_, lines, sentence) => {
    const refusal = await refusalOf(load(lines));
    expect(refusal.code).toBe('DESCRIPTION_INVALID');
    expect(refusal.message.slice(refusal.message.indexOf('pets.yaml') + 'pets.yaml'.length)).toContain(sentence);
  });

  test('a version without its last number, or with one that is to come, is the version that it is', async () => {
    for (const version of ["'3.0'", "'3.1'", '3.0.9', '3.1.9']) {
      const { operations } = await load([`openapi: ${version}`, head, `paths: { /pets: { ${get} } }`]);
      expect(operations).toHaveLength(1);
    }
  });
});

async function load(lines: readonly string[]): ReturnType<typeof loadDescription> {
  const file = join(folder, 'pets.yaml');
  await writeFile(file, lines.join('\n'));
  return loadDescription(file);
}

interface Page {
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly text?: string;
}

interface Site extends AsyncDisposable {
  readonly base: string;
}

async function serve(pages: Readonly<Record<string, Page>>): Promise<Site> {
  const answer: RequestListener = ({ url = '' }, response) => {
    const { status = 200, headers = {}, text = '' } = pages[url.replace(/\?.*/, '')] ?? { status: 404 };
    response.writeHead(status, headers).end(text);
  };
  const server = createServer(answer);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    base: `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`,
    [Symbol.asyncDispose]: () =>
      new Promise((resolve) => {
        server.close(() => {
          resolve();
        });
        server.closeAllConnections();
      }),
  };
}
