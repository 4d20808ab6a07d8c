import { type FileHandle, mkdtemp, open, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import type { Readable } from 'node:stream';
import { ImportError } from '../report.ts';

/** A file that can be read from its beginning as often as is needed: first to be judged, then to be imported. */
export interface FeedFile {
  /** Without folder and endings; undefined for what came through a pipe. */
  readonly name: string | undefined;
  /** Bytes, as they are stored. */
  readonly size: number;
  read(): AsyncIterable<Buffer>;
  /** @throws ImportError when it is no longer what was first read */
  confirmUnchanged(): Promise<void>;
  close(): Promise<void>;
}

/** What is kept in memory before it goes to the disk. */
const MEMORY_BYTES = 2 ** 20;
const READ_BYTES = 2 ** 16;

/** A file on the disk, held open: that another takes its name meanwhile does no harm. */
export async function storedFeed(path: string): Promise<FeedFile> {
  const handle = await open(path, 'r');
  const before = await handle.stat();
  return {
    name: basename(path).replace(/(\.[a-z]{2,6}){1,2}$/i, ''),
    size: before.size,
    read: () => bytesOf(handle),
    confirmUnchanged: async () => {
      const now = await handle.stat();
      if (now.size === before.size && now.mtimeMs === before.mtimeMs) return;
      throw new ImportError(
        'The file was changed while it was read. Wait until it is whole, and import it again.',
      );
    },
    close: () => handle.close(),
  };
}

/**
 * Takes in a stream, a small one into memory and a large one into a file of its own that nobody else sees and that goes
 * away with the process.
 */
export async function spooledFeed(input: Readable | AsyncIterable<Buffer | string>): Promise<FeedFile> {
  let parts: Buffer[] = [];
  let size = 0;
  let handle: FileHandle | undefined;
  try {
    for await (const chunk of input) {
      const bytes = typeof chunk === 'string' ? Buffer.from(chunk) : (chunk as Buffer);
      if (bytes.length === 0) continue;
      size += bytes.length;
      if (handle) await handle.appendFile(bytes);
      else {
        parts.push(bytes);
        if (size <= MEMORY_BYTES) continue;
        handle = await nameless();
        for (const part of parts) await handle.appendFile(part);
        parts = [];
      }
    }
  } catch (error) {
    await handle?.close();
    throw error;
  }
  const kept = handle;
  return {
    name: undefined,
    size,
    read: () => (kept ? bytesOf(kept) : each(parts)),
    confirmUnchanged: async () => {},
    close: async () => kept?.close(),
  };
}

async function nameless(): Promise<FileHandle> {
  const folder = await mkdtemp(join(tmpdir(), 'shopwright-import-'));
  try {
    return await open(join(folder, 'feed'), 'wx+', 0o600);
  } finally {
    // The open file lives on without its name, where the system allows that.
    await rm(folder, { recursive: true, force: true }).catch(() => {});
  }
}

/** From the first byte, by position: several readings do not disturb one another. */
async function* bytesOf(handle: FileHandle): AsyncGenerator<Buffer> {
  for (let position = 0; ; ) {
    const { bytesRead, buffer } = await handle.read(Buffer.allocUnsafe(READ_BYTES), 0, READ_BYTES, position);
    if (bytesRead === 0) return;
    position += bytesRead;
    yield buffer.subarray(0, bytesRead);
  }
}

async function* each(parts: readonly Buffer[]): AsyncGenerator<Buffer> {
  yield* parts;
}
