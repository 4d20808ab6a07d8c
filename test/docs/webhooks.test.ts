import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { systemClock } from '../../server/platform/clock.ts';
import { OPERATOR_KEY, type ShopwrightServer, startShopwright } from '../fixtures/shopwright-server.ts';

const page = readFileSync(new URL('../../docs/webhooks.md', import.meta.url), 'utf8');

let server: ShopwrightServer;
let folder: string;
let receiver: ChildProcess;
let port: number;
let secret: string;
let id: string;
beforeAll(async () => {
  port = await freePort();
  server = await startShopwright({ outboundAllow: [`127.0.0.1:${port}`] });
  // The receiver looks at the real time.
  server.clock.advance(systemClock.now() - server.clock.now());
  const made = await admin('/webhooks', { url: `http://127.0.0.1:${port}/` });
  ({ secret, id } = made.json as { secret: string; id: string });
  folder = mkdtempSync(join(tmpdir(), 'shopwright-docs-'));
  const file = join(folder, 'receiver.mjs');
  writeFileSync(file, /```js\n(.*?)```/s.exec(page)![1]!);
  receiver = spawn(process.execPath, [file], {
    env: { WEBHOOK_SECRET: secret, PORT: String(port) },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  await listening();
});
afterAll(async () => {
  receiver.kill();
  await server.close();
  rmSync(folder, { recursive: true });
});

const admin = (path: string, body: object = {}) =>
  server.ask(`/admin/v1${path}`, { method: 'POST', key: OPERATOR_KEY, body });

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const { port: free } = probe.address() as { port: number };
  probe.close();
  return free;
}

/** Tries until somebody answers. */
async function listening(): Promise<void> {
  for (;;) {
    const answered = await fetch(`http://127.0.0.1:${port}/`, { method: 'POST' }).catch(() => undefined);
    if (answered) return;
    await new Promise((next) => setImmediate(next));
  }
}

it('docs/webhooks.md: the receiver takes what is signed, once, and nothing else', async () => {
  let printed = '';
  receiver.stdout!.setEncoding('utf8').on('data', (text: string) => {
    printed += text;
  });
  await server.put({ id: 'lamp' });
  await server.shop.webhooks.dispatcher.drain();
  expect((await server.ask(`/admin/v1/webhooks/${id}`, { key: OPERATOR_KEY })).json).toMatchObject({
    waiting: 0,
    dead: 0,
  });
  const { json } = await server.ask('/v1/events', { key: OPERATOR_KEY });
  const [event] = json!.items as { id: string }[];
  await admin(`/webhooks/${id}/replay`, { event_id: event!.id });
  await server.shop.webhooks.dispatcher.drain();
  await admin(`/webhooks/${id}/test`);
  const forged = await fetch(`http://127.0.0.1:${port}/`, {
    method: 'POST',
    headers: { 'webhook-id': 'evt_1', 'webhook-timestamp': '1', 'webhook-signature': 'v1,AAAA' },
    body: '{}',
  });
  expect(forged.status).toBe(401);
  while (!printed.includes('webhook.test')) await once(receiver.stdout!, 'data');
  expect(printed).toBe(`product.created product/prod_lamp\nwebhook.test webhook/${id}\n`);
});

it('docs/webhooks.md: the example of a feed is one', async () => {
  await server.put({ id: 'HB-LAMP-BK' }, { id: 'HB-LAMP-WH' });
  const examples = [...page.matchAll(/```json\n(.*?)```/gs)].map(([, text]) => JSON.parse(text!) as unknown);
  const { json } = await admin('/feed/updates?source=erp', examples.find(Array.isArray) as object);
  expect(json).toMatchObject({ received: 2, applied: 2 });
});
