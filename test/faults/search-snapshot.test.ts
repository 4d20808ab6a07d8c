import { copyFileSync, existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { ShopOnDisk, tool } from './shop-on-disk.ts';

/** As many products as a snapshot is made for. */
const PRODUCTS = 2000;

const snapshotOf = (disk: ShopOnDisk): string => join(disk.dataDir, 'search.snapshot');

/** Starts, searches, and waits for the snapshot, which is written after the start, by itself. */
async function search(disk: ShopOnDisk): Promise<void> {
  const shop = await disk.open();
  const { status, body } = await tool(shop.url, 'search_catalog', { query: 'oak chair' });
  expect({ status, title: body.products[0].title }).toEqual({ status: 200, title: 'Oak chair' });
  await expect.poll(() => existsSync(snapshotOf(disk)), { timeout: 60_000 }).toBe(true);
  await shop.stop();
}

it('builds the index anew when its snapshot is damaged, cut short, empty or of another shop, and loses nothing', async () => {
  const disk = await ShopOnDisk.open(PRODUCTS);
  const other = await ShopOnDisk.open(PRODUCTS);
  try {
    await search(disk);
    await search(other);
    const path = snapshotOf(disk);
    const whole = readFileSync(path);
    const half = Math.floor(whole.length / 2);
    const spoilt: (() => void)[] = [
      () => writeFileSync(path, Buffer.from(whole).fill(0xab, half, half + 64)),
      () => writeFileSync(path, whole.subarray(0, half)),
      () => writeFileSync(path, ''),
      () => copyFileSync(snapshotOf(other), path),
    ];
    for (const spoil of spoilt) {
      spoil();
      await search(disk);
    }
  } finally {
    disk.close();
    other.close();
  }
});
