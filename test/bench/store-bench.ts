/** Durable writes and reads of the SQLite store beside node:sqlite alone. Run: node test/bench/store-bench.ts */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { z } from 'zod';
import { systemClock } from '../../server/platform/clock.ts';
import { defineCollection } from '../../server/platform/store/port.ts';
import { openSqliteStore } from '../../server/platform/store/sqlite/store.ts';

const SECONDS = 2;
const FILLER = 'x'.repeat(400);

const Row = z.strictObject({
  _id: z.string(),
  version: z.int(),
  createdAt: z.int(),
  updatedAt: z.int(),
  owner: z.string(),
  text: z.string(),
});
const rows = defineCollection('rows', Row, { byOwner: { fields: ['owner'] } });

const dir = mkdtempSync(join(tmpdir(), 'shopwright-bench-'));
const document = (n: number) => ({ _id: `row_${n}`, owner: `owner_${n % 1000}`, text: FILLER });

/** One table, one index, the same bytes; a BEGIN, `perCommit` savepoints and a COMMIT at a time. */
function raw(perCommit: number): number {
  const db = new DatabaseSync(join(dir, `raw-${perCommit}.db`));
  db.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA wal_autocheckpoint = 8192');
  db.exec(
    'CREATE TABLE rows (_id TEXT PRIMARY KEY, version INT, createdAt INT, updatedAt INT, owner TEXT, doc TEXT)',
  );
  db.exec('CREATE INDEX byOwner ON rows (owner, _id)');
  const insert = db.prepare('INSERT INTO rows VALUES (?, 1, ?, ?, ?, ?)');
  const [begin, savepoint, release, commit] = ['BEGIN IMMEDIATE', 'SAVEPOINT w', 'RELEASE w', 'COMMIT'].map(
    (sql) => db.prepare(sql),
  );
  const until = performance.now() + SECONDS * 1000;
  let n = 0;
  while (performance.now() < until) {
    begin!.run();
    for (let i = 0; i < perCommit; i += 1, n += 1) {
      savepoint!.run();
      const { _id, owner, text } = document(n);
      insert.run(_id, 0, 0, owner, JSON.stringify({ owner, text }));
      release!.run();
    }
    commit!.run();
  }
  db.close();
  return n / SECONDS;
}

async function ours(callers: number): Promise<number> {
  const path = join(dir, `store-${callers}.db`);
  const store = await openSqliteStore({ path, clock: systemClock, collections: [rows] });
  const until = performance.now() + SECONDS * 1000;
  let n = 0;
  const caller = async () => {
    while (performance.now() < until) {
      n += 1;
      const next = document(n);
      await store.transaction((tx) => tx.insert(rows, next));
    }
  };
  await Promise.all(Array.from({ length: callers }, caller));
  const rate = n / SECONDS;
  if (callers === 64) await reads(store, n);
  await store.close();
  return rate;
}

async function reads(store: Awaited<ReturnType<typeof openSqliteStore>>, count: number): Promise<void> {
  const measure = async (name: string, call: (n: number) => Promise<unknown>) => {
    const times: number[] = [];
    for (let i = 0; i < 20_000; i += 1) {
      const start = performance.now();
      await call(1 + Math.floor(Math.random() * count));
      times.push(performance.now() - start);
    }
    times.sort((a, b) => a - b);
    const micro = (share: number) => (times[Math.floor(times.length * share)]! * 1000).toFixed(1);
    console.log(`${name}: p50 ${micro(0.5)} us, p99 ${micro(0.99)} us (of ${count} rows)`);
  };
  await measure('get', (n) => store.get(rows, `row_${n}`));
  await measure('find 10 by index', (n) =>
    store.find(rows, { where: { owner: `owner_${n % 1000}` }, limit: 10 }),
  );
}

for (const callers of [1, 16, 64]) {
  const bare = raw(callers);
  const rate = await ours(callers);
  console.log(
    `${callers} callers: ${Math.round(rate)}/s, node:sqlite alone ${Math.round(bare)}/s, ratio ${(rate / bare).toFixed(2)}`,
  );
}
rmSync(dir, { recursive: true });
