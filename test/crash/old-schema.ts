import { DatabaseSync } from 'node:sqlite';

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
