import {
  closeSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  rmSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterAll, describe, expect, it } from 'vitest';
import { parcels, Seat, seats, testCollections } from '../../../../test/contract/store/fixture.ts';
import { ManualClock } from '../../clock.ts';
import { type Collection, type Document, defineCollection, type Store } from '../port.ts';
import { blameFile, StoreFileError } from './file-error.ts';
import { openSqliteStore } from './store.ts';

const dir = mkdtempSync(join(tmpdir(), 'shopwright-store-'));
afterAll(() => rmSync(dir, { recursive: true }));
let files = 0;
const fresh = () => join(dir, `${++files}.db`);
const clock = new ManualClock();
const open = (path: string, collections: readonly Collection<Document>[] = testCollections) =>
  openSqliteStore({ path, clock, collections });
const add = (store: Store, _id: string, weight?: number) =>
  store.transaction((tx) => tx.insert(parcels, { _id, ...(weight !== undefined && { weight }) }));

/** How the query that SQLite is given would be run. */
function plan(path: string, sql: string): string {
  const db = new DatabaseSync(path, { readOnly: true });
  const rows = db.prepare(`EXPLAIN QUERY PLAN ${sql}`).all();
  db.close();
  return rows.map((row) => row.detail).join('; ');
}

describe('a SQLite file', () => {
  it('keeps what was committed, also when the process ends without closing it', async () => {
    const path = fresh();
    const store = await open(path);
    const parcel = await add(store, 'a', 2);
    // What a crash leaves: the file and its log as they are at this moment.
    const crashed = fresh();
    copyFileSync(path, crashed);
    copyFileSync(`${path}-wal`, `${crashed}-wal`);
    const recovered = await open(crashed);
    expect(await recovered.get(parcels, 'a')).toEqual(parcel);
    await recovered.close();
    await store.close();
    const reopened = await open(path);
    expect(await reopened.find(parcels, { where: { weight: 2 } })).toEqual([parcel]);
    await reopened.close();
  });

  it('stores appended rows when it closes', async () => {
    const path = fresh();
    const store = await open(path);
    store.append(parcels, { _id: 'a' });
    await store.close();
    const reopened = await open(path);
    expect(await reopened.get(parcels, 'a')).toBeDefined();
    await reopened.close();
  });

  it('gains collections, fields and indexes, and loses indexes, as declarations change', async () => {
    const path = fresh();
    const before = await open(path, [defineCollection('seats', Seat, { byTaken: { fields: ['taken'] } })]);
    await before.transaction((tx) => tx.insert(seats, { _id: 's', hall: 'H', row: 4, taken: 9 }));
    await before.close();
    const after = await open(path, testCollections);
    expect(await after.find(seats, { where: { hall: 'H', row: 4 } })).toHaveLength(1);
    await expect(after.find(seats, { where: { taken: 9 } })).rejects.toThrow(/in no index/);
    await add(after, 'p');
    const same = after.transaction((tx) => tx.insert(seats, { _id: 't', hall: 'H', row: 4, taken: 0 }));
    await expect(same).rejects.toThrow(/byPlace is taken/);
    await after.close();
  });

  it('says so when a new unique index meets values that are there twice', async () => {
    const path = fresh();
    const before = await open(path, [defineCollection('seats', Seat)]);
    for (const _id of ['s', 't']) {
      await before.transaction((tx) => tx.insert(seats, { _id, hall: 'H', row: 1, taken: 0 }));
    }
    await before.close();
    await expect(open(path)).rejects.toThrow(/seats:byPlace cannot be added/);
  });

  it('serves sorted pages from an index alone', async () => {
    const path = fresh();
    await (await open(path)).close();
    const sorted = plan(
      path,
      'SELECT doc FROM parcels WHERE ("doc.weight", _id) > (1, 2) ORDER BY "doc.weight", _id LIMIT 9',
    );
    expect(sorted).toMatch(/USING INDEX parcels:byWeight/);
    expect(sorted).not.toMatch(/TEMP B-TREE/);
    const sparse = plan(
      path,
      `SELECT doc FROM parcels WHERE "doc.label" = 'a' AND "doc.label" > -9e999 ORDER BY _id LIMIT 9`,
    );
    expect(sparse).toMatch(/USING INDEX parcels:byLabel/);
  });

  it('copies itself at one moment while it is written to', async () => {
    const path = fresh();
    const store = await open(path);
    const pair = (n: number) =>
      store.transaction(async (tx) => {
        await tx.insert(parcels, { _id: `a${n}`, notes: { filler: 'x'.repeat(20_000) } });
        await tx.insert(parcels, { _id: `b${n}` });
      });
    for (let n = 0; n < 200; n += 1) await pair(n);
    let over = false;
    const copy = join(dir, 'copy.db');
    const copying = store.backup(copy).finally(() => {
      over = true;
    });
    let n = 200;
    for (; !over || n < 210; n += 1) await pair(n);
    await copying;
    const backup = await open(copy);
    const total = await backup.count(parcels);
    expect(total).toBeGreaterThanOrEqual(400);
    expect(await backup.count(parcels, { _id: { gt: 'a', lt: 'b' } })).toBe(total / 2);
    expect(existsSync(`${copy}.partial`)).toBe(false);
    await backup.close();
    await store.close();
  });

  it('copies a store in memory', async () => {
    const store = await open(':memory:');
    await add(store, 'a');
    const copy = join(dir, 'from-memory.db');
    await store.backup(copy);
    await store.backup(copy);
    const backup = await open(copy);
    expect(await backup.count(parcels)).toBe(1);
    await backup.close();
    await store.close();
  });
});

