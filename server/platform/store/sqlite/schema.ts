import type { DatabaseSync } from 'node:sqlite';
import { crashPoint } from '../../crash-point.ts';
import type { Collection, Document } from '../port.ts';
import {
  checkCollection,
  columnDefinition,
  columnName,
  indexDefinition,
  indexName,
  isHead,
  quote,
} from './columns.ts';
import { StoreFileError } from './file-error.ts';

/** How tables are laid out. Raised when a database written by this version could not be read by the one before. */
export const LAYOUT_VERSION = 1;
/** "SHPW": tells our files from those of other programs, https://www.sqlite.org/pragma.html#pragma_application_id */
export const APPLICATION_ID = 0x53485057;

/**
 * Makes tables, columns and indexes be what the collections declare. What is no longer declared loses its index; no data
 * is ever removed.
 * @throws StoreFileError when the file is another program's or was written by a newer version
 */
export function ensureSchema(
  db: DatabaseSync,
  path: string,
  collections: readonly Collection<Document>[],
): void {
  for (const collection of collections) checkCollection(collection);
  db.exec('BEGIN IMMEDIATE');
  try {
    identify(db, path);
    const existing = readIndexes(db);
    for (const collection of collections)
      ensureTable(db, collection, existing.get(collection.name) ?? new Map());
    db.exec('COMMIT');
  } catch (error) {
    if (db.isTransaction) db.exec('ROLLBACK');
    throw error;
  }
}

function identify(db: DatabaseSync, path: string): void {
  const pragma = (name: string) => Number(Object.values(db.prepare(`PRAGMA ${name}`).get() ?? {})[0]);
  const empty = db.prepare('SELECT 1 FROM sqlite_schema LIMIT 1').get() === undefined;
  if (!empty && pragma('application_id') !== APPLICATION_ID) throw new StoreFileError(path, 'foreign');
  const layout = pragma('user_version');
  if (layout > LAYOUT_VERSION) throw new StoreFileError(path, 'newer');
  if (empty) db.exec(`PRAGMA application_id = ${APPLICATION_ID}`);
  if (layout !== LAYOUT_VERSION) db.exec(`PRAGMA user_version = ${LAYOUT_VERSION}`);
}

type Definitions = Map<string, string>;

function readIndexes(db: DatabaseSync): Map<string, Definitions> {
  const byTable = new Map<string, Definitions>();
  for (const row of db
    .prepare("SELECT type, name, tbl_name, sql FROM sqlite_schema WHERE type IN ('table', 'index')")
    .all()) {
    const table = String(row.tbl_name);
    const definitions: Definitions = byTable.get(table) ?? new Map();
    byTable.set(table, definitions);
    if (row.type === 'index' && row.sql !== null) definitions.set(String(row.name), String(row.sql));
  }
  return byTable;
}

function ensureTable(db: DatabaseSync, collection: Collection<Document>, existing: Definitions): void {
  const table = quote(collection.name);
  db.exec(
    `CREATE TABLE IF NOT EXISTS ${table} (_id TEXT PRIMARY KEY NOT NULL, version INTEGER NOT NULL, ` +
      'createdAt INTEGER NOT NULL, updatedAt INTEGER NOT NULL, doc TEXT NOT NULL)',
  );
  const known = new Set(
    db
      .prepare(`PRAGMA table_xinfo(${table})`)
      .all()
      .map((row) => String(row.name)),
  );
  for (const spec of Object.values(collection.indexes)) {
    for (const field of spec.fields) {
      if (isHead(field) || known.has(columnName(field))) continue;
      db.exec(`ALTER TABLE ${table} ADD COLUMN ${columnDefinition(field)}`);
      known.add(columnName(field));
    }
  }
  const wanted: Definitions = new Map();
  for (const [name, spec] of Object.entries(collection.indexes)) {
    wanted.set(indexName(collection.name, name), indexDefinition(collection.name, name, spec));
  }
  for (const [name, sql] of existing) if (wanted.get(name) !== sql) db.exec(`DROP INDEX ${quote(name)}`);
  for (const [name, sql] of wanted) if (existing.get(name) !== sql) createIndex(db, name, sql);
}

function createIndex(db: DatabaseSync, name: string, sql: string): void {
  try {
    db.exec(sql);
    crashPoint('schema.change');
  } catch (error) {
    if (!(error instanceof Error) || !error.message.startsWith('UNIQUE constraint failed')) throw error;
    throw new Error(`unique index ${name} cannot be added: stored documents already share a value of it`, {
      cause: error,
    });
  }
}
