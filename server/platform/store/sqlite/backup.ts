import {
  chmodSync,
  closeSync,
  copyFileSync,
  existsSync,
  fsyncSync,
  openSync,
  renameSync,
  rmSync,
} from 'node:fs';
import { backup, DatabaseSync } from 'node:sqlite';
import { blameFile, StoreFileError } from './file-error.ts';
import { APPLICATION_ID, LAYOUT_VERSION } from './schema.ts';

/** A read transaction that stays open holds the moment: without it, each commit would make the copy start again. */
export async function copyAtOneMoment(from: string, to: string): Promise<void> {
  const source = new DatabaseSync(from, { readOnly: true, timeout: 5000 });
  try {
    source.exec('BEGIN');
    source.prepare('SELECT count(*) FROM sqlite_schema').get();
    await backup(source, to, { rate: 1000 });
  } finally {
    source.close();
  }
}

/**
 * Copies the store in `from` as it is at one moment to `to`, which appears when it is whole. A server may write meanwhile.
 * @throws StoreFileError
 */
export async function backUp(from: string, to: string): Promise<void> {
  const partial = `${to}.partial`;
  rmSync(partial, { force: true });
  try {
    await copyAtOneMoment(from, partial);
    withoutLog(partial);
    chmodSync(partial, 0o600);
    checkBackup(partial);
    toDisk(partial);
    renameSync(partial, to);
  } catch (error) {
    rmSync(partial, { force: true });
    throw blameFile(from, error);
  }
}

/**
 * Puts a backup into the place of the store in `to`, of which nobody may make use: take `acquireFileLock` first. Up to the
 * last step, a rename, the old store stays as it was.
 * @param aside where the old store is kept
 * @throws StoreFileError when the backup is damaged, another program's or of a newer version
 */
export async function restore(from: string, to: string, aside: string): Promise<void> {
  checkBackup(from);
  if (existsSync(to)) await backUp(to, aside);
  const partial = `${to}.partial`;
  try {
    copyFileSync(from, partial);
    chmodSync(partial, 0o600);
    toDisk(partial);
    if (existsSync(to)) foldLog(to);
    renameSync(partial, to);
  } catch (error) {
    rmSync(partial, { force: true });
    throw blameFile(to, error);
  }
}

/** @throws StoreFileError unless the file is a whole store that this version can read */
export function checkBackup(path: string): void {
  let db: DatabaseSync | undefined;
  try {
    db = new DatabaseSync(path, { readOnly: true });
    const number = (pragma: string) => Number(Object.values(db?.prepare(`PRAGMA ${pragma}`).get() ?? {})[0]);
    if (number('application_id') !== APPLICATION_ID) throw new StoreFileError(path, 'foreign');
    if (number('user_version') > LAYOUT_VERSION) throw new StoreFileError(path, 'newer');
    const [found] = db.prepare('PRAGMA integrity_check(1)').all();
    if (found && Object.values(found)[0] !== 'ok') throw new StoreFileError(path, 'corrupt');
  } catch (error) {
    throw blameFile(path, error);
  } finally {
    if (db?.isOpen) db.close();
  }
}

/** One file that can be read from a disk that nobody may write to; the store makes its log anew when it opens it. */
function withoutLog(path: string): void {
  const db = new DatabaseSync(path);
  db.exec('PRAGMA journal_mode = DELETE');
  db.close();
}

/** Moves what stands in the log beside the file into it: a log left behind would be taken for that of the new file. */
function foldLog(path: string): void {
  const db = new DatabaseSync(path, { timeout: 5000 });
  db.exec('PRAGMA wal_checkpoint(TRUNCATE)');
  db.close();
  for (const ending of ['-wal', '-shm']) rmSync(path + ending, { force: true });
}

function toDisk(path: string): void {
  const file = openSync(path, 'r+');
  try {
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
}