describe('a file that cannot be used', () => {
  const problem = async (path: string) => {
    const error = await open(path).catch((caught: unknown) => caught);
    expect(error).toBeInstanceOf(StoreFileError);
    expect((error as Error).message).toContain(path);
    return (error as StoreFileError).problem;
  };

  it('is refused when a newer version wrote it', async () => {
    const path = fresh();
    await (await open(path)).close();
    const db = new DatabaseSync(path);
    db.exec('PRAGMA user_version = 99');
    db.close();
    expect(await problem(path)).toBe('newer');
  });

  it('is refused when it is no database, or that of another program', async () => {
    const text = fresh();
    writeFileSync(text, 'a shopping list\n'.repeat(100));
    expect(await problem(text)).toBe('not-a-database');
    const foreign = fresh();
    const db = new DatabaseSync(foreign);
    db.exec('CREATE TABLE somebody (id)');
    db.close();
    expect(await problem(foreign)).toBe('foreign');
  });

  it('is refused when it lies where no file can be', async () => {
    const file = fresh();
    writeFileSync(file, '');
    expect(await problem(join(file, 'shop.db'))).toBe('cannot-open');
    const folder = fresh();
    mkdirSync(folder);
    expect(await problem(folder)).toBe('cannot-open');
  });

  it('is reported when it is found damaged', async () => {
    const path = fresh();
    const store = await open(path);
    for (let n = 0; n < 200; n += 1) store.append(parcels, { _id: `p${n}`, notes: { k: 'x'.repeat(500) } });
    await store.close();
    const db = new DatabaseSync(path);
    const { page_count: pages } = db.prepare('PRAGMA page_count').get() as { page_count: number };
    db.close();
    const bytes = Buffer.alloc(4096, 0xab);
    const handle = openSync(path, 'r+');
    for (let page = 3; page < pages; page += 1) writeSync(handle, bytes, 0, 4096, page * 4096);
    closeSync(handle);
    const reading = open(path).then((damaged) =>
      damaged.find(parcels, { limit: 1000 }).finally(() => damaged.close()),
    );
    await expect(reading).rejects.toMatchObject({ name: 'StoreFileError', problem: 'corrupt' });
  });

  it('is reported when another process writes to it, or when it may only be read', async () => {
    const path = fresh();
    await (await open(path)).close();
    const other = new DatabaseSync(path);
    other.exec('BEGIN IMMEDIATE');
    const reason = (options: { timeout?: number; readOnly?: boolean }) => {
      const mine = new DatabaseSync(path, options);
      try {
        mine.exec('BEGIN IMMEDIATE; DELETE FROM parcels');
        return 'none';
      } catch (error) {
        return (blameFile(path, error) as StoreFileError).problem;
      } finally {
        mine.close();
      }
    };
    expect(reason({ timeout: 0 })).toBe('busy');
    expect(reason({ readOnly: true })).toBe('read-only');
    other.close();
  });
});
