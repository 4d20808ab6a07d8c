import { readFile } from 'node:fs/promises';
import { DatabaseSync } from 'node:sqlite';
import { setTimeout as delay, setImmediate as immediate } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { parcels, testCollections } from '../../../../test/contract/store/fixture.ts';
import { ManualClock } from '../../clock.ts';
import { StoreUsedInsideTransactionError, TransactionAwaitedOutsideError } from '../errors.ts';
import type { Change, Store, Transaction } from '../port.ts';
import { blameFile } from './file-error.ts';
import { ensureSchema } from './schema.ts';
import { openSqliteStore } from './store.ts';
import { Tables } from './tables.ts';
import { type Work, Writer } from './writer.ts';

const clock = new ManualClock();

describe('a work that awaits something else than its transaction', () => {
  let store: Store;
  beforeEach(async () => {
    store = await openSqliteStore({ path: ':memory:', clock, collections: testCollections });
  });
  afterEach(() => store.close());
  const insert = (tx: Transaction, _id: string) => tx.insert(parcels, { _id });
  const stored = async () => (await store.find(parcels)).map((parcel) => parcel._id);

  it.each<[string, () => Promise<unknown>]>([
    ['setImmediate', () => immediate()],
    ['a timer', () => delay(0)],
    ['a tick', () => new Promise<void>((resolve) => process.nextTick(resolve))],
    ['a digest on another thread', () => crypto.subtle.digest('SHA-256', new Uint8Array(1))],
    ['a file', () => readFile(import.meta.filename)],
    ['nothing that ever comes', () => new Promise(() => {})],
  ])('is refused: %s', async (_, elsewhere) => {
    const working = store.transaction(async (tx) => {
      await insert(tx, 'lost');
      await elsewhere();
      await insert(tx, 'late');
    });
    await expect(working).rejects.toThrow(TransactionAwaitedOutsideError);
    expect(await stored()).toEqual([]);
  });

  it('is refused alone: its neighbours are stored', async () => {
    const bad = async (tx: Transaction) => {
      await insert(tx, 'bad');
      await immediate();
    };
    const settled = await Promise.allSettled([
      store.transaction((tx) => insert(tx, 'a')),
      store.transaction(bad),
      store.transaction((tx) => insert(tx, 'b')),
      store.transaction(bad),
      store.transaction((tx) => insert(tx, 'c')),
    ]);
    expect(settled.map((result) => result.status)).toEqual([
      'fulfilled',
      'rejected',
      'fulfilled',
      'rejected',
      'fulfilled',
    ]);
    expect(await stored()).toEqual(['a', 'b', 'c']);
  });

  it('cannot write when it wakes up later', async () => {
    const { promise: outside, resolve: wake } = Promise.withResolvers<void>();
    const { promise: woken, resolve: tell } = Promise.withResolvers<unknown>();
    const working = store.transaction(async (tx) => {
      await outside;
      tell(await insert(tx, 'late').catch((error: unknown) => error));
    });
    await expect(working).rejects.toThrow(TransactionAwaitedOutsideError);
    wake();
    expect(await woken).toBeInstanceOf(TransactionAwaitedOutsideError);
    expect(await stored()).toEqual([]);
  });

  it('may await promises that are settled already, and many of its own', async () => {
    await store.transaction(async (tx) => {
      await Promise.resolve();
      await Promise.all(Array.from({ length: 50 }, (_, n) => insert(tx, `p${n}`)));
      for (let n = 0; n < 500; n += 1) await tx.get(parcels, 'p1');
      for await (const _ of [Promise.resolve(1), 2]) await null;
    });
    expect(await store.count(parcels)).toBe(50);
  });

  it.each<[string, (store: Store) => Promise<unknown>]>([
    ['transaction', (inner) => inner.transaction((tx) => insert(tx, 'inner'))],
    ['get', (inner) => inner.get(parcels, 'a')],
    ['find', (inner) => inner.find(parcels)],
    ['flush', (inner) => inner.flush()],
    ['backup', (inner) => inner.backup('nowhere.db')],
  ])('is told when it calls %s of the store instead', async (_, call) => {
    const working = store.transaction(async (tx) => {
      await insert(tx, 'outer');
      await call(store);
    });
    await expect(working).rejects.toThrow(StoreUsedInsideTransactionError);
    expect(await stored()).toEqual([]);
  });

  it('may append rows, which are stored whatever becomes of it', async () => {
    const failing = store.transaction(async (tx) => {
      await insert(tx, 'lost');
      for (let n = 0; n < 600; n += 1) store.append(parcels, { _id: `row${n}` });
      throw new Error('no');
    });
    await expect(failing).rejects.toThrow('no');
    await store.flush();
    expect(await store.count(parcels)).toBe(600);
  });
});

