import { cp, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { createMock } from '../../src/index.js';

async function temporaryFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'signoff-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  return folder;
}

const petshop = `openapi: 3.0.3
info: { title: Petshop, version: '1' }
paths:
  /pets/{id}:
    delete:
      security: [{ token: [] }]
      parameters: [{ name: id, in: path, required: true, schema: { type: integer } }]
      responses:
        '200': { description: gone, content: { application/json: { example: { gone: true } } } }
        '401': { description: who are you? }
components:
  securitySchemes: { token: { type: http, scheme: bearer } }
`;

test('any OpenAPI file is served from its examples: every well-formed credential is good, nothing changes', async () => {
  const file = join(await temporaryFolder(), 'petshop.yaml');
  await writeFile(file, petshop);
  await using mock = await createMock({ apis: [file] });
  expect(mock.apis).toEqual(['petshop']);
  for (const token of ['a', 'eyJ0.e30.', 'a']) {
    const headers = { Authorization: `Bearer ${token}` };
    const response = await fetch(`${mock.url}/pets/1`, { method: 'DELETE', headers });
    expect({ status: response.status, body: await response.json() }).toEqual({ status: 200, body: { gone: true } });
  }
  expect((await fetch(`${mock.url}/pets/1`, { method: 'DELETE' })).status).toBe(401);
});

test('a copy of a description in the box, edited or not, behaves as the API does', async () => {
  const folder = await temporaryFolder();
  await cp('openapi/fungame.yaml', join(folder, 'mine.yaml'));
  await using mock = await createMock({ apis: [join(folder, 'mine.yaml')] });
  const logOut = (): Promise<Response> =>
    fetch(`${mock.url}/user/logout`, {
      method: 'POST',
      headers: { Authorization: 'Bearer eyJhbGciOiJIUzI1NiIs...' },
    });
  expect((await logOut()).status).toBe(200);
  expect((await logOut()).status).toBe(401);
});
