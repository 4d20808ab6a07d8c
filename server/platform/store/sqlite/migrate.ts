import type { DatabaseSync } from 'node:sqlite';
import { setImmediate as breathe } from 'node:timers/promises';
import type { z } from 'zod';
import { crashPoint } from '../../crash-point.ts';
import { type Collection, type Document, type Migration, schemaVersion } from '../port.ts';
import { quote } from './columns.ts';
import { type StoredShape, writeShape } from './versions.ts';

/** A document that a migration could not bring into the new shape. What was done before it is kept, and so is a backup. */
export class MigrationError extends Error {
  override readonly name = 'MigrationError';
  constructor(about: { path: string; document: string; from: number; to: number }, cause: unknown) {
    const why = cause instanceof Error ? cause.message : String(cause);
    super(
      `${about.path}: ${about.document} cannot be brought from version ${about.from} to ${about.to} of its shape: ${why}. ` +
        'Go back to the version before with the backup made for this upgrade (`shopwright restore FILE --replace`), and report this message',
      { cause },
    );
  }
}

export interface MigrationProgress {
  collection: string;
  /** Documents brought into the new shape. */
  done: number;
  total: number;
}

const TELL_MS = 2000;

/** Tells at the beginning of a collection, every two seconds, and at its end, in words. */
export function upgradeReport(tell: (text: string) => void): (progress: MigrationProgress) => void {
  let last = { collection: '', at: 0 };
  return ({ collection, done, total }) => {
    const at = performance.now();
    if (collection === last.collection && at - last.at < TELL_MS && done < total) return;
    last = { collection, at };
    const share = Math.floor((100 * done) / total);
    tell(`Bringing stored documents up to date: ${collection}, ${done} of ${total} (${share} %).`);
  };
}

const BATCH_ROWS = 1000;
/** A batch ends after so long, so that a start that waits answers its probes. */
const BATCH_MS = 50;

/**
 * Brings every document of a collection into its present shape, a bounded transaction at a time; each also stores how far
 * it came, so that after a crash the next call goes on from there and no document is changed twice.
 * @param shape as stored; a migration under way is finished first
 * @throws MigrationError
 */
export async function migrateDocuments(
  db: DatabaseSync,
  path: string,
  collection: Collection<Document>,
  shape: StoredShape,
  tell: (progress: MigrationProgress) => void,
): Promise<void> {
  let current = shape;
  const newest = schemaVersion(collection);
  while (current.version < newest) {
    const target = current.target ?? newest;
    if (changes(collection, current.version, target))
      await pass(db, path, collection, { ...current, target }, tell);
    current = { version: target, target: undefined, reached: undefined };
    writeShape(db, collection.name, current);
  }
}

/** Whether any document is written anew on the way. */
export const changes = (collection: Collection<Document>, from: number, to: number): boolean =>
  steps(collection, from, to).some(({ change }) => change !== undefined);

const steps = (collection: Collection<Document>, from: number, to: number): readonly Migration[] =>
  collection.migrations.slice(from - 1, to - 1);

async function pass(
  db: DatabaseSync,
  path: string,
  collection: Collection<Document>,
  shape: StoredShape & { target: number },
  tell: (progress: MigrationProgress) => void,
): Promise<void> {
  const { name } = collection;
  const table = quote(name);
  const read = db.prepare(
    `SELECT _id, version, createdAt, updatedAt, doc FROM ${table} WHERE _id > ? ORDER BY _id LIMIT ${BATCH_ROWS}`,
  );
  const write = db.prepare(`UPDATE ${table} SET doc = ? WHERE _id = ?`);
  const total = Number(db.prepare(`SELECT count(*) AS n FROM ${table}`).get()?.n);
  let { reached = '' } = shape;
  let done = Number(db.prepare(`SELECT count(*) AS n FROM ${table} WHERE _id <= ?`).get(reached)?.n);
  for (let more = total > done; more; ) {
    const until = performance.now() + BATCH_MS;
    db.exec('BEGIN IMMEDIATE');
    try {
      const rows = read.all(reached);
      let taken = 0;
      for (const row of rows) {
        const { doc, ...head } = row;
        const old = { ...JSON.parse(String(doc)), ...head } as Document & Record<string, unknown>;
        write.run(changed(path, collection, shape, old), old._id);
        reached = old._id;
        taken += 1;
        if (performance.now() > until) break;
      }
      writeShape(db, name, { ...shape, reached });
      crashPoint('schema.migration');
      db.exec('COMMIT');
      done += taken;
      more = rows.length === BATCH_ROWS || taken < rows.length;
    } catch (error) {
      if (db.isTransaction) db.exec('ROLLBACK');
      throw error;
    }
    tell({ collection: name, done, total });
    await breathe();
  }
}

/** @returns the document in its new shape, without its head, as JSON */
function changed(
  path: string,
  collection: Collection<Document>,
  { version, target }: { version: number; target: number },
  old: Document & Record<string, unknown>,
): string {
  const { _id, version: revision, createdAt, updatedAt } = old;
  const head = { _id, version: revision, createdAt, updatedAt };
  try {
    let document: Record<string, unknown> = old;
    for (const { change } of steps(collection, version, target))
      if (change) document = { ...change({ ...document, ...head }), ...head };
    // A shape on the way to the present one has no schema any more to hold it against.
    if (target === schemaVersion(collection)) document = parse(collection, document);
    const { _id: _, version: __, createdAt: ___, updatedAt: ____, ...rest } = document;
    return JSON.stringify(rest);
  } catch (cause) {
    throw new MigrationError(
      { path, document: `${collection.name}/${_id}`, from: version, to: target },
      cause,
    );
  }
}

function parse(collection: Collection<Document>, document: Record<string, unknown>): Record<string, unknown> {
  const parsed = collection.schema.safeParse(document);
  if (parsed.success) return { ...parsed.data };
  const issues = (parsed.error as z.ZodError).issues.map(
    (issue) => `${issue.path.join('.') || '(document)'}: ${issue.message}`,
  );
  throw new Error(`it does not fit its schema then (${issues.join('; ')})`);
}
