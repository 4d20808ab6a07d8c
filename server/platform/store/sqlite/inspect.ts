import { existsSync, statSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { pathToFileURL } from 'node:url';
import type { Collection, Document } from '../port.ts';
import { blameFile, StoreFileError } from './file-error.ts';
import { readVersions, refuseNewer, type StoredVersions } from './versions.ts';

/**
 * Looks at a database before anything is written to it.
 * @returns what it says of itself; undefined when there is none yet
 * @throws StoreFileError when it must not be opened for writing: it is empty, its log is there without it, another
 * program's, damaged, or a newer version wrote it
 */
export function inspect(
  path: string,
  collections: readonly Collection<Document>[],
  program?: string,
): StoredVersions | undefined {
  const log = sizeOf(`${path}-wal`);
  const size = sizeOf(path);
  // SQLite would begin a new database in both cases, and delete the log.
  if (size === undefined && log) throw new StoreFileError(path, 'log-alone');
  if (size === 0) throw new StoreFileError(path, 'empty');
  if (size === undefined) return undefined;
  try {
    const stored = withReadOnly(path, (db) => readVersions(db, path));
    if (stored) refuseNewer(path, stored, collections, program);
    return stored;
  } catch (error) {
    throw blameFile(path, error);
  }
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
