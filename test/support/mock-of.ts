import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createMock, type Mock, type MockOptions } from '../../src/index.js';

/** Writes a description to a file of its own, with what a document has to have. @returns its path. */
export async function writeDescription(document: object | string, name = 'api'): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'signoff-'));
  const file = join(folder, `${name}.${typeof document === 'string' ? 'yaml' : 'json'}`);
  const whole = {
    openapi: '3.1.0',
    info: { title: 'Test', version: '1' },
    ...(typeof document === 'object' && document),
  };
  await writeFile(file, typeof document === 'string' ? document : JSON.stringify(whole));
  return file;
}

/** A mock of a description that is written in the test; its file goes when the mock closes. */
export async function mockOf(
  document: object | string,
  options: Omit<MockOptions<string>, 'apis'> = {},
): Promise<Mock<string>> {
  const file = await writeDescription(document);
  const mock = await createMock({ ...options, apis: [file] });
  const close = async (): Promise<void> => {
    await mock.close();
    await rm(join(file, '..'), { recursive: true, force: true });
  };
  return { ...mock, close, [Symbol.asyncDispose]: close };
}
