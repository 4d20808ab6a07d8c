import { accessSync, constants, existsSync, statSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { pathToFileURL } from 'node:url';
import type { Collection, Document } from '../port.ts';
import { blameFile, StoreFileError } from './file-error.ts';
import { readVersions, refuseNewer, type StoredVersions } from './versions.ts';

/**
 * Looks at a database before anything is written to it.
 * @returns what it says of itself; undefined when there is none yet
 * @throws StoreFileError when it must not be opened for writing: it is closed, empty, its log is there without it, another
 * program's, damaged, or a newer version wrote it
 */
export function inspect(
  path: string,
  collections: readonly Collection<Document>[],
  program?: string,
): StoredVersions | undefined {
  if (!isThere(path)) return undefined;
  // SQLite would open it for reading, and leave files beside it that are closed as it is.
  for (const file of [path, `${path}-wal`, `${path}-shm`]) refuseClosed(file);
  try {
    const stored = withReadOnly(path, (db) => readVersions(db, path));
    if (stored) refuseNewer(path, stored, collections, program);
    return stored;
  } catch (error) {
    throw blameFile(path, error);
  }
}

function refuseClosed(file: string): void {
  if (!existsSync(file)) return;
  try {
    accessSync(file, constants.R_OK | constants.W_OK);
  } catch (error) {
    throw new StoreFileError(file, 'read-only', error);
  }
}

/**
 * Whether there is a database, however damaged.
 * @throws StoreFileError where SQLite would begin a new one in the place of one that was lost, and delete what is left of it
 */
export function isThere(path: string): boolean {
  const size = sizeOf(path);
  if (size === undefined && sizeOf(`${path}-wal`)) throw new StoreFileError(path, 'log-alone');
  if (size === 0) throw new StoreFileError(path, 'empty');
  return size !== undefined;
}

/** Reads a database that nobody writes to meanwhile. Where it has no log, not even the files beside it are made. */
export function withReadOnly<R>(path: string, read: (db: DatabaseSync) => R): R {
  const address = pathToFileURL(path);
  if (!sizeOf(`${path}-wal`)) address.search = '?immutable=1';
  const db = new DatabaseSync(address, { readOnly: true, timeout: 5000 });
  try {
    return read(db);
  } finally {
    db.close();
  }
}

/** Undefined when there is no such file, or none can be there. */
function sizeOf(path: string): number | undefined {
  if (!existsSync(path)) return undefined;
  const stats = statSync(path);
  return stats.isFile() ? stats.size : undefined;
}
