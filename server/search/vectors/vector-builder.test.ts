import { afterEach, describe, expect, it, vi } from 'vitest';
import { fakeEmbedder } from '../../../test/fakes/embeddings/embedder.ts';
import { searchDocument } from '../../../test/fixtures/search-documents.ts';
import { recordedWaits } from '../../../test/fixtures/waits.ts';
import type { SearchDocument } from '../search-types.ts';
import { type Embedder, EmbedderError } from './embedder.ts';
import { VectorBuilder } from './vector-builder.ts';
import { VectorStore } from './vector-store.ts';

const closing: VectorBuilder[] = [];
afterEach(async () => {
  await Promise.all(closing.splice(0).map((builder) => builder.close()));
});

const DAY = 86_400_000;
const many = (count: number, title = (i: number) => `thing ${i}`): SearchDocument[] =>
  Array.from({ length: count }, (_, i) => searchDocument(`p${i}`, title(i)));
async function* pages(...list: SearchDocument[][]) {
  yield* list;
}

async function build(options: { embedder?: Embedder; dailyCharacters?: number } = {}) {
  const fake = fakeEmbedder();
  const { embedder = fake, dailyCharacters = 0 } = options;
  const waits = recordedWaits();
  const faults: string[] = [];
  const time = { now: 1000 };
  const store = await VectorStore.open({ model: embedder.id, dailyCharacters, now: () => time.now });
  const builder = new VectorBuilder({
    embedder,
    store,
    wait: waits.wait,
    chance: () => 0.5,
    onFault: (error) => faults.push((error as Error).message),
  });
  closing.push(builder);
  const settled = () => vi.waitFor(() => expect(builder.idle).toBe(true), { interval: 1, timeout: 20_000 });
  return { builder, store, fake, waits, faults, time, settled };
}

describe('vectors in the background', () => {
  it('are made of every product, in batches, and afterwards only of what changed', async () => {
    const { builder, store, fake, settled } = await build();
    builder.start(() => pages(many(6), [searchDocument('x', 'another')]));
    await settled();
    expect([store.size, fake.texts.length]).toEqual([7, 7]);
    fake.texts.length = 0;
    builder.changed([
      searchDocument('p1', 'thing 1'),
      searchDocument('p2', 'thing two'),
      searchDocument('y', 'new'),
    ]);
    builder.removed(['p3', 'unknown']);
    await settled();
    expect(fake.texts).toEqual(['thing two', 'new']);
    expect([...store.table!.ids()].sort()).toEqual(['p0', 'p1', 'p2', 'p4', 'p5', 'x', 'y']);
  });

  it('do not follow price and stock', async () => {
    const { builder, fake, settled } = await build();
    const [product] = many(1);
    builder.start(() => pages([product!]));
    await settled();
    builder.changed([
      { ...product!, variants: [{ ...product!.variants[0]!, available: 0, prices: [] }], createdAt: 9 },
    ]);
    await settled();
    expect(fake.texts).toHaveLength(1);
  });

  it('of products that left the catalogue while nobody looked are dropped', async () => {
    const { builder, store, settled } = await build();
    builder.start(() => pages(many(5)));
    await settled();
    builder.start(() => pages(many(3)));
    await settled();
    expect(store.size).toBe(3);
  });

  it('wait longer and longer while the other side is busy, at least as long as it asks, and tell of it once', async () => {
    const { builder, store, fake, waits, faults, settled } = await build();
    const busy = (retryAfterMs?: number) => new EmbedderError('busy', 'api.test answered 429', retryAfterMs);
    fake.troubles.push(busy(), busy(), busy(60_000), busy(), busy());
    builder.start(() => pages(many(3)));
    await settled();
    expect(waits.lengths.filter((ms) => ms >= 1000)).toEqual([1000, 2000, 60_000, 8000, 16_000]);
    expect(faults).toEqual([expect.stringContaining('api.test answered 429')]);
    expect(store.size).toBe(3);
  });

  it('wait a quarter of an hour after a refusal, and say at once why', async () => {
    const { builder, fake, waits, faults, settled } = await build();
    fake.troubles.push(new EmbedderError('refused', 'the key is not accepted'));
    builder.start(() => pages(many(1)));
    await settled();
    expect(waits.lengths).toContain(900_000);
    expect(faults).toEqual([expect.stringContaining('the key is not accepted')]);
  });

  it('are asked for fewer at a time where many are not taken, and left out for a text that never is', async () => {
    const fake = fakeEmbedder({ maxBatch: 8 });
    const embedder: Embedder = {
      ...fake,
      embed: async (texts, signal) => {
        if (texts.length > 2 || texts.some((text) => text.includes('poison')))
          throw new EmbedderError('batch', 'does not take these');
        return fake.embed(texts, signal);
      },
    };
    const { builder, store, faults, settled } = await build({ embedder });
    builder.start(() => pages(many(9, (i) => (i === 4 ? 'poison' : `thing ${i}`))));
    await settled();
    expect([...store.table!.ids()]).not.toContain('p4');
    expect(store.size).toBe(8);
    expect(faults).toEqual(['product p4 has no vector: does not take these']);
    builder.changed([searchDocument('p4', 'poison')]);
    expect(builder.idle).toBe(true);
    builder.changed([searchDocument('p4', 'good now')]);
    await settled();
    expect(store.size).toBe(9);
  });

  it('stop at the daily budget and go on the next day', async () => {
    const { builder, store, fake, waits, faults, time } = await build({ dailyCharacters: 20 });
    const night = waits.hold(DAY - 1000);
    builder.start(() => pages(many(9)));
    await vi.waitFor(() => expect(waits.lengths).toContain(DAY - 1000), { interval: 1 });
    expect(fake.texts).toHaveLength(4);
    expect(faults).toEqual([expect.stringContaining('daily budget')]);
    time.now += DAY;
    night.release();
    await vi.waitFor(() => expect(fake.texts.length).toBeGreaterThan(4), { interval: 1 });
    expect(store.size).toBeGreaterThanOrEqual(4);
  });

  it('of a text that changed or went while it was on its way are not kept', async () => {
    const { builder, store, fake, settled } = await build();
    const { promise: answer, resolve } = Promise.withResolvers<void>();
    fake.troubles.push(answer);
    builder.start(() =>
      pages([searchDocument('a', 'old'), searchDocument('b', 'stays'), searchDocument('c', 'goes')]),
    );
    await vi.waitFor(() => expect(fake.texts).toHaveLength(3), { interval: 1 });
    builder.changed([searchDocument('a', 'new')]);
    builder.removed(['c']);
    resolve();
    await settled();
    expect(fake.texts).toEqual(['old', 'stays', 'goes', 'new']);
    expect([...store.table!.ids()].sort()).toEqual(['a', 'b']);
  });

  it('are made of all of a flood of changes, though only some are remembered', async () => {
    const fake = fakeEmbedder({ maxBatch: 2000, dimensions: 2 });
    const { builder, store, settled } = await build({ embedder: fake });
    const flood = many(6000);
    builder.start(() => pages(flood.slice(0, 3000), flood.slice(3000)));
    builder.changed(flood);
    await settled();
    expect([store.size, fake.texts.length]).toEqual([6000, 6000]);
  });

  it('survive a catalogue that cannot be read for a while', async () => {
    const { builder, store, settled } = await build();
    let tries = 0;
    builder.start(async function* () {
      tries += 1;
      yield many(2);
      if (tries === 1) throw new Error('disk');
      yield [searchDocument('last', 'last')];
    });
    await settled();
    expect([tries, store.size]).toEqual([2, 3]);
  });
});
