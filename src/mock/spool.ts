import { randomUUID } from 'node:crypto';
import { open, unlink, type FileHandle } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Bytes that are put aside while more of them come. */
export interface Spool {
  write(bytes: Uint8Array): Promise<void>;
  /** How many bytes were written. */
  size(): number;
  /** Everything that was written. */
  read(): Promise<Uint8Array>;
  close(): Promise<void>;
}

/**
 * Opens a spool in a temporary file. The file has lost its name already, so that nobody else can open it and nothing is
 * left of it however the process ends. What the disk does not take stays in memory.
 */
export async function openSpool(folder: string = tmpdir()): Promise<Spool> {
  const file = await openNameless(join(folder, `signoff-${randomUUID()}`)).catch(() => undefined);
  const inMemory: Uint8Array[] = [];
  let onDisk = 0;
  let size = 0;
  return {
    async write(bytes) {
      const taken = file === undefined || inMemory.length > 0 ? 0 : await append(file, bytes, onDisk);
      onDisk += taken;
      size += bytes.length;
      if (taken < bytes.length) inMemory.push(bytes.subarray(taken));
    },
    size: () => size,
    async read() {
      const start = file === undefined ? new Uint8Array() : await readFirst(file, onDisk);
      return inMemory.length === 0 ? start : Buffer.concat([start, ...inMemory]);
    },
    async close() {
      await file?.close();
    },
  };
}

async function openNameless(path: string): Promise<FileHandle> {
  const file = await open(path, 'wx+', 0o600);
  await unlink(path);
  return file;
}

// How many bytes were taken; a disk that is full takes none.
async function append(file: FileHandle, bytes: Uint8Array, position: number): Promise<number> {
  const writing = file.write(bytes, 0, bytes.length, position);
  return writing.then(
    ({ bytesWritten }) => bytesWritten,
    () => 0,
  );
}

async function readFirst(file: FileHandle, count: number): Promise<Uint8Array> {
  const bytes = new Uint8Array(count);
  for (let done = 0; done < count;) {
    const { bytesRead } = await file.read(bytes, done, count - done, done);
    if (bytesRead === 0) throw new Error('a temporary file is shorter than what was written to it');
    done += bytesRead;
  }
  return bytes;
}
