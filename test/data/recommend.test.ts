import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { TestShop } from '../fixtures/shop.ts';
import { type Answered, judge, type Row, readRows, statedNeeds } from '../recommend/check.ts';
import { openElectronicsShop } from '../recommend/shop.ts';

const folder = resolve(import.meta.dirname, '../../../shared/data/electronics');
const absent = !existsSync(folder);

describe.skipIf(absent)(absent ? 'recommended (skipped: ../shared/data is not there)' : 'recommended', () => {
  let shop: TestShop;
  let rows: ReadonlyMap<string, Row>;
  beforeAll(async () => {
    shop = await openElectronicsShop(folder);
    rows = readRows(folder);
  });
  afterAll(() => shop?.close());

  test.each(statedNeeds())('$id: $text', async (need) => {
    const answered = (await shop.ok('recommend_products', {
      needs: { text: need.text, ...need.needs },
      locale: need.language,
    })) as unknown as Answered;
    expect(judge(need, answered, rows)).toEqual([]);
  });
});
