import { DatabaseSync } from 'node:sqlite';
import type { Collection, Document } from '../../server/platform/store/port.ts';

/** Makes the file look like one of a version before an index was added, so that the next start has a schema to change. */
export function loseAnIndex(path: string): void {
  const db = new DatabaseSync(path);
  try {
    const names = db
      .prepare(
        "SELECT name FROM sqlite_schema WHERE type = 'index' AND sql IS NOT NULL AND tbl_name IN ('orders', 'holds')",
      )
      .all();
    for (const { name } of names) db.exec(`DROP INDEX "${String(name)}"`);
  } finally {
    db.close();
  }
}

/** Money and goods, and the products: more of them than one transaction of a migration takes. */
const MIGRATED = ['orders', 'paymentAttempts', 'products', 'stockLevels'];

/** Gives every document the shape of the version before, which the schema of the next refuses. */
export function storeOldShape(path: string, version: number): void {
  const db = new DatabaseSync(path);
  try {
    db.exec('BEGIN');
    for (const table of MIGRATED)
      db.exec(`UPDATE "${table}" SET doc = json_set(doc, '$.ofVersion', ${version})`);
    db.exec('COMMIT');
  } finally {
    db.close();
  }
}

/** The collections of a server that is so many versions later. A document that is changed twice, or out of turn, ends its start. */
export const laterBy = (
  versions: number,
  collections: readonly Collection<Document>[],
): Collection<Document>[] =>
  collections.map((collection) => {
    if (!MIGRATED.includes(collection.name)) return collection;
    const added = Array.from({ length: versions }, (_, index) => ({
      what: 'no version in the document',
      change: ({ ofVersion, ...rest }: Record<string, unknown>) => {
        if (ofVersion !== index + 1) throw new Error(`it is of version ${ofVersion}, not ${index + 1}`);
        return rest;
      },
    }));
    return { ...collection, migrations: [...collection.migrations, ...added] };
  });
