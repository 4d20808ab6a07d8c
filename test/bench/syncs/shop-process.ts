/** A shop without a network, whose disk traffic is counted from outside. Forked by the bench with its folder as argument. */
import { setTimeout as wait } from 'node:timers/promises';
import { drain, fillCarts } from '../purchase.ts';
import { openShop, stockUp } from '../shop.ts';
import type { Sample } from '../stats.ts';

export type ToShop = { fill: number } | { buy: number };
/** `commits`: those of the purchases and of the jobs that they cause. */
export type FromShop = { filled: true } | { bought: Sample; commits: number };

const shop = await openShop(process.argv[2]!);
const variants = await stockUp(shop, 16);
let commits = 0;
shop.store.onCommit(() => {
  commits += 1;
});
let carts: Awaited<ReturnType<typeof fillCarts>> = [];

async function quiet(): Promise<void> {
  await shop.store.flush();
  while ((await shop.jobs.list('waiting')).length + (await shop.jobs.list('running')).length > 0)
    await wait(20);
}

process.on('message', async (order: ToShop) => {
  let answer: FromShop;
  if ('fill' in order) {
    carts = await fillCarts(Array(16).fill(shop.call), variants, order.fill);
    await quiet();
    answer = { filled: true };
  } else {
    const before = commits;
    const bought = await drain(Array(order.buy).fill(shop.call), carts);
    await quiet();
    answer = { bought, commits: commits - before };
  }
  process.send!(answer);
});
process.on('disconnect', () => void shop.close());
