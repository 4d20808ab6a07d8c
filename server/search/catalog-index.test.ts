import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { openTestShop, type TestShop } from '../../test/fixtures/shop.ts';
import { products } from '../commerce/catalog/model.ts';
import { randomIds } from '../platform/ids.ts';
import { CatalogIndex } from './catalog-index.ts';
import { CatalogSnapshot, searchSnapshots } from './catalog-snapshot.ts';

const LATER = 600_000;
let shop: TestShop;
let folder: string;
let faults: unknown[];
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'catalog-index-'));
  faults = [];
  shop = await openTestShop();
  await shop.put({ id: 'lamp' }, { id: 'chair' }, { id: 'desk', stock: 0 }, { id: 'shelf' });
});
afterEach(async () => {
  await shop.close();
  rmSync(folder, { recursive: true });
});

const path = () => join(folder, 'search.snapshot');

/** A start of the server over the shop's store. @returns the index, and whether it read all products */
async function start(at = shop): Promise<{ index: CatalogIndex; readAll: boolean }> {
  const index = new CatalogIndex({
    store: at.store,
    catalog: at.services.catalog,
    inventory: at.services.inventory,
    clock: at.clock,
    snapshot: new CatalogSnapshot({ path: path(), store: at.store, ids: randomIds }),
    snapshotFrom: 1,
    onFault: (error) => faults.push(error),
  });
  const find = vi.spyOn(at.store, 'find');
  await index.build();
  const readAll = find.mock.calls.some(
    ([of, query]) => of.name === products.name && query?.where === undefined,
  );
  find.mockRestore();
  return { index, readAll };
}

const ids = async (index: CatalogIndex, filters = {}): Promise<string[]> => {
  const query = { market: 'us', customerGroups: [], filters, sort: 'newest', limit: 50 } as const;
  return (await index.search(query)).hits.map((hit) => hit.productId.replace('prod_', '')).sort();
};

describe('a start from the snapshot', () => {
  test('catches up with what changed since: products, prices, stock', async () => {
    const first = await start();
    expect(first.readAll).toBe(true);
    await first.index.close();
    shop.clock.advance(LATER);
    await shop.put({ id: 'lamp', price: 5 }, { id: 'stool' }, { id: 'chair', extra: { status: 'archived' } });
    await shop.services.inventory.set({ variantId: 'var_desk', locationId: 'east', onHand: 3 });
    shop.clock.advance(LATER);
    const second = await start();
    expect(second.readAll).toBe(false);
    expect(await ids(second.index)).toEqual(['desk', 'lamp', 'shelf', 'stool']);
    expect(await ids(second.index, { priceMax: 10 })).toEqual(['lamp']);
    expect(await ids(second.index, { inStock: true })).toEqual(['desk', 'lamp', 'shelf', 'stool']);
    expect(faults).toEqual([]);
  });

  test('goes on from the snapshot that it wrote itself', async () => {
    await (await start()).index.close();
    shop.clock.advance(LATER);
    await shop.put(...Array.from({ length: 5 }, (_, i) => ({ id: `lamp${i}` })));
    const second = await start();
    await shop.put(...Array.from({ length: 9 }, (_, i) => ({ id: `lamp${i}`, price: 7 })));
    await second.index.settled();
    await second.index.close();
    expect(await shop.store.count(searchSnapshots)).toBe(1);
    shop.clock.advance(LATER);
    const third = await start();
    expect(third.readAll).toBe(false);
    expect(await ids(third.index, { priceMax: 7 })).toHaveLength(9);
  });

  test('keeps what is committed while it is read', async () => {
    await (await start()).index.close();
    shop.clock.advance(LATER);
    const starting = start();
    await shop.put({ id: 'lamp', price: 5 });
    const { index } = await starting;
    await index.settled();
    expect(await ids(index, { priceMax: 10 })).toEqual(['lamp']);
  });

  test('a renamed category is read anew with all its products', async () => {
    await (await start()).index.close();
    shop.clock.advance(LATER);
    await shop.services.catalog.putCategory({ id: 'light', title: { en: 'Lights' } });
    expect((await start()).readAll).toBe(true);
  });
});

describe('a snapshot that does not fit is told of, and all products are read', () => {
  test('damaged', async () => {
    await (await start()).index.close();
    const bytes = readFileSync(path());
    bytes[bytes.length >> 1]! ^= 1;
    writeFileSync(path(), bytes);
    const { index, readAll } = await start();
    expect(readAll).toBe(true);
    expect(await ids(index)).toHaveLength(4);
    expect(String(faults)).toContain('checksum');
  });
  test('of another store', async () => {
    await (await start()).index.close();
    const other = await openTestShop();
    await other.put({ id: 'bench' });
    const { index, readAll } = await start(other);
    expect(readAll).toBe(true);
    expect(await ids(index)).toEqual(['bench']);
    expect(String(faults)).toContain('another store');
    await index.close();
    await other.close();
  });
});
