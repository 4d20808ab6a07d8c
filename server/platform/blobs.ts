import { mkdir, open, readdir, readFile, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';

/** Bytes under a name, outside the database: for what is large and lives shortly. No backup holds them. */
export interface Blobs {
  /** Durable when it settles. @throws Error when the name is taken */
  put(name: string, bytes: Uint8Array): Promise<void>;
  /** Undefined when there is none. */
  get(name: string): Promise<Uint8Array | undefined>;
  /** Also where there is none. */
  delete(name: string): Promise<void>;
  list(): Promise<{ name: string; bytes: number }[]>;
}

const NAME = /^\w{1,64}$/;
const missing = (error: unknown): undefined => {
  if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
  throw error;
};

/** A file for each, which only the owner of this process may read. The folder appears with the first. */
export function folderBlobs(folder: string): Blobs {
  const at = (name: string): string => {
    if (!NAME.test(name)) throw new TypeError('not the name of a blob');
    return join(folder, name);
  };
  return {
    put: async (name, bytes) => {
      await mkdir(folder, { recursive: true, mode: 0o700 });
      const file = await open(at(name), 'wx', 0o600);
      try {
        await file.writeFile(bytes);
        await file.sync();
      } finally {
        await file.close();
      }
    },
    get: (name) => readFile(at(name)).catch(missing),
    delete: (name) => rm(at(name), { force: true }),
    list: async () => {
      const names = (await readdir(folder).catch(missing)) ?? [];
      return Promise.all(
        names
          .filter((name) => NAME.test(name))
          .map(async (name) => ({ name, bytes: (await stat(at(name)).catch(missing))?.size ?? 0 })),
      );
    },
  };
}

/** For shops that are not on disk. */
export function memoryBlobs(): Blobs {
  const kept = new Map<string, Uint8Array>();
  return {
    put: async (name, bytes) => {
      if (kept.has(name)) throw new Error('the name of this blob is taken');
      kept.set(name, bytes);
    },
    get: async (name) => kept.get(name),
    delete: async (name) => void kept.delete(name),
    list: async () => [...kept].map(([name, bytes]) => ({ name, bytes: bytes.byteLength })),
  };
}
