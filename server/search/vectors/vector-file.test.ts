import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { quantised } from './quantised.ts';
import { VectorFile, type VectorRecord } from './vector-file.ts';
import { VectorStore } from './vector-store.ts';

let folder: string;
let path: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'vectors-'));
  path = join(folder, 'search.vectors');
});
afterEach(() => rmSync(folder, { recursive: true }));

const HEADER = { model: 'm', dimensions: 8 };
const vector = (productId: string, seed: number): VectorRecord => ({
  kind: 'vector',
  productId,
  hash: String.fromCharCode(...Array.from({ length: 16 }, (_, i) => (seed * 31 + i * 7) & 255)),
  vector: quantised(Array.from({ length: 8 }, (_, i) => Math.sin(seed * 13 + i) || 1)),
});
async function read(): Promise<VectorRecord[] | undefined> {
  const records: VectorRecord[] = [];
  const file = await VectorFile.open(path, (record) => records.push(record));
  await file?.close();
  return file && records;
}
async function write(...batches: VectorRecord[][]): Promise<void> {
  const file = await VectorFile.create(path, HEADER);
  for (const batch of batches) await file.append(batch);
  await file.close();
}

describe('the file', () => {
  it('gives back what was added, in its order', async () => {
    const records: VectorRecord[] = [
      vector('a', 1),
      { kind: 'spent', day: 20_000, characters: 1e9 },
      { kind: 'removed', productId: 'ä€' },
      vector('ä€', 2),
    ];
    await write(records.slice(0, 2), records.slice(2));
    expect(await read()).toEqual(records);
  });

  it('is cut after the last whole entry, wherever a crash broke it off, and goes on from there', async () => {
    await write([vector('a', 1), vector('b', 2), vector('c', 3)]);
    const whole = readFileSync(path);
    const empty = whole.length - 3 * (7 + 1 + 16 + 8);
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: empty, max: whole.length }), async (length) => {
        writeFileSync(path, whole.subarray(0, length));
        const kept = Math.floor((length - empty) / 32);
        expect(await read()).toHaveLength(kept);
        const file = (await VectorFile.open(path, () => {}))!;
        await file.append([vector('d', 4)]);
        await file.close();
        expect((await read())!.at(-1)).toEqual(vector('d', 4));
      }),
      { numRuns: 40 },
    );
  });

  it('believes nothing after an entry whose checksum is wrong', async () => {
    await write([vector('a', 1), vector('b', 2), vector('c', 3)]);
    const bytes = readFileSync(path);
    bytes[bytes.length - 40]! ^= 1;
    writeFileSync(path, bytes);
    expect((await read())!.map((record) => 'productId' in record && record.productId)).toEqual(['a']);
  });

  it('is not used when it is none, or its header is damaged', async () => {
    expect(await read()).toBeUndefined();
    for (const text of ['', 'SWVECTOR', 'something else altogether, and long enough']) {
      writeFileSync(path, text);
      expect(await read()).toBeUndefined();
    }
    await write([vector('a', 1)]);
    const bytes = readFileSync(path);
    bytes[20]! ^= 1;
    writeFileSync(path, bytes);
    expect(await read()).toBeUndefined();
  });
});

describe('the store', () => {
  const open = (model = 'm', now = () => 0) => VectorStore.open({ path, model, dailyCharacters: 10, now });
  const entry = (productId: string, seed: number, dimensions = 8) => ({
    productId,
    hash: `hash-of-16-byte${seed % 10}`,
    vector: quantised(Array.from({ length: dimensions }, (_, i) => Math.cos(seed + i) || 1)),
  });

  it('outlasts a restart with what counts: vectors, removals, and what was spent today', async () => {
    const first = await open();
    first.budget.spend(['1234567']);
    await first.put([entry('a', 1), entry('b', 2)]);
    await first.put([entry('a', 3)]);
    await first.remove(['b', 'never']);
    await first.close();
    const second = await open();
    expect([...second.table!.ids()]).toEqual(['a']);
    expect(second.table!.get('a')).toEqual({ hash: entry('a', 3).hash, vector: entry('a', 3).vector });
    expect([second.budget.spend(['1234']), second.budget.spend(['1'])]).toEqual([true, false]);
    await second.close();
    const tomorrow = await open('m', () => 86_400_000);
    expect(tomorrow.budget.spend(['1'])).toBe(true);
    await tomorrow.close();
  });

  it('starts anew for another model, and for vectors of another length', async () => {
    const first = await open();
    await first.put([entry('a', 1)]);
    await first.close();
    const other = await open('n');
    expect(other.size).toBe(0);
    await other.put([entry('b', 2, 4)]);
    await other.put([entry('c', 3, 6)]);
    expect([...other.table!.ids()]).toEqual(['c']);
    await other.close();
    const again = await open('n');
    expect([[...again.table!.ids()], again.table!.dimensions]).toEqual([['c'], 6]);
    await again.close();
    expect((await open()).size).toBe(0);
  });

  it('does not grow without end', async () => {
    const store = await open();
    for (let round = 0; round < 40; round += 1)
      await store.put(Array.from({ length: 100 }, (_, i) => entry(`p${i}`, round + i)));
    await store.close();
    expect(statSync(path).size).toBeLessThan(1400 * 40);
    const again = await open();
    expect(again.size).toBe(100);
    expect(again.table!.get('p7')).toMatchObject({ vector: entry('p7', 46).vector });
    await again.close();
  });
});
