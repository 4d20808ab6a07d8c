import { describe, expect, it } from 'vitest';
import { fakeEmbedder } from '../../../test/fakes/embeddings/embedder.ts';
import { recordedWaits } from '../../../test/fixtures/waits.ts';
import { EmbedderError } from './embedder.ts';
import { QueryVectors } from './query-vectors.ts';
import { VectorStore } from './vector-store.ts';

async function setUp(dailyCharacters = 0) {
  const embedder = fakeEmbedder();
  const waits = recordedWaits();
  const time = { now: 0 };
  const store = await VectorStore.open({ model: 'm', dailyCharacters, now: () => time.now });
  const queries = new QueryVectors({
    ...{ embedder, store, waitMs: 150, wait: waits.wait, chance: () => 0.5 },
    now: () => time.now,
  });
  const patience = waits.hold(150);
  /** An answer that comes when `answer` is called. */
  const slow = () => {
    const { promise, resolve } = Promise.withResolvers<void>();
    embedder.troubles.push(promise);
    return resolve;
  };
  return { embedder, waits, time, queries, patience, slow };
}
const turn = () => new Promise((resolve) => setImmediate(resolve));

describe('vectors of queries', () => {
  it('are asked for once, however the text is written', async () => {
    const { queries, embedder } = await setUp();
    const [a, b] = await Promise.all([queries.of('Red  Mug'), queries.of('red mug ')]);
    expect(a).toBeInstanceOf(Int8Array);
    expect(b).toEqual(a);
    expect(await queries.of('RED MUG')).toBe(a);
    expect(embedder.texts).toEqual(['red mug']);
  });

  it('are not asked for where there is nothing that means anything', async () => {
    const { queries, embedder } = await setUp();
    for (const text of ['', '  ', '4006381333931', '12 34', '-', 'x'.repeat(400)])
      expect(await queries.of(text)).toBeUndefined();
    expect(embedder.texts).toEqual([]);
  });

  it('are waited for so long and no longer; what comes late serves the next who asks', async () => {
    const { queries, waits, patience, slow } = await setUp();
    const answer = slow();
    const asked = queries.of('mug');
    await turn();
    patience.release();
    expect(await asked).toBeUndefined();
    expect(waits.lengths).toEqual([150]);
    answer();
    await turn();
    expect(await queries.of('mug')).toBeInstanceOf(Int8Array);
  });

  it('are not waited for any more after three that came late, until one is in time', async () => {
    const { queries, waits, time, patience, slow } = await setUp();
    patience.release();
    const answers = ['one', 'two', 'three'].map(() => slow());
    for (const text of ['one', 'two', 'three']) expect(await queries.of(text)).toBeUndefined();
    expect(waits.lengths).toEqual([150, 150, 150]);
    time.now += 400;
    for (const answer of answers) answer();
    await turn();
    expect(await queries.of('four')).toBeUndefined();
    await turn();
    expect(waits.lengths).toHaveLength(3);
    expect(await queries.of('four')).toBeInstanceOf(Int8Array);
    expect(await queries.of('five')).toBeInstanceOf(Int8Array);
  });

  it('are not asked for while the other side is broken, longer after each failure', async () => {
    const { queries, embedder, time } = await setUp();
    const fail = (retryAfterMs?: number) =>
      embedder.troubles.push(new EmbedderError('busy', 'down', retryAfterMs));
    fail();
    fail(30_000);
    expect(await queries.of('one')).toBeUndefined();
    expect(await queries.of('two')).toBeUndefined();
    expect(embedder.texts).toEqual(['one']);
    time.now += 1000;
    expect(await queries.of('two')).toBeUndefined();
    time.now += 29_000;
    expect(await queries.of('three')).toBeUndefined();
    expect(embedder.texts).toEqual(['one', 'two']);
    time.now += 1000;
    expect(await queries.of('three')).toBeInstanceOf(Int8Array);
  });

  it('are asked for four at a time at most, and within the budget', async () => {
    const { queries, embedder, slow } = await setUp();
    const answers = ['a', 'b', 'c', 'd'].map(() => slow());
    const asked = ['aa', 'bb', 'cc', 'dd', 'ee'].map((text) => queries.of(text));
    expect(await asked[4]).toBeUndefined();
    for (const answer of answers) answer();
    expect(await Promise.all(asked.slice(0, 4))).toHaveLength(4);
    expect(embedder.texts).toHaveLength(4);
    const poor = await setUp(3);
    expect(await poor.queries.of('mug')).toBeInstanceOf(Int8Array);
    expect(await poor.queries.of('cup')).toBeUndefined();
  });
});
