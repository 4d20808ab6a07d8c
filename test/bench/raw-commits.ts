import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { percentile, type Sample } from './stats.ts';

const ROW = 'x'.repeat(500);

/**
 * What the disk and SQLite give with the durability of the store (WAL, synchronous=FULL): commits of `rows` rows of 500
 * bytes, each row in a savepoint of its own when there are several.
 *
 * @returns the rate of rows, and the times of commits
 */
export function rawCommits(dir: string, ms: number, rows: number): Sample {
  const db = new DatabaseSync(join(dir, `raw-${rows}.db`));
  db.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA wal_autocheckpoint = 8192');
  db.exec('CREATE TABLE IF NOT EXISTS rows (id INTEGER PRIMARY KEY, doc TEXT NOT NULL)');
  const insert = db.prepare('INSERT INTO rows (doc) VALUES (?)');
  const [begin, savepoint, release, commit] = (
    ['BEGIN IMMEDIATE', 'SAVEPOINT work', 'RELEASE work', 'COMMIT'] as const
  ).map((sql) => db.prepare(sql));
  const times: number[] = [];
  const start = performance.now();
  let now = start;
  while (now < start + ms) {
    begin!.run();
    for (let row = 0; row < rows; row += 1) {
      if (rows > 1) savepoint!.run();
      insert.run(ROW);
      if (rows > 1) release!.run();
    }
    commit!.run();
    const end = performance.now();
    times.push(end - now);
    now = end;
  }
  db.close();
  return {
    rate: (times.length * rows) / ((now - start) / 1000),
    p50: percentile(times, 0.5),
    p99: percentile(times, 0.99),
  };
}
