import { chmodSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { z } from 'zod';
import { blameFile, blameFolder, resultCode } from './file-error.ts';

const LockInfo = z.object({
  /** Where the server that owns the data answers. */
  url: z.string().optional(),
  /** Lets a command of the same user attach to that server. A secret: never log it. */
  controlToken: z.string().optional(),
});
/** What the owner of a data folder tells commands that want to reach it. */
export type LockInfo = z.infer<typeof LockInfo>;

const Owner = LockInfo.extend({ pid: z.int() });
export type LockOwner = z.infer<typeof Owner>;

/** Another process owns the data folder. */
export class StoreLockedError extends Error {
  override readonly name = 'StoreLockedError';
  /** Undefined when the owner has not said yet. */
  readonly pid: number | undefined;
  readonly url: string | undefined;
  constructor(dataDir: string, owner: LockOwner | undefined) {
    const who = owner ? ` (process ${owner.pid}${owner.url ? `, serving ${owner.url}` : ''})` : '';
    super(
      `${dataDir} is in use by another server${who}; stop it first, or give this one another data folder (SHOPWRIGHT_DATA_DIR)`,
    );
    this.pid = owner?.pid;
    this.url = owner?.url;
  }
}

export interface FileLock {
  /** Replaces what the owner tells, for instance when its port is known. */
  update(info: LockInfo): void;
  release(): void;
}

const BUSY = 5;
const lockPath = (dataDir: string) => join(dataDir, 'owner.lock');
const infoPath = (dataDir: string) => join(dataDir, 'owner.json');

/**
 * Makes this process the one owner of `dataDir`. The lock is the operating system's (an exclusive lock on `owner.lock`,
 * taken through SQLite), so it ends with the process however that ends; there is no stale lock and no process id to
 * mistake, also between containers. `owner.json` (mode 0600) beside it says who the owner is.
 * @throws StoreLockedError when another process, or another lock of this one, holds it
 */
export function acquireFileLock(dataDir: string, info: LockInfo = {}): FileLock {
  // Keys and personal data lie in it: nobody else on the machine looks in.
  try {
    mkdirSync(dataDir, { recursive: true, mode: 0o700 });
  } catch (error) {
    throw blameFolder(dataDir, error);
  }
  const holder = openLock(dataDir, 250);
  try {
    holder.exec('BEGIN EXCLUSIVE');
  } catch (error) {
    holder.close();
    if (isBusy(error)) throw new StoreLockedError(dataDir, readInfo(dataDir));
    throw blameFile(lockPath(dataDir), error);
  }
  const update = (next: LockInfo) => writeInfo(dataDir, next);
  try {
    update(info);
  } catch (error) {
    holder.close();
    throw blameFolder(dataDir, error);
  }
  return {
    update,
    release() {
      if (!holder.isOpen) return;
      rmSync(infoPath(dataDir), { force: true });
      holder.close();
    },
  };
}

/** Who owns `dataDir` at this moment, or undefined when nobody does. */
export function readLockOwner(dataDir: string): LockOwner | undefined {
  const info = readInfo(dataDir);
  if (!info) return undefined;
  const probe = openLock(dataDir, 0);
  try {
    probe.prepare('SELECT count(*) FROM sqlite_schema').get();
    return undefined;
  } catch (error) {
    if (isBusy(error)) return info;
    throw blameFile(lockPath(dataDir), error);
  } finally {
    probe.close();
  }
}

function openLock(dataDir: string, timeoutMs: number): DatabaseSync {
  const path = lockPath(dataDir);
  try {
    return new DatabaseSync(path, { timeout: timeoutMs });
  } catch (error) {
    throw blameFile(path, error);
  }
}

const isBusy = (error: unknown): boolean => ((resultCode(error) ?? 0) & 0xff) === BUSY;

function writeInfo(dataDir: string, info: LockInfo): void {
  const path = infoPath(dataDir);
  const partial = `${path}.partial`;
  writeFileSync(partial, JSON.stringify({ pid: process.pid, ...info }), { mode: 0o600 });
  chmodSync(partial, 0o600);
  renameSync(partial, path);
}

function readInfo(dataDir: string): LockOwner | undefined {
  try {
    return Owner.parse(JSON.parse(readFileSync(infoPath(dataDir), 'utf8')));
  } catch {
    return undefined;
  }
}
