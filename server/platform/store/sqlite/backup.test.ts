import { mkdtempSync, readdirSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { z } from 'zod';
import { ManualClock } from '../../clock.ts';
import { defineCollection, type Store } from '../port.ts';
import { backUp, restore } from './backup.ts';
import { openSqliteStore } from './store.ts';

const things = defineCollection(
  'things',
  z.strictObject({
    _id: z.string(),
    version: z.int(),
    createdAt: z.int(),
    updatedAt: z.int(),
    group: z.string(),
    filling: z.string(),
  }),
  { byGroup: { fields: ['group'] } },
);

let dir: string;
let store: Store;
const at = (name: string): string => join(dir, name);
const open = (name: string) =>
  openSqliteStore({ path: at(name), clock: new ManualClock(), collections: [things] });

beforeEach(async () => {
  dir = mkdtempSync(join(tmpdir(), 'backup-'));
  store = await open('shop.db');
});
afterEach(async () => {
  await store.close();
  rmSync(dir, { recursive: true });
});

/** Two things that are only ever together. */
const addPair = (n: number) =>
  store.transaction(async (tx) => {
    for (const side of ['left', 'right'])
      await tx.insert(things, { _id: `${side}${n}`, group: side, filling: 'x'.repeat(2000) });
  });

it('copies one moment while the store is written to, and leaves nothing beside the copy', async () => {
  for (let n = 0; n < 500; n += 1) await addPair(n);
  let copied = false;
  const copy = backUp(at('shop.db'), at('copy.db')).then(() => {
    copied = true;
  });
  let n = 500;
  for (; !copied; n += 1) await addPair(n);
  await copy;
  expect(readdirSync(dir).filter((name) => name.startsWith('copy'))).toEqual(['copy.db']);
  const back = await open('copy.db');
  const left = await back.count(things, { group: 'left' });
  expect(left).toBe(await back.count(things, { group: 'right' }));
  expect(left).toBeGreaterThanOrEqual(500);
  expect(left).toBeLessThanOrEqual(n);
  await back.close();
});

it('restores a backup over a store and keeps what was there', async () => {
  await addPair(1);
  await backUp(at('shop.db'), at('copy.db'));
  await addPair(2);
  await store.close();
  await restore(at('copy.db'), at('shop.db'), at('aside.db'), { collections: [things] });
  store = await open('shop.db');
  expect(await store.count(things)).toBe(2);
  const aside = await open('aside.db');
  expect(await aside.count(things)).toBe(4);
  await aside.close();
});

it('keeps the log of a store that is gone', async () => {
  await addPair(1);
  await backUp(at('shop.db'), at('copy.db'));
  await store.close();
  rmSync(at('shop.db'));
  writeFileSync(at('shop.db-wal'), 'what was stored last');
  await restore(at('copy.db'), at('shop.db'), at('aside.db'), { collections: [things] });
  store = await open('shop.db');
  expect(await store.count(things)).toBe(2);
  expect(readFileSync(at('aside.db-wal'), 'utf8')).toBe('what was stored last');
});

it.each([
  ['another program’s file', 'foreign', (path: string) => new DatabaseSync(path).exec('CREATE TABLE t (a)')],
  ['what is no database', 'not-a-database', (path: string) => writeFileSync(path, 'x'.repeat(10_000))],
  [
    'a file of a newer version',
    'newer',
    (path: string) => {
      writeFileSync(path, readFileSync(at('good.db')));
      new DatabaseSync(path).exec('PRAGMA user_version = 999');
    },
  ],
  [
    'a file cut short',
    'corrupt',
    (path: string) => {
      writeFileSync(path, readFileSync(at('good.db')));
      truncateSync(path, 12_288);
    },
  ],
])('refuses %s and leaves the store as it was', async (_, problem, make) => {
  for (let n = 0; n < 20; n += 1) await addPair(n);
  await backUp(at('shop.db'), at('good.db'));
  await store.close();
  make(at('bad.db'));
  await expect(
    restore(at('bad.db'), at('shop.db'), at('aside.db'), { collections: [things] }),
  ).rejects.toMatchObject({ problem });
  store = await open('shop.db');
  expect(await store.count(things)).toBe(40);
});
