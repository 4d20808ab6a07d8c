import { existsSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';

/** What the server itself leaves beside the database: copies before an upgrade or a restore, and logs that were damaged. */
const BEFORE_UPGRADE = /^shop-before-upgrade-\d{8}T\d{6}Z\.db(-wal|-shm)?$/;
const BEFORE_RESTORE = /^shop-before-restore-\d{8}T\d{6}Z\.db(-wal|-shm)?$/;
const DAMAGED_LOG = /^shop\.db-wal-damaged-/;

/** Copies of the database that may hold whoever is erased. @param after a restore: what was put aside was erased already */
export function copiesBeside(dataDir: string | undefined, after: 'request' | 'restore'): string[] {
  if (dataDir === undefined || !existsSync(dataDir)) return [];
  const kinds = [BEFORE_UPGRADE, DAMAGED_LOG, ...(after === 'request' ? [BEFORE_RESTORE] : [])];
  return readdirSync(dataDir)
    .filter((name) => kinds.some((kind) => kind.test(name)))
    .map((name) => join(dataDir, name));
}

export function deleteCopies(dataDir: string | undefined, after: 'request' | 'restore'): number {
  const copies = copiesBeside(dataDir, after);
  for (const copy of copies) rmSync(copy, { force: true });
  return copies.length;
}
