import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { parcels, testCollections } from '../../../../test/contract/store/fixture.ts';
import { ManualClock } from '../../clock.ts';
import type { Store } from '../port.ts';
import { openSqliteStore } from './store.ts';

let dir: string;
let store: Store;
let db: DatabaseSync;
let lines: { level: string; message: string; rows?: number }[];
const file = () => join(dir, 'shop.db');

beforeEach(async () => {
  dir = mkdtempSync(join(tmpdir(), 'full-'));
  lines = [];
  const log = (level: string) => (details: object, message: string) =>
    void lines.push({ level, message, ...details });
  const opened = vi.spyOn(DatabaseSync.prototype, 'exec');
  store = await openSqliteStore({
    path: file(),
    clock: new ManualClock(),
    collections: testCollections,
    logger: { warn: log('warn'), error: log('error') },
  });
  db = opened.mock.contexts.at(-1) as DatabaseSync;
  opened.mockRestore();
});
afterEach(async () => {
  await store.close();
  rmSync(dir, { recursive: true });
});

/** No page more than there is: SQLite then says what it says of a disk that is full. */
function fill(): void {
  const { page_count: pages } = db.prepare('PRAGMA page_count').get() as { page_count: number };
  db.exec(`PRAGMA max_page_count = ${pages}`);
}
const makeRoom = () => db.exec('PRAGMA max_page_count = 1000000');
const big = { filler: 'x'.repeat(20_000) };
const add = (_id: string) => store.transaction((tx) => tx.insert(parcels, { _id, notes: big }));

it('stores nothing of what no longer fits, goes on reading, and writes again when there is room', async () => {
  await add('before');
  fill();
  for (const id of ['a', 'b'])
    await expect(add(id)).rejects.toMatchObject({
      problem: 'full',
      message: expect.stringContaining(file()),
    });
  expect(await store.count(parcels)).toBe(1);
  makeRoom();
  await add('after');
  expect((await store.find(parcels)).map(({ _id }) => _id)).toEqual(['after', 'before']);
});

it('tells the operator once when it begins and once when it is over', async () => {
  fill();
  for (const id of ['a', 'b', 'c']) await add(id).catch(() => {});
  store.append(parcels, { _id: 'row', notes: big });
  await store.flush();
  makeRoom();
  await add('after');
  store.append(parcels, { _id: 'later' });
  await store.flush();
  expect(lines).toMatchObject([
    { level: 'error', message: expect.stringMatching(/shop\.db: the disk is full: make room/) },
    { level: 'warn', message: expect.stringContaining('it is written to again') },
    { level: 'error', message: expect.stringContaining('appended rows were lost'), rows: 1 },
  ]);
});

it('acknowledges nothing that shares a commit with what does not fit', async () => {
  fill();
  const works = Array.from({ length: 20 }, (_, n) =>
    store.transaction((tx) => tx.insert(parcels, { _id: `p${n}`, notes: n === 10 ? big : {} })),
  );
  const outcomes = await Promise.allSettled(works);
  makeRoom();
  const kept = outcomes.flatMap((outcome) => (outcome.status === 'fulfilled' ? [outcome.value._id] : []));
  expect((await store.find(parcels)).map(({ _id }) => _id)).toEqual(kept.sort());
  expect(outcomes[10]?.status).toBe('rejected');
});

it('acknowledges nothing when a work takes the error for its own and goes on', async () => {
  fill();
  const careless = store.transaction(async (tx) => {
    await tx.insert(parcels, { _id: 'small' });
    await tx.insert(parcels, { _id: 'big', notes: big }).catch(() => {});
    return 'done';
  });
  const outcome = await careless.catch(() => 'refused');
  expect(await store.count(parcels)).toBe(outcome === 'done' ? 1 : 0);
});
