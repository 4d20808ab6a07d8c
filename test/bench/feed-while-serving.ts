import { writeFileSync } from 'node:fs';
import { loadavg } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { Cli } from '../fixtures/cli.ts';
import { startReceiver } from '../fixtures/webhook-receiver.ts';
import { cpuOf } from './http/processes.ts';
import { median, percentile } from './stats.ts';

/**
 * Sends 10,000 updates of stock in one request to a shop of 10,000 products that serves 50 searches a second, several times; takes the
 * time until all are applied, and until a search sees the last of them; then the same with a webhook that is told of each. Held to:
 * applied in under 2 s, seen within 2 s more, both as medians.
 */
const PRODUCTS = 10_000;
const RUNS = 7;
const SEARCH_EVERY_MS = 20;
const LIMIT_MS = 2_000;

const cli = new Cli();
const receiver = await startReceiver();
let failed = false;
try {
  const file = join(cli.folder, 'products.jsonl');
  const lines = Array.from({ length: PRODUCTS }, (_, n) =>
    JSON.stringify({
      id: `p${n}`,
      title: `Article ${word(n)}`,
      description: 'A thing to measure with',
      variants: [
        {
          id: `p${n}`,
          sku: `SKU-${n}`,
          prices: [{ market: 'us', amount: 1000 + n, currency: 'USD' }],
          stock: [{ location: 'main', on_hand: 5 }],
        },
      ],
    }),
  );
  writeFileSync(file, `${lines.join('\n')}\n`);
  const shop = await cli.serve(['--no-sample'], { SHOPWRIGHT_OUTBOUND_ALLOW: '127.0.0.1' });
  const admin = async (path: string, init: RequestInit = {}): Promise<Record<string, unknown>> => {
    const response = await fetch(`${shop.url}/admin/v1${path}`, {
      ...init,
      headers: { authorization: `Bearer ${shop.adminKey}`, 'content-type': 'application/json' },
    });
    if (!response.ok) throw new Error(`${path}: ${await response.text()}`);
    return (await response.json()) as Record<string, unknown>;
  };
  const { locations } = (await admin('/shop')) as { locations: { id: string }[] };
  const location = locations[0]!.id;
  writeFileSync(file, `${lines.join('\n').replaceAll('"location":"main"', `"location":"${location}"`)}\n`);
  const imported = await cli.run(['import', file, '--json']);
  if (imported.code !== 0) throw new Error(imported.stdout + imported.stderr);

  const search = async (query: string, more: object = {}): Promise<{ products: unknown[] }> => {
    const response = await fetch(`${shop.url}/v1/tools/search_catalog`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ query, limit: 5, ...more }),
    });
    if (!response.ok) throw new Error(await response.text());
    return (await response.json()) as { products: unknown[] };
  };
  let sequence = 0;
  /** @returns milliseconds until applied, and from then until a search sees it */
  const feed = async (): Promise<{ applied: number; seen: number }> => {
    sequence += 1;
    const onHand = sequence % 2 === 0 ? 5 : 0;
    const body = JSON.stringify(
      Array.from({ length: PRODUCTS }, (_, n) => ({
        variant: `SKU-${n}`,
        sequence,
        location,
        on_hand: onHand,
      })),
    );
    const began = performance.now();
    const report = await admin('/feed/updates?source=erp', { method: 'POST', body });
    const done = performance.now();
    if (report.applied !== PRODUCTS) throw new Error(JSON.stringify(report));
    for (;;) {
      const { products } = await search(word(PRODUCTS - 1), { filters: { in_stock: true } });
      if (products.length > 0 === onHand > 0) break;
      if (performance.now() - done > 10_000) throw new Error('a search does not see the stock');
      await wait(5);
    }
    return { applied: done - began, seen: performance.now() - done };
  };
  const measure = async (name: string): Promise<void> => {
    const applied: number[] = [];
    const seen: number[] = [];
    const before = cpuOf(shop.process.pid!) ?? Number.NaN;
    const times = await searching(async () => {
      for (let run = 0; run < RUNS; run += 1) {
        const figures = await feed();
        applied.push(figures.applied);
        seen.push(figures.seen);
        await wait(300);
      }
    }, search);
    const cpu = ((cpuOf(shop.process.pid!) ?? Number.NaN) - before) / RUNS;
    const worst = Math.max(...applied);
    console.log(
      `${name}: applied after ${median(applied).toFixed(0)} ms (worst ${worst.toFixed(0)}), seen by a search ${median(seen).toFixed(0)} ms later (worst ${Math.max(...seen).toFixed(0)}); ${times.length} searches, p50 ${percentile(times, 0.5).toFixed(1)} ms, p99 ${percentile(times, 0.99).toFixed(1)} ms; ${cpu.toFixed(0)} ms of the server’s CPU a batch, searches included; medians of ${RUNS}, load ${loadavg()[0]!.toFixed(1)}`,
    );
    failed ||= median(applied) > LIMIT_MS || median(seen) > LIMIT_MS;
  };
  const quiet = await searching(() => wait(3_000), search);
  console.log(
    `no feed: ${quiet.length} searches, p50 ${percentile(quiet, 0.5).toFixed(1)} ms, p99 ${percentile(quiet, 0.99).toFixed(1)} ms`,
  );
  await measure(`${PRODUCTS} updates`);
  await admin('/webhooks', {
    method: 'POST',
    body: JSON.stringify({ url: receiver.url, types: ['stock.*'] }),
  });
  const told = receiver.received.length;
  const since = performance.now();
  await measure(`${PRODUCTS} updates, each told to a webhook`);
  const seconds = (performance.now() - since) / 1000;
  console.log(`${((receiver.received.length - told) / seconds).toFixed(0)} webhooks a second meanwhile`);
  await shop.stop();
} finally {
  cli.close();
  await receiver.close();
}
process.exit(failed ? 1 : 0);

/** One for each number, of letters only. */
function word(n: number): string {
  let rest = n;
  let text = '';
  for (let at = 0; at < 6; at += 1) {
    text += 'bcdfghjklm'[rest % 10]! + 'aeiou'[(rest + at) % 5]!;
    rest = Math.floor(rest / 10);
  }
  return text;
}

/** Searches at a fixed pace, however slow the answers are, until `work` is over. @returns milliseconds from when each was due */
async function searching(
  work: () => Promise<unknown>,
  search: (query: string) => Promise<unknown>,
): Promise<number[]> {
  let over = false;
  const ended = work().finally(() => {
    over = true;
  });
  const times: number[] = [];
  const running: Promise<void>[] = [];
  const began = performance.now();
  for (let n = 0; !over; n += 1) {
    const due = began + n * SEARCH_EVERY_MS;
    if (due > performance.now()) await wait(due - performance.now());
    running.push(search(word((n * 7919) % PRODUCTS)).then(() => void times.push(performance.now() - due)));
  }
  await Promise.all(running);
  await ended;
  return times;
}
