import { DatabaseSync } from 'node:sqlite';

/** The whole database as SQL, one statement a line: layout, versions and rows as they lie in the file. */
export function readSql(path: string): string {
  const db = new DatabaseSync(path, { readOnly: true });
  try {
    const lines = ['application_id', 'user_version'].map(
      (name) => `PRAGMA ${name} = ${Object.values(db.prepare(`PRAGMA ${name}`).get() ?? {})[0]};`,
    );
    const made = db
      .prepare(
        "SELECT type, name, sql FROM sqlite_schema WHERE sql IS NOT NULL ORDER BY type = 'index', name",
      )
      .all();
    for (const { sql } of made) lines.push(`${String(sql).replaceAll(/\s+/g, ' ')};`);
    for (const { type, name } of made) {
      if (type !== 'table') continue;
      // Generated columns are in `table_xinfo` only.
      const columns = db
        .prepare(`PRAGMA table_info("${String(name)}")`)
        .all()
        .map((column) => String(column.name));
      const values = columns.map((column) => `quote("${column}") AS "${column}"`).join(', ');
      for (const row of db.prepare(`SELECT ${values} FROM "${String(name)}" ORDER BY 1`).all())
        lines.push(
          `INSERT INTO "${String(name)}" (${columns.join(', ')}) VALUES (${Object.values(row).join(', ')});`,
        );
    }
    return `${lines.join('\n')}\n`;
  } finally {
    db.close();
  }
}

/** Makes the database that `readSql` has read. */
export function writeSql(path: string, sql: string): void {
  const db = new DatabaseSync(path);
  try {
    db.exec(`BEGIN; ${sql} COMMIT;`);
  } finally {
    db.close();
  }
}
