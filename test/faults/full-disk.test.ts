import { afterEach, beforeEach, expect, it } from 'vitest';
import { limitFiles, sizeOf } from '../fixtures/full-disk.ts';
import { buy, hasOrder, pay, readyToPay, ShopOnDisk, tool } from './shop-on-disk.ts';

let disk: ShopOnDisk;
beforeEach(async () => {
  disk = await ShopOnDisk.open();
});
afterEach(() => disk.close());

const refusal = {
  status: 503,
  type: expect.stringContaining('application/problem+json'),
  retryAfter: expect.stringMatching(/^[1-9]\d*$/),
  body: { code: 'unavailable', detail: expect.stringContaining('the same idempotency key') },
};

it('says 503 while nothing can be written, goes on reading, and sells again without a restart', async () => {
  const shop = await disk.open();
  const { url } = shop;
  const pid = shop.process.pid!;
  const first = await buy(url);
  const ready = await readyToPay(url);

  limitFiles(pid, sizeOf(`${disk.database}-wal`));
  expect(await pay(url, ready)).toMatchObject(refusal);
  expect(await tool(url, 'update_cart', { add: [{ variant_id: 'var_lamp' }] })).toMatchObject(refusal);
  expect(await tool(url, 'search_catalog', { query: 'lamp' })).toMatchObject({ status: 200 });
  expect(await hasOrder(url, first)).toBe(true);
  expect((await fetch(`${url}/healthz`)).status).toBe(200);
  await expect.poll(() => shop.log()).toMatch(/shop\.db: the disk answered with an error: check .*room/);
  expect(shop.log().trim().split('\n')).toHaveLength(1);

  limitFiles(pid, undefined);
  expect(await pay(url, ready)).toMatchObject({ status: 200, body: { status: 'completed' } });
  const second = await buy(url);
  expect(await shop.stop()).toBe(0);

  const again = await disk.open();
  for (const order of [first, second]) expect(await hasOrder(again.url, order)).toBe(true);
  const once = await pay(again.url, ready);
  expect(once).toMatchObject({ status: 200, body: { status: 'completed' } });
  await again.stop();
  expect(await disk.finding('books')).toMatchObject({ status: 'ok' });
  expect(await disk.finding('database')).toMatchObject({ status: 'ok' });
});

it('does not start where there is no room, says so, and leaves the shop as it was', async () => {
  const shop = await disk.open();
  const order = await buy(shop.url);
  await shop.stop();
  expect(await disk.complaint(['serve', '--port', '0'], ['prlimit', '--fsize=0', '--'])).toMatch(
    /\/data.*: .*room/,
  );
  const noRoom = ['prlimit', `--fsize=${64 * 1024}`, '--'];
  expect(await disk.complaint(['backup', `${disk.folder}/copy.db`], noRoom)).toMatch(/copy\.db: .*room/);
  const again = await disk.open();
  expect(await hasOrder(again.url, order)).toBe(true);
  await again.stop();
});
