import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { z } from 'zod';
import { loadConfig } from '../config.ts';
import { ManualClock } from '../platform/clock.ts';
import { type Collection, type Document, defineCollection } from '../platform/store/port.ts';
import { openSqliteStore } from '../platform/store/sqlite/store.ts';
import { checkVersions } from './doctor-versions.ts';

const shape = z.looseObject({ _id: z.string(), version: z.int(), createdAt: z.int(), updatedAt: z.int() });
const old = [defineCollection('orders', shape), defineCollection('carts', shape)];
const now = [defineCollection('orders', shape, {}, [{ what: 'notes' }]), defineCollection('carts', shape)];

let dataDir: string;
const path = () => join(dataDir, 'shop.db');
const check = (collections: readonly Collection<Document>[]) =>
  checkVersions(loadConfig({}, { dataDir }), collections);
const write = async (collections: readonly Collection<Document>[], program: string) =>
  (await openSqliteStore({ path: path(), clock: new ManualClock(), collections, program })).close();

beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), 'versions-'));
});
afterEach(() => rmSync(dataDir, { recursive: true }));

it('tells which version stores what', async () => {
  expect(check(now)).toMatchObject({ status: 'ok', message: 'nothing is stored yet' });
  await write(now, 'Shopwright 2.0.0');
  expect(check(now)).toMatchObject({
    status: 'ok',
    message: '2 collections, orders 2, the others 1; last opened by Shopwright 2.0.0',
    details: {
      written_by: 'Shopwright 2.0.0',
      versions: { carts: { stored: 1, known: 1 }, orders: { stored: 2, known: 2 } },
    },
  });
});

it('tells what the next start will bring up to date', async () => {
  await write(old, 'Shopwright 1.0.0');
  expect(check(now)).toMatchObject({
    status: 'ok',
    message: 'stored by Shopwright 1.0.0; the next start brings up to date: orders',
  });
});

it('fails for a file of a newer version, and for one that cannot be read', async () => {
  await write(now, 'Shopwright 2.0.0');
  expect(check(old)).toMatchObject({
    status: 'fail',
    message: expect.stringContaining('Shopwright 2.0.0 wrote it'),
    mend: expect.stringContaining('restore a backup'),
  });
  rmSync(dataDir, { recursive: true });
  mkdirSync(dataDir);
  writeFileSync(path(), 'x'.repeat(10_000));
  expect(check(old)).toMatchObject({ status: 'fail', message: expect.stringContaining('not a SQLite') });
});
