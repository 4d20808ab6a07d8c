import type { DatabaseSync } from 'node:sqlite';
import { type Collection, type Document, schemaVersion } from '../port.ts';
import { StoreFileError } from './file-error.ts';

/** How tables are laid out. Raised when a database written by this version could not be read by the one before. */
export const LAYOUT_VERSION = 1;
/** "SHPW": tells our files from those of other programs, https://www.sqlite.org/pragma.html#pragma_application_id */
export const APPLICATION_ID = 0x53485057;

/** In which shape the documents of one collection are stored. */
export interface StoredShape {
  /** Of all documents, or of those that a migration has not reached. */
  version: number;
  /** Where the migration under way leads; undefined: none is. */
  target: number | undefined;
  /** `_id` of the last document that it has reached. */
  reached: string | undefined;
}

/** What a database says of itself. */
export interface StoredVersions {
  layout: number;
  /** The program that opened it last, such as "Shopwright 1.2.0". */
  writtenBy: string | undefined;
  /** By the name of the collection. */
  shapes: Map<string, StoredShape>;
}

/**
 * Changes nothing.
 * @returns undefined when the database is new
 * @throws StoreFileError when it is another program's
 */
export function readVersions(db: DatabaseSync, path: string): StoredVersions | undefined {
  const tables = new Set(
    db
      .prepare("SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite~_%' ESCAPE '~'")
      .all()
      .map(({ name }) => String(name)),
  );
  if (tables.size === 0) return undefined;
  const pragma = (name: string) => Number(Object.values(db.prepare(`PRAGMA ${name}`).get() ?? {})[0]);
  if (pragma('application_id') !== APPLICATION_ID) throw new StoreFileError(path, 'foreign');
  // What no row speaks of was made before there were versions.
  const shapes = new Map<string, StoredShape>();
  for (const table of tables)
    if (!table.startsWith('_')) shapes.set(table, { version: 1, target: undefined, reached: undefined });
  if (tables.has('_shapes')) {
    for (const row of db.prepare('SELECT collection, version, target, reached FROM _shapes').all())
      shapes.set(String(row.collection), {
        version: Number(row.version),
        target: row.target === null ? undefined : Number(row.target),
        reached: row.reached === null ? undefined : String(row.reached),
      });
  }
  const writer = tables.has('_about')
    ? db.prepare("SELECT value FROM _about WHERE name = 'writtenBy'").get()
    : undefined;
  return { layout: pragma('user_version'), writtenBy: writer && String(writer.value), shapes };
}

/**
 * @param program this one, such as "Shopwright 1.2.0"
 * @throws StoreFileError when a newer program wrote the database, or began to bring it up to date
 */
export function refuseNewer(
  path: string,
  stored: StoredVersions,
  collections: readonly Collection<Document>[],
  program = 'this program',
): void {
  const known = new Map(collections.map((collection) => [collection.name, schemaVersion(collection)]));
  const reasons =
    stored.layout > LAYOUT_VERSION ? [`its tables are laid out in version ${stored.layout}`] : [];
  for (const [name, { version, target = version }] of stored.shapes) {
    const own = known.get(name);
    if (own === undefined) reasons.push(`"${name}" is unknown here`);
    else if (target > own) reasons.push(`"${name}" is stored in version ${target}, known here is ${own}`);
  }
  if (reasons.length === 0) return;
  const writer = stored.writtenBy ?? 'a newer version';
  const shown = reasons.length > 3 ? [...reasons.slice(0, 3), `and ${reasons.length - 3} more`] : reasons;
  throw new StoreFileError(
    path,
    'newer',
    undefined,
    `${writer} wrote it, and ${program} is too old for it (${shown.join('; ')}). Nothing was changed. Start it with ` +
      `${stored.writtenBy === undefined ? 'that version' : `${writer} or newer`}, or restore a backup that was made ` +
      `before the upgrade (\`shopwright restore FILE --replace\`; an upgrade leaves one beside the database)`,
  );
}

/** @returns the collections that they speak of */
export function createVersionTables(db: DatabaseSync): Set<string> {
  db.exec(
    'CREATE TABLE IF NOT EXISTS _shapes (collection TEXT PRIMARY KEY NOT NULL, version INTEGER NOT NULL, ' +
      'target INTEGER, reached TEXT) WITHOUT ROWID; ' +
      'CREATE TABLE IF NOT EXISTS _about (name TEXT PRIMARY KEY NOT NULL, value TEXT NOT NULL) WITHOUT ROWID',
  );
  return new Set(
    db
      .prepare('SELECT collection FROM _shapes')
      .all()
      .map(({ collection }) => String(collection)),
  );
}

export function writeShape(db: DatabaseSync, name: string, shape: StoredShape): void {
  db.prepare(
    'INSERT INTO _shapes (collection, version, target, reached) VALUES (?, ?, ?, ?) ' +
      'ON CONFLICT DO UPDATE SET version = excluded.version, target = excluded.target, reached = excluded.reached',
  ).run(name, shape.version, shape.target ?? null, shape.reached ?? null);
}

export function writeProgram(db: DatabaseSync, program: string): void {
  // Nothing is written where it stands there already.
  db.prepare(
    "INSERT INTO _about (name, value) VALUES ('writtenBy', ?) ON CONFLICT DO UPDATE SET value = excluded.value " +
      'WHERE value IS NOT excluded.value',
  ).run(program);
}