describe('the writer', () => {
  let db: DatabaseSync;
  let told: string[][];
  let writer: Writer;
  beforeEach(() => {
    db = new DatabaseSync(':memory:');
    ensureSchema(db, 'shop.db', testCollections);
    told = [];
    const committed = (changes: readonly Change[]) => told.push(changes.map((change) => change._id));
    writer = new Writer({
      db,
      tables: new Tables(db, testCollections, clock),
      blame: (e) => blameFile('shop.db', e),
      committed,
    });
  });
  afterEach(() => db.close());
  const insert = (_id: string, size = 1): Work<unknown> => {
    return (tx) => tx.insert(parcels, { _id, notes: { filler: 'x'.repeat(size) } });
  };

  it('commits at once what comes in one turn of the event loop', async () => {
    await Promise.all(['a', 'b', 'c'].map((id) => writer.submit(insert(id))));
    await writer.submit(insert('d'));
    expect(told).toEqual([['a', 'b', 'c'], ['d']]);
  });

  it('commits at most 256 works at once, in the order they came', async () => {
    await Promise.all(Array.from({ length: 600 }, (_, n) => writer.submit(insert(`${n}`))));
    expect(Math.max(...told.map((ids) => ids.length))).toBeLessThanOrEqual(256);
    expect(told.flat()).toEqual(Array.from({ length: 600 }, (_, n) => `${n}`));
  });

  it('takes what is urgent first, and little else into its commit', async () => {
    const slow =
      (_id: string): Work<unknown> =>
      (tx) => {
        const { user } = process.threadCpuUsage();
        while (process.threadCpuUsage().user - user < 4_000);
        return tx.insert(parcels, { _id });
      };
    const plain = ['a', 'b', 'c', 'd'].map((id) => writer.submit(slow(id)));
    const urgent = ['now', 'next'].map((id) => writer.submit(insert(id), { urgent: true }));
    await Promise.all([...plain, ...urgent]);
    expect(told.flat()).toEqual(['now', 'next', 'a', 'b', 'c', 'd']);
    expect(told[0]!.length).toBeLessThanOrEqual(3);
  });

  it('lets who is urgent go on before the others of the commit, and those one after another', async () => {
    const turns: number[] = [];
    let turn = 0;
    let counting = true;
    const count = (): void => {
      turn += 1;
      if (counting) setImmediate(count);
    };
    setImmediate(count);
    const plain = ['a', 'b', 'c'].map((id) => writer.submit(insert(id)).then(() => turns.push(turn)));
    let before = -1;
    const urgent = writer.submit(insert('now'), { urgent: true }).then(() => {
      before = turns.length;
    });
    await Promise.all([...plain, urgent]);
    counting = false;
    expect(told.flat()).toEqual(['now', 'a', 'b', 'c']);
    expect(before).toBe(0);
    expect(new Set(turns).size).toBe(3);
  });

  it('tells everybody of their commit before it is closed', async () => {
    const done: string[] = [];
    for (const id of ['now', 'a', 'b', 'c'])
      void writer.submit(insert(id), { urgent: id === 'now' }).then(() => done.push(id));
    await writer.close();
    await immediate();
    expect(done.sort()).toEqual(['a', 'b', 'c', 'now']);
  });

  it('rejects every work of a batch when the disk is full, and goes on when there is room', async () => {
    await writer.submit(insert('before'));
    const { page_count: pages } = db.prepare('PRAGMA page_count').get() as { page_count: number };
    db.exec(`PRAGMA max_page_count = ${pages}`);
    const settled = await Promise.allSettled([
      writer.submit(insert('small')),
      writer.submit(insert('big', 100_000)),
    ]);
    const failure = settled[1]!.status === 'rejected' ? settled[1].reason : undefined;
    expect(failure).toMatchObject({ name: 'StoreFileError', problem: 'full' });
    // Whether SQLite undid one statement or the batch, what was answered and what is stored agree.
    const kept = settled[0]!.status === 'fulfilled' ? ['before', 'small'] : ['before'];
    db.exec('PRAGMA max_page_count = 100000');
    await writer.submit(insert('big', 100_000));
    expect(
      db
        .prepare('SELECT _id FROM parcels ORDER BY _id')
        .all()
        .map((row) => row._id),
    ).toEqual([...kept, 'big'].sort());
  });

  it('rejects every work of a batch, also the refused ones, when its COMMIT fails', async () => {
    // A deferred foreign key is checked by COMMIT, so it makes one fail.
    db.exec('CREATE TABLE parent (id PRIMARY KEY)');
    db.exec('CREATE TABLE child (id REFERENCES parent DEFERRABLE INITIALLY DEFERRED)');
    const broken: Work<unknown> = async () => void db.exec("INSERT INTO child VALUES ('orphan')");
    const settled = await Promise.allSettled([
      writer.submit(insert('a')),
      writer.submit(broken),
      writer.submit(async () => {
        throw new Error('because of a');
      }),
    ]);
    for (const result of settled) {
      expect(result).toMatchObject({
        status: 'rejected',
        reason: { message: 'FOREIGN KEY constraint failed' },
      });
    }
    expect(told).toEqual([]);
    await writer.submit(insert('b'));
    expect(
      db
        .prepare('SELECT _id FROM parcels')
        .all()
        .map((row) => row._id),
    ).toEqual(['b']);
  });

  it('fails only the batch that could not begin', async () => {
    db.exec('BEGIN');
    await expect(writer.submit(insert('a'))).rejects.toThrow(/within a transaction/);
    await writer.submit(insert('b'));
    expect(told).toEqual([['b']]);
  });
});
