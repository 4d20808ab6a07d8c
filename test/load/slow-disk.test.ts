import { afterEach, expect, it } from 'vitest';
import { onCrashPoint } from '../../server/platform/crash-point.ts';
import { type ShopwrightServer, startShopwright } from '../fixtures/shopwright-server.ts';
import { ok, readyToPay } from './shop.ts';

const COMMIT_MS = 100;
const BUYERS = 12;

let server: ShopwrightServer;
afterEach(async () => {
  onCrashPoint(undefined);
  await server.close();
});

/** From now on the disk takes so long for each commit, and this process stands still for it, as it does for a real one. */
function slowDisk(): { commits: () => number } {
  const lock = new Int32Array(new SharedArrayBuffer(4));
  let commits = 0;
  onCrashPoint((point) => {
    if (point !== 'store.before-commit') return;
    commits += 1;
    Atomics.wait(lock, 0, 0, COMMIT_MS);
  });
  return { commits: () => commits };
}

it('on a disk that takes its time for a commit everything is done, and searches are answered in between', async () => {
  server = await startShopwright();
  await server.put({ id: 'mug', stock: 1000 });
  const ready = [];
  for (let n = 0; n < BUYERS; n += 1) ready.push(await readyToPay(server, 'mug'));
  const { commits } = slowDisk();

  let over = false;
  let searches = 0;
  const searching = (async () => {
    while (!over) {
      await ok(server, 'search_catalog', { query: `thing ${searches}` });
      searches += 1;
    }
  })();
  const writing = ready.map(async ({ session_id, pay }) => {
    expect((await pay()).json).toMatchObject({ status: 'completed' });
    await ok(server, 'update_cart', { session_id, add: [{ variant_id: 'mug' }] });
    return ok(server, 'update_cart', { add: [{ variant_id: 'mug' }] });
  });
  const carts = await Promise.all(writing);
  over = true;
  await searching;

  for (const cart of carts) expect(cart).toMatchObject({ lines: [{ quantity: 1 }] });
  // Those who wait together share a commit: each has several writes, and all of them together few more than one buyer alone.
  expect(commits()).toBeLessThan(BUYERS * 3);
  // Who only looks waits for the commit that runs and one that was about to, not for all who write.
  expect(searches).toBeGreaterThanOrEqual(commits() / 4);
  expect(server.faults).toEqual([]);
});
