import { DatabaseSync } from 'node:sqlite';
import { setTimeout as pause } from 'node:timers/promises';
import { workerData } from 'node:worker_threads';

const TRIES = 50;
const PAUSE_MS = 100;

const { path } = workerData as { path: string };
const db = new DatabaseSync(path, { timeout: 5000 });
try {
  db.exec('PRAGMA synchronous = FULL; PRAGMA secure_delete = ON; VACUUM');
  await emptyLog();
} finally {
  db.close();
}

/** A backup that reads from the log keeps it as it is: then the whole is to be tried again later. */
async function emptyLog(): Promise<void> {
  for (let tries = 0; tries < TRIES; tries += 1) {
    const [busy] = Object.values(db.prepare('PRAGMA wal_checkpoint(TRUNCATE)').get() ?? {});
    if (Number(busy) === 0) return;
    await pause(PAUSE_MS);
  }
  throw new Error('the log of the database is being read, by a backup perhaps, and could not be emptied');
}
