import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import {
  foundIds,
  searchDocument,
  searchQuery,
  searchShop,
} from '../../../test/fixtures/search-documents.ts';
import { SearchEngine } from '../search-engine.ts';
import { readSnapshot, writeSnapshot } from './snapshot.ts';

let folder: string;
let path: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'snapshot-'));
  path = join(folder, 'search.snapshot');
});
afterEach(() => rmSync(folder, { recursive: true }));

const origin = { analysis: 'a1', meta: { mark: 7, token: 'x' } };
function written(): SearchEngine {
  const engine = searchShop();
  engine.upsert([
    searchDocument('trade', 'Lampe für Händler', {
      variants: [
        {
          id: 'trade-v',
          options: {},
          prices: [{ market: 'us', amount: 2 ** 40, customerGroup: 'trade' }],
          available: 0,
        },
      ],
    }),
  ]);
  engine.merge();
  writeSnapshot(path, engine.segment!, origin);
  return engine;
}

describe('a snapshot', () => {
  test('gives the same answers, and takes changes', async () => {
    const engine = written();
    const { segment, meta } = (await readSnapshot(path, 'a1'))!;
    expect(meta).toEqual(origin.meta);
    const again = new SearchEngine({ segment });
    const facets = ['brand', 'color', 'price'];
    for (const text of ['laptop', 'latpop', 'camiseta azul', 'KR-1211', 'handler', undefined]) {
      const query = searchQuery({ text, facets, customerGroups: ['trade'] });
      expect(again.search(query)).toEqual(engine.search(query));
    }
    again.upsert([searchDocument('bag', 'Satchel')]);
    again.remove(['laptop']);
    again.setAvailability('shirt-s', 1);
    expect(foundIds(again, { text: 'satchel' })).toEqual(['bag']);
    expect(foundIds(again, { text: 'dv7' })).toEqual([]);
    again.merge();
    expect(foundIds(again, { text: 'camiseta', filters: { inStock: true, priceMax: 900 } })).toEqual([
      'shirt',
    ]);
  });

  test('replaces the one before, and leaves no other file', async () => {
    written();
    const empty = new SearchEngine();
    writeSnapshot(path, empty.segment!, origin);
    expect(new SearchEngine({ segment: (await readSnapshot(path, 'a1'))!.segment }).size).toBe(0);
    expect(readdirSync(folder)).toEqual(['search.snapshot']);
  });

  test('that a merge in the background writes is one', async () => {
    const engine = searchShop();
    const { written: done } = await engine.mergeInBackground({ snapshot: { path, origin } });
    await done;
    const again = new SearchEngine({ segment: (await readSnapshot(path, 'a1'))!.segment });
    expect(foundIds(again, { text: 'laptop' })).toEqual(foundIds(engine, { text: 'laptop' }));
  });

  test('that cannot be written is told, and the merge stays', async () => {
    const engine = searchShop();
    const { written: done } = await engine.mergeInBackground({
      snapshot: { path: join(folder, 'no', 'folder'), origin },
    });
    await expect(done).rejects.toThrow('ENOENT');
    expect(engine.changes).toBe(0);
    expect(foundIds(engine, { text: 'headphones' })).toEqual(['headphones']);
  });
});

describe('refused', () => {
  const refusal = (bytes: Uint8Array, analysis = 'a1') => {
    writeFileSync(path, bytes);
    return expect(readSnapshot(path, analysis)).rejects;
  };
  test('is none when there is none', async () => {
    expect(existsSync(path)).toBe(false);
    expect(await readSnapshot(path, 'a1')).toBeUndefined();
  });
  test('what is of another analysis or version', async () => {
    written();
    const bytes = readFileSync(path);
    await refusal(bytes, 'a2').toThrow('another version of the analysis');
    writeSnapshot(path, searchShopSegment(), { ...origin, meta: { mark: Number.NaN } });
    await refusal(readFileSync(path)).toThrow('another version');
  });
  test('what is cut short, wherever', async () => {
    written();
    const bytes = readFileSync(path);
    for (let length = 0; length < bytes.length; length += Math.ceil(bytes.length / 50))
      await refusal(bytes.subarray(0, length)).toThrow(/cut short|no snapshot/);
    await refusal(Buffer.concat([bytes, Buffer.from('more')])).toThrow('checksum');
  });
  test('what has a single wrong bit, wherever', async () => {
    written();
    const bytes = readFileSync(path);
    for (let i = 0; i < 60; i += 1) {
      const at = i < 24 ? i : Math.floor(((i - 24) / 36) * bytes.length);
      const damaged = Buffer.from(bytes);
      damaged[at]! ^= 1 << (i % 8);
      await refusal(damaged).toThrow(/checksum|damaged|no snapshot|cut short/);
    }
  });
});

function searchShopSegment() {
  const engine = searchShop();
  engine.merge();
  return engine.segment!;
}
