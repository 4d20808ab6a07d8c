import { existsSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import type { Config } from '../config.ts';
import { type Collection, type Document, schemaVersion } from '../platform/store/port.ts';
import { blameFile } from '../platform/store/sqlite/file-error.ts';
import { readVersions, refuseNewer, type StoredVersions } from '../platform/store/sqlite/versions.ts';
import { PROGRAM } from '../version.ts';
import type { Finding } from './doctor-checks.ts';
import { databaseFile } from './shop-access.ts';

/** In which version the documents of each collection are stored, and whether this program can read them. */
export function checkVersions(
  config: Config,
  collections: readonly Collection<Document>[],
): Omit<Finding, 'check'> {
  const path = databaseFile(config);
  if (!existsSync(path)) return { status: 'ok', message: 'nothing is stored yet' };
  let stored: StoredVersions | undefined;
  try {
    stored = read(path);
    if (!stored) return { status: 'ok', message: 'nothing is stored yet' };
    const details = detailsOf(stored, collections);
    try {
      refuseNewer(path, stored, collections, PROGRAM);
    } catch (error) {
      return {
        status: 'fail',
        message: (error as Error).message,
        mend: 'Install the newer version again, or restore a backup of before the upgrade.',
        details,
      };
    }
    return { ...judge(stored, collections), details };
  } catch (error) {
    const blamed = blameFile(path, error);
    const message = blamed instanceof Error ? blamed.message : String(blamed);
    return { status: 'fail', message, mend: 'Mend the database first.' };
  }
}

function read(path: string): StoredVersions | undefined {
  const db = new DatabaseSync(path, { readOnly: true, timeout: 5000 });
  try {
    return readVersions(db, path);
  } finally {
    db.close();
  }
}

function judge(
  { shapes, writtenBy = 'an early version' }: StoredVersions,
  collections: readonly Collection<Document>[],
): Omit<Finding, 'check'> {
  const underWay = [...shapes].filter(([, { target }]) => target !== undefined).map(([name]) => name);
  if (underWay.length > 0)
    return {
      status: 'warn',
      message: `an upgrade was cut off: ${underWay.join(', ')}`,
      mend: 'Start the server: it goes on where it was.',
    };
  const old = collections
    .filter((collection) => (shapes.get(collection.name)?.version ?? 0) < schemaVersion(collection))
    .map(({ name }) => name);
  if (old.length > 0)
    return {
      status: 'ok',
      message: `stored by ${writtenBy}; the next start brings up to date: ${old.join(', ')}`,
    };
  const changed = collections.filter((collection) => schemaVersion(collection) > 1);
  const versions = changed.map((collection) => `${collection.name} ${schemaVersion(collection)}`);
  const all = versions.length === 0 ? 'all in version 1' : `${versions.join(', ')}, the others 1`;
  return { status: 'ok', message: `${collections.length} collections, ${all}; last opened by ${writtenBy}` };
}

/** For `--json`. */
function detailsOf({ shapes, writtenBy }: StoredVersions, collections: readonly Collection<Document>[]) {
  const known = new Map(collections.map((collection) => [collection.name, schemaVersion(collection)]));
  const names = [...new Set([...known.keys(), ...shapes.keys()])].sort();
  return {
    program: PROGRAM,
    written_by: writtenBy ?? null,
    versions: Object.fromEntries(
      names.map((name) => [
        name,
        { stored: shapes.get(name)?.version ?? null, known: known.get(name) ?? null },
      ]),
    ),
  };
}
