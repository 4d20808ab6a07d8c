import type { DatabaseSync } from 'node:sqlite';
import { crashPoint } from '../../crash-point.ts';
import { type Collection, type Document, schemaVersion } from '../port.ts';
import {
  checkCollection,
  columnDefinition,
  columnName,
  indexDefinition,
  indexName,
  isHead,
  quote,
} from './columns.ts';
import { type MigrationProgress, migrateDocuments } from './migrate.ts';
import {
  APPLICATION_ID,
  createVersionTables,
  LAYOUT_VERSION,
  readVersions,
  refuseNewer,
  type StoredShape,
  writeProgram,
  writeShape,
} from './versions.ts';

export interface SchemaOptions {
  /** Written into the file, for the message that an older program gives when it refuses it. */
  program?: string | undefined;
  onProgress?: ((progress: MigrationProgress) => void) | undefined;
}

/**
 * Makes tables, columns, documents and indexes be what the collections declare. What is no longer declared loses its index;
 * no data is ever removed. Cut off at any moment, the next call goes on where this one was.
 * @throws StoreFileError when the file is another program's or was written by a newer version
 * @throws MigrationError
 */
export async function ensureSchema(
  db: DatabaseSync,
  path: string,
  collections: readonly Collection<Document>[],
  { program, onProgress = () => {} }: SchemaOptions = {},
): Promise<void> {
  for (const collection of collections) checkCollection(collection);
  const pending: { collection: Collection<Document>; shape: StoredShape }[] = [];
  const missing: { name: string; sql: string }[] = [];
  together(db, () => {
    const stored = readVersions(db, path);
    if (stored) refuseNewer(path, stored, collections, program);
    else db.exec(`PRAGMA application_id = ${APPLICATION_ID}`);
    if (stored?.layout !== LAYOUT_VERSION) db.exec(`PRAGMA user_version = ${LAYOUT_VERSION}`);
    const indexes = readIndexes(db);
    const recorded = createVersionTables(db);
    for (const collection of collections) {
      const shape = stored?.shapes.get(collection.name);
      const existing = indexes.get(collection.name) ?? new Map();
      // Those that go are dropped before documents change: a unique index that is gone for good must not stand in the way.
      const added = ensureTable(db, collection, existing);
      if (shape) missing.push(...added);
      else for (const { name, sql } of added) createIndex(db, name, sql);
      const wanted = intended(collection, shape);
      if (!recorded.has(collection.name) || wanted.target !== shape?.target)
        writeShape(db, collection.name, wanted);
      if (wanted.target !== undefined) pending.push({ collection, shape: wanted });
    }
  });
  for (const { collection, shape } of pending)
    await migrateDocuments(db, path, collection, shape, onProgress);
  for (const { name, sql } of missing) together(db, () => createIndex(db, name, sql));
  if (program !== undefined) writeProgram(db, program);
}

/** The target is stored before the first document changes, so that no older program takes the file for its own. */
function intended(collection: Collection<Document>, shape: StoredShape | undefined): StoredShape {
  const newest = schemaVersion(collection);
  if (!shape) return { version: newest, target: undefined, reached: undefined };
  return shape.target === undefined && shape.version < newest ? { ...shape, target: newest } : shape;
}

function together(db: DatabaseSync, work: () => void): void {
  db.exec('BEGIN IMMEDIATE');
  try {
    work();
    db.exec('COMMIT');
  } catch (error) {
    if (db.isTransaction) db.exec('ROLLBACK');
    throw error;
  }
}

type Definitions = Map<string, string>;

function readIndexes(db: DatabaseSync): Map<string, Definitions> {
  const byTable = new Map<string, Definitions>();
  for (const row of db
    .prepare("SELECT name, tbl_name, sql FROM sqlite_schema WHERE type = 'index' AND sql IS NOT NULL")
    .all()) {
    const table = String(row.tbl_name);
    const definitions: Definitions = byTable.get(table) ?? new Map();
    byTable.set(table, definitions.set(String(row.name), String(row.sql)));
  }
  return byTable;
}

/** @returns the indexes that are still to be made */
function ensureTable(
  db: DatabaseSync,
  collection: Collection<Document>,
  existing: Definitions,
): { name: string; sql: string }[] {
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
  return [...wanted]
    .filter(([name, sql]) => existing.get(name) !== sql)
    .map(([name, sql]) => ({ name, sql }));
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
