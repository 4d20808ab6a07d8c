import { readdirSync, rmSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { type Collection, type Document, schemaVersion } from '../port.ts';
import { backUp, momentOf } from './backup.ts';
import { StoreFileError } from './file-error.ts';
import type { StoredVersions } from './versions.ts';

export interface UpgradeBackup {
  path: string;
  stored: StoredVersions;
  collections: readonly Collection<Document>[];
  /** How many to keep beside the database, this one included; 0: none is made. */
  keep: number;
  /** Milliseconds, UTC. */
  now: number;
}

const MOMENT = /^\d{8}T\d{6}Z\.db$/;

/** Whether opening it makes the database one that the program which wrote it could not read any more. */
export function isUpgrade(stored: StoredVersions, collections: readonly Collection<Document>[]): boolean {
  return collections.some((collection) => {
    const shape = stored.shapes.get(collection.name);
    return shape === undefined || shape.version < schemaVersion(collection);
  });
}

/** Whether an upgrade was begun: then its backup was made, and would now be one of something in between. */
const isUnderWay = ({ shapes }: StoredVersions): boolean =>
  [...shapes.values()].some(({ target }) => target !== undefined);

/**
 * Copies the database before an upgrade, and removes old copies.
 * @returns the copy; undefined when none is due
 * @throws StoreFileError
 */
export async function backUpBeforeUpgrade(upgrade: UpgradeBackup): Promise<string | undefined> {
  const { path, stored, collections, keep, now } = upgrade;
  if (keep === 0 || isUnderWay(stored) || !isUpgrade(stored, collections)) return undefined;
  const stem = `${basename(path, '.db')}-before-upgrade-`;
  const copy = join(dirname(path), `${stem}${momentOf(now)}.db`);
  try {
    await backUp(path, copy);
  } catch (error) {
    if (!(error instanceof StoreFileError) || error.problem !== 'full') throw error;
    throw new StoreFileError(
      copy,
      'full',
      error,
      'the disk has no room for the copy that is made before an upgrade. Make room, or take a backup elsewhere and set ' +
        'SHOPWRIGHT_UPGRADE_BACKUPS=0. Nothing was changed',
    );
  }
  const copies = readdirSync(dirname(path)).filter(
    (name) => name.startsWith(stem) && MOMENT.test(name.slice(stem.length)),
  );
  for (const name of copies.sort().slice(0, -keep)) rmSync(join(dirname(path), name), { force: true });
  return copy;
}
