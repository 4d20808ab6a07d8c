import {
  chmodSync,
  closeSync,
  copyFileSync,
  existsSync,
  fsyncSync,
  openSync,
  renameSync,
  rmSync,
  statSync,
} from 'node:fs';
import { dirname } from 'node:path';
import { backup, DatabaseSync } from 'node:sqlite';
import type { Collection, Document } from '../port.ts';
import { blameFile, blameFolder, StoreFileError } from './file-error.ts';
import { withReadOnly } from './inspect.ts';
import { readVersions, refuseNewer } from './versions.ts';

/** Called now and then while a copy is made, with the share that is done: 0 to 1. */
export type CopyProgress = (share: number) => void;

/** For names of files that sort by time: `20260131T101500Z`. @param time milliseconds, UTC */
export const momentOf = (time: number): string => new Date(time).toISOString().replaceAll(/[-:]|\.\d+/g, '');

/** A read transaction that stays open holds the moment: without it, each commit would make the copy start again. */
export async function copyAtOneMoment(from: string, to: string, tell?: CopyProgress): Promise<void> {
  const source = new DatabaseSync(from, { readOnly: true, timeout: 5000 });
  try {
    try {
      source.exec('BEGIN');
      source.prepare('SELECT count(*) FROM sqlite_schema').get();
    } catch (error) {
      throw blameFile(from, error);
    }
    const progress = ({ totalPages, remainingPages }: { totalPages: number; remainingPages: number }) =>
      tell?.(totalPages === 0 ? 1 : 1 - remainingPages / totalPages);
    await backup(source, to, { rate: 1000, progress });
  } finally {
    source.close();
  }
}

/**
 * Copies the store in `from` as it is at one moment to `to`, which appears when it is whole. A server may write meanwhile.
 * @throws StoreFileError that names the file at fault
 */
export async function backUp(from: string, to: string, tell?: CopyProgress): Promise<void> {
  const partial = `${to}.partial`;
  try {
    rmSync(partial, { force: true });
    await copyAtOneMoment(from, partial, tell);
    withoutLog(partial);
    chmodSync(partial, 0o600);
    toDisk(partial);
  } catch (error) {
    rmSync(partial, { force: true });
    throw blame(to, error);
  }
  try {
    // What is wrong with the copy is wrong with what was copied.
    checkWhole(partial, from);
    renameSync(partial, to);
    toDisk(dirname(to));
  } catch (error) {
    rmSync(partial, { force: true });
    throw error;
  }
}

/**
 * Puts a backup into the place of the store in `to`, of which nobody may make use: take `acquireFileLock` first. Up to the
 * last step, a rename, the old store stays as it was.
 * @param aside where the old store is kept; where it is damaged, as it is, with its log
 * @throws StoreFileError when the backup is damaged, another program's or of a newer version; then nothing has changed
 */
export async function restore(
  from: string,
  to: string,
  aside: string,
  reader: { collections: readonly Collection<Document>[]; program?: string },
  tell?: CopyProgress,
): Promise<void> {
  checkBackup(from, reader);
  const whole = await keep(to, aside);
  const partial = `${to}.partial`;
  try {
    rmSync(partial, { force: true });
    // A copy that somebody made of a running shop has its last commits in a log beside it.
    if (hasLog(from)) await copyAtOneMoment(from, partial, tell);
    else copyFileSync(from, partial);
    withoutLog(partial);
    chmodSync(partial, 0o600);
    toDisk(partial);
    if (whole) foldLog(to);
    // A log left behind would be taken for that of the new file.
    for (const ending of ['-wal', '-shm']) rmSync(to + ending, { force: true });
    renameSync(partial, to);
    toDisk(dirname(to));
  } catch (error) {
    rmSync(partial, { force: true });
    throw blame(to, error);
  }
}

/** @throws StoreFileError unless the file is a whole store that this version can read */
export function checkBackup(
  path: string,
  { collections, program }: { collections: readonly Collection<Document>[]; program?: string },
): void {
  if (statSync(path).size === 0) throw new StoreFileError(path, 'empty', undefined, EMPTY_BACKUP);
  checkWhole(path);
  const stored = withReadOnly(path, (db) => readVersions(db, path));
  if (!stored) throw new StoreFileError(path, 'foreign');
  refuseNewer(path, stored, collections, program);
}

const EMPTY_BACKUP = 'it is empty (0 bytes): name another backup';

/** @param blamed the file that is named as damaged */
function checkWhole(path: string, blamed = path): void {
  try {
    withReadOnly(path, (db) => {
      readVersions(db, blamed);
      const [found] = db.prepare('PRAGMA integrity_check(1)').all();
      if (found && Object.values(found)[0] !== 'ok') throw new StoreFileError(blamed, 'corrupt');
    });
  } catch (error) {
    throw blameFile(blamed, error);
  }
}

/** @returns whether there is a store that is whole; of one that is not, the files that are left are kept as they are */
async function keep(store: string, aside: string): Promise<boolean> {
  try {
    if (existsSync(store) && statSync(store).size > 0) {
      await backUp(store, aside);
      return true;
    }
  } catch (error) {
    const damaged =
      error instanceof StoreFileError && ['corrupt', 'not-a-database', 'foreign'].includes(error.problem);
    if (!damaged) throw error;
  }
  try {
    if (existsSync(store)) copyFileSync(store, aside);
    if (existsSync(`${store}-wal`)) copyFileSync(`${store}-wal`, `${aside}-wal`);
  } catch (error) {
    throw blame(aside, error);
  }
  return false;
}

const blame = (path: string, error: unknown): unknown => blameFolder(path, blameFile(path, error));

const hasLog = (path: string): boolean => existsSync(`${path}-wal`) && statSync(`${path}-wal`).size > 0;

/** One file that can be read from a disk that nobody may write to; the store makes its log anew when it opens it. */
function withoutLog(path: string): void {
  const db = new DatabaseSync(path);
  db.exec('PRAGMA journal_mode = DELETE');
  db.close();
}

/** Moves what stands in the log beside the file into it. */
function foldLog(path: string): void {
  const db = new DatabaseSync(path, { timeout: 5000 });
  db.exec('PRAGMA wal_checkpoint(TRUNCATE)');
  db.close();
}

/** @param path a file, or the folder in which one has got its name */
function toDisk(path: string): void {
  const file = openSync(path, 'r');
  try {
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
}
