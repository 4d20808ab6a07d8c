import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { type FakeEmbedder, fakeEmbedder } from '../../../test/fakes/embeddings/embedder.ts';
import { openTestShop, type TestShop } from '../../../test/fixtures/shop.ts';
import { recordedWaits } from '../../../test/fixtures/waits.ts';
import { products } from '../../commerce/catalog/model.ts';
import { CatalogIndex } from '../catalog-index.ts';
import type { CatalogQuery } from '../catalog-queries.ts';
import { scoreParts } from '../score-parts.ts';
import { CatalogVectors } from './catalog-vectors.ts';
import { EmbedderError } from './embedder.ts';

let shop: TestShop;
let folder: string;
let faults: unknown[];
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'catalog-vectors-'));
  faults = [];
  shop = await openTestShop();
  await shop.put(
    { id: 'sofa', title: 'Grey sofa' },
    { id: 'mug', title: 'Red mug' },
    { id: 'cup', title: 'Blue teacup' },
    { id: 'desk', title: 'Oak desk' },
  );
});
afterEach(async () => {
  await shop.close();
  rmSync(folder, { recursive: true });
});

/** A start of the server with vectors. */
async function start(embedder: FakeEmbedder = fakeEmbedder({ dimensions: 256 })) {
  const waits = recordedWaits();
  // Nobody's patience ends unless a test lets it.
  const patience = waits.hold(150);
  const onFault = (error: unknown) => void faults.push(error);
  const vectors = await CatalogVectors.open({
    ...{ embedder, path: join(folder, 'search.vectors'), waitMs: 150, dailyCharacters: 0, onFault },
    now: () => shop.clock.now(),
    wait: waits.wait,
    chance: () => 0.5,
  });
  const { store, clock } = shop;
  const { catalog, inventory } = shop.services;
  const index = new CatalogIndex({ store, clock, catalog, inventory, vectors, onFault });
  await index.build();
  index.makeVectors();
  const complete = () =>
    vi.waitFor(() => expect(vectors.complete).toBe(true), { interval: 1, timeout: 20_000 });
  const ask = (text: string, over: Partial<CatalogQuery> = {}) =>
    index.search({ text, market: 'us', filters: {}, sort: 'relevance', limit: 5, ...over });
  const found = async (text: string, over: Partial<CatalogQuery> = {}) =>
    (await ask(text, over)).hits.map((hit) => hit.productId.replace('prod_', ''));
  return { embedder, vectors, index, waits, patience, complete, ask, found };
}

describe('a catalogue with vectors', () => {
  it('answers words that no product has with what means the same, and says so', async () => {
    const { complete, ask, found, index } = await start();
    await complete();
    const answer = await ask('zzqxv');
    expect(answer.hits[0]?.productId).toContain('sofa');
    expect(answer.relaxed).toEqual(['meaning']);
    expect(await found('zzqxv', { filters: { priceMax: 1 } })).toEqual([]);
    expect(await found('zzqxv', { literal: true })).toEqual([]);
    await index.close();
    expect(faults).toEqual([]);
  });

  it('sends only what changed, after a restart too', async () => {
    const first = await start();
    await first.complete();
    expect(first.embedder.texts).toHaveLength(4);
    await first.index.close();
    await shop.put(
      { id: 'mug', title: 'Green mug' },
      { id: 'cup', title: 'Blue teacup', price: 1, stock: 0 },
    );
    const second = await start();
    await second.complete();
    expect(second.embedder.texts).toEqual([expect.stringContaining('Green mug')]);
    await shop.put(
      { id: 'lamp', title: 'Lamp' },
      { id: 'desk', title: 'Oak desk', extra: { status: 'archived' } },
    );
    await second.index.settled();
    await second.complete();
    expect(second.embedder.texts.slice(1)).toEqual([expect.stringContaining('Lamp')]);
    expect(second.vectors.size).toBe(4);
    await second.index.close();
    expect(statSync(join(folder, 'search.vectors')).size).toBeGreaterThan(4 * 256);
    const other = await start(fakeEmbedder({ id: 'another/model' }));
    await other.complete();
    expect(other.embedder.texts).toHaveLength(4);
    await other.index.close();
  });

  it('goes by words alone while the model is dead, slow, or has not seen most of the catalogue', async () => {
    const dead = fakeEmbedder();
    dead.troubles.push(...Array.from({ length: 50 }, () => new EmbedderError('busy', 'down')));
    const first = await start(dead);
    expect(await first.found('red mug')).toEqual(['mug']);
    expect((await first.ask('zzqxv')).total).toBe(0);
    await first.index.close();

    const { embedder, complete, patience, waits, found, ask, index } = await start();
    await complete();
    const { promise: answer, resolve } = Promise.withResolvers<void>();
    embedder.troubles.push(answer);
    const asked = ask('red mug');
    await new Promise((turn) => setImmediate(turn));
    patience.release();
    expect((await asked).hits).toHaveLength(1);
    expect(waits.lengths).toContain(150);
    resolve();
    embedder.troubles.push(new EmbedderError('busy', 'down'));
    expect(await found('desk oak')).toEqual(['desk']);
    await index.close();
  });

  it('explains what meaning added', async () => {
    const { complete, index } = await start();
    await complete();
    const [mug] = await shop.store
      .find(products, { limit: 10 })
      .then((all) => all.filter(({ title }) => title.en === 'Red mug'));
    const asked = (text: string): CatalogQuery => ({
      ...{ text, market: 'us', filters: {} },
      sort: 'relevance',
      limit: 5,
    });
    const told = await index.explain(asked('red mug'), mug!);
    expect(told?.meaning?.cosine).toBeGreaterThan(0.1);
    expect(told?.meaning?.score).toBeGreaterThan(0);
    expect(told?.score).toBeGreaterThan(told!.meaning!.score);
    const parts = scoreParts(told!);
    expect(parts.map((part) => part.field)).toContain('meaning');
    expect(parts.reduce((sum, part) => sum + part.score, 0)).toBeCloseTo(told!.score, 2);
    const rescued = await index.explain(asked('xwkjj'), mug!);
    expect(rescued).toMatchObject({ relaxed: ['meaning'], words: [] });
    expect(scoreParts(rescued!)).toEqual([
      { field: 'meaning', term: expect.any(String), score: rescued!.score },
    ]);
    await index.close();
  });
});
