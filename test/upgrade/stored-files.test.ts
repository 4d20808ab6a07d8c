import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { collections } from '../../server/collections.ts';
import { ManualClock } from '../../server/platform/clock.ts';
import { openSqliteStore } from '../../server/platform/store/sqlite/store.ts';
import { openTestShop } from '../fixtures/shop.ts';
import { readSql, writeSql } from './sql.ts';

interface Ready {
  session_id: string;
  checkout_id: string;
  total: { amount: number; currency: string };
}
interface Facts {
  now: number;
  first: Ready & { order_id: string; order_number: string };
  waiting: Ready;
  open: Ready;
}

const folder = join(import.meta.dirname, 'files');
const versions = readdirSync(folder)
  .filter((name) => name.endsWith('.sql'))
  .map((name) => name.replace('.sql', ''));

let dir: string;
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'upgrade-'));
});
afterEach(() => rmSync(dir, { recursive: true }));

const rowsOf = (sql: string): Map<string, number> => {
  const counts = new Map<string, number>();
  for (const [, table = ''] of sql.matchAll(/^INSERT INTO "([a-z]\w*)"/gim))
    counts.set(table, (counts.get(table) ?? 0) + 1);
  return counts;
};

describe.each(versions)('the file of %s', (version) => {
  const sql = readFileSync(join(folder, `${version}.sql`), 'utf8');
  const facts = JSON.parse(readFileSync(join(folder, `${version}.json`), 'utf8')) as Facts;
  const open = () => {
    const path = join(dir, 'shop.db');
    writeSql(path, sql);
    return path;
  };

  it('is opened with every document in its present shape, none lost', async () => {
    const store = await openSqliteStore({ path: open(), clock: new ManualClock(facts.now), collections });
    const counts = new Map<string, number>();
    for (const collection of collections) {
      const documents = await store.find(collection, { limit: 10_000 });
      if (documents.length > 0) counts.set(collection.name, documents.length);
      for (const document of documents) {
        const { error } = collection.schema.safeParse(document);
        expect(error, `${collection.name}/${document._id}`).toBeUndefined();
      }
    }
    await store.close();
    expect(Object.fromEntries(counts)).toEqual(Object.fromEntries(rowsOf(sql)));
  });

  it('is a shop that goes on: sessions, orders, payments that wait, carts, search', async () => {
    const shop = await openTestShop({ path: open(), clock: new ManualClock(facts.now) });
    const { first } = facts;
    const bought = await shop.ok('get_order', { session_id: first.session_id, order_id: first.order_id });
    expect(bought.orders).toMatchObject([{ order_number: first.order_number, total: first.total }]);
    await shop.services.search.build();
    const found = await shop.ok('search_catalog', { session_id: first.session_id, query: 'lamp' });
    expect(found.products).toMatchObject([{ title: 'Desk lamp' }]);

    const done = await shop.ok('complete_checkout', {
      session_id: facts.open.session_id,
      checkout_id: facts.open.checkout_id,
      idempotency_key: 'after-the-upgrade',
      confirmed_total: { amount: facts.open.total.amount, currency: facts.open.total.currency },
      confirmed_address: { line1: '1 Main St', postal_code: '90001', country: 'US' },
      payment_token: 'tok_success',
    });
    expect(done.status).toBe('completed');
    // The buyer who had left for the bank never came back: the stock is free again.
    shop.clock.advance(3_600_000);
    await shop.jobs.drain();
    const { session_id, checkout_id } = facts.waiting;
    const given = await shop.ok('get_checkout', { session_id, checkout_id });
    expect(given.status).not.toBe('needs_buyer');
    expect(shop.faults).toEqual([]);
    await shop.close();
  });
});

it('reads a database as SQL and makes the same of it', async () => {
  const path = join(dir, 'a.db');
  const store = await openSqliteStore({ path, clock: new ManualClock(), collections });
  await store.close();
  writeSql(join(dir, 'b.db'), readSql(path));
  expect(readSql(join(dir, 'b.db'))).toBe(readSql(path));
});
