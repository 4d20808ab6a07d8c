import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import express from 'express';
import { expect, onTestFinished, test } from 'vitest';
import { ManualClock } from '../../platform/clock.ts';
import { openSqliteStore } from '../../platform/store/sqlite/store.ts';
import { createDevOutboxNotifier, devOutbox, OUTBOX_SIZE } from './dev-outbox.ts';
import { createDevOutboxPage } from './dev-outbox-page.ts';

async function setUp() {
  const clock = new ManualClock();
  const store = await openSqliteStore({ path: ':memory:', clock, collections: [devOutbox] });
  const notifier = createDevOutboxNotifier({ store, clock });
  const server = createServer(express().use('/dev/outbox', createDevOutboxPage({ store })));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
    await store.close();
  });
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/dev/outbox`;
  const send = (dedupeKey: string, code: string, shop = 'Northwind') =>
    notifier.send({
      dedupeKey,
      to: { email: 'ana@example.com' },
      locale: 'en',
      template: 'order_code',
      values: { shop, code },
    });
  const messages = async () =>
    ((await (await fetch(`${url}/messages.json`)).json()) as { messages: { id: string; text: string }[] })
      .messages;
  return { clock, url, send, messages };
}

test('shows what would have been sent, newest first and each once', async () => {
  const { clock, url, send, messages } = await setUp();
  await send('a', '111111');
  clock.advance(1);
  await send('b', '222222');
  await send('a', '111111');
  expect((await messages()).map(({ text }) => /\d{6}/.exec(text)?.[0])).toEqual(['222222', '111111']);
  const page = await (await fetch(url)).text();
  expect(page).toContain('111111');
  expect(page).toContain('ana@example.com');
  const [first] = await messages();
  expect(await (await fetch(`${url}/${first!.id}`)).text()).toContain('222222');
  expect((await fetch(`${url}/nothing`)).status).toBe(404);
});

test('what customers wrote cannot run in the page', async () => {
  const { url, send } = await setUp();
  await send('a', '111111', '<script>alert(1)</script>');
  const response = await fetch(url);
  expect(await response.text()).not.toContain('<script>');
  expect(response.headers.get('content-security-policy')).toMatch(/default-src 'none'.*sandbox/);
});

test('keeps the newest 200', async () => {
  const { clock, send, messages } = await setUp();
  for (let count = 1; count <= OUTBOX_SIZE + 5; count += 1) {
    clock.advance(1);
    await send(`key-${count}`, String(100_000 + count));
  }
  const kept = await messages();
  expect(kept).toHaveLength(OUTBOX_SIZE);
  expect(kept.at(-1)!.text).toContain('100006');
});
