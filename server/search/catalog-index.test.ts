import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { openTestShop, type TestShop } from '../../test/fixtures/shop.ts';
import { products } from '../commerce/catalog/model.ts';
import { randomIds } from '../platform/ids.ts';
import { CatalogIndex } from './catalog-index.ts';
import type { CatalogQuery } from './catalog-queries.ts';
import { CatalogSnapshot, searchSnapshots } from './catalog-snapshot.ts';
import { SearchSettingsInput } from './settings/settings-input.ts';

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

const ask = (index: CatalogIndex, over: Partial<CatalogQuery>) =>
  index.search({ market: 'us', customerGroups: [], filters: {}, sort: 'relevance', limit: 50, ...over });
const found = async (index: CatalogIndex, over: Partial<CatalogQuery>): Promise<string[]> =>
  (await ask(index, over)).hits.map((hit) => hit.productId.replace('prod_', ''));
const ids = async (index: CatalogIndex, filters = {}): Promise<string[]> =>
  (await found(index, { filters, sort: 'newest' })).sort();
const named = (index: CatalogIndex, text: string): Promise<string[]> => found(index, { text, literal: true });
const total = async (index: CatalogIndex, over: Partial<CatalogQuery>): Promise<number> =>
  (await ask(index, over)).total;
const settings = (over: object) => SearchSettingsInput.parse(over);

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

  test('gives products the new name of a category, and reads no others', async () => {
    await shop.services.catalog.putCategory({ id: 'light', title: { en: 'Zorbel' } });
    await shop.put({ id: 'lamp', extra: { categories: ['light'] } });
    await (await start()).index.close();
    shop.clock.advance(LATER);
    await shop.services.catalog.putCategory({ id: 'light', title: { en: 'Quilvix' } });
    const { index, readAll } = await start();
    await index.settled();
    expect(readAll).toBe(false);
    expect(await named(index, 'quilvix')).toEqual(['lamp']);
    expect(await named(index, 'zorbel')).toEqual([]);
  });

  test('has the settings of search', async () => {
    await shop.services.searchSettings.put(settings({ pins: [{ query: 'lamp', product_ids: ['desk'] }] }));
    await (await start()).index.close();
    shop.clock.advance(LATER);
    const { index, readAll } = await start();
    expect(readAll).toBe(false);
    expect((await found(index, { text: 'lamp' }))[0]).toBe('desk');
  });
});

describe('while it runs, a category', () => {
  beforeEach(async () => {
    const { catalog } = shop.services;
    await catalog.putCategory({ id: 'home', title: { en: 'Home' } });
    await catalog.putCategory({ id: 'light', title: { en: 'Zorbel', de: 'Marnuk' }, parent: 'home' });
    const many = Array.from({ length: 90 }, (_, i) => ({ id: `l${i}`, extra: { categories: ['light'] } }));
    await shop.put(...many);
  });
  test('that is renamed lends its products the new name at once', async () => {
    const { search, catalog } = shop.services;
    expect(await named(search, 'zorbel')).toHaveLength(50);
    await catalog.putCategory({ id: 'light', title: { en: 'Quilvix', de: 'Dreltan' } });
    await search.settled();
    expect(await total(search, { text: 'quilvix' })).toBe(90);
    expect(await total(search, { text: 'dreltan' })).toBe(90);
    expect(await total(search, { text: 'zorbel', literal: true })).toBe(0);
    expect(await total(search, { text: 'marnuk', literal: true })).toBe(0);
  });
  test('that moves is found beneath its new parent', async () => {
    const { search, catalog } = shop.services;
    await catalog.putCategory({ id: 'garden', title: { en: 'Garden' } });
    const beneath = (id: string) => total(search, { filters: { categories: [id] } });
    expect([await beneath('home'), await beneath('garden')]).toEqual([90, 0]);
    await catalog.putCategory({ id: 'light', title: { en: 'Zorbel' }, parent: 'garden' });
    await search.settled();
    expect([await beneath('home'), await beneath('garden')]).toEqual([0, 90]);
  });
  test('is renamed in slices: searches and newer changes go on meanwhile', async () => {
    const { search, catalog } = shop.services;
    await catalog.putCategory({ id: 'light', title: { en: 'Quilvix' } });
    const answered = await total(search, { text: 'quilvix' });
    expect(answered).toBeLessThan(90);
    await shop.put({ id: 'l89', title: 'Pomfret', extra: { categories: ['light'] } });
    await shop.put({ id: 'l88', extra: { status: 'archived', categories: ['light'] } });
    await search.settled();
    expect(await total(search, { text: 'quilvix' })).toBe(89);
    expect(await named(search, 'pomfret')).toEqual(['l89']);
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
