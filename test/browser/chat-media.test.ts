import type { Browser } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { type FakeOpenAi, startFakeOpenAi } from '../fakes/openai/server.ts';
import { PNG } from '../fixtures/media.ts';
import { type ShopwrightServer, startShopwright } from '../fixtures/shopwright-server.ts';
import { launchBrowser } from './browser.ts';
import { ChatPage } from './chat-browser.ts';

let browser: Browser;
let model: FakeOpenAi;
let server: ShopwrightServer;
let chat: ChatPage;

const PICTURE = { name: 'cup.png', mimeType: 'image/png', buffer: Buffer.from(PNG) };

beforeAll(async () => {
  browser = await launchBrowser(['--use-fake-device-for-media-stream', '--use-fake-ui-for-media-stream']);
  model = await startFakeOpenAi();
  const endpoint = { url: model.url, key: 'sk-test' };
  server = await startShopwright({
    modelName: 'test',
    modelVision: true,
    modelUrl: endpoint.url,
    modelKey: endpoint.key,
    transcriptionModel: 'whisper-1',
    transcriptionUrl: endpoint.url,
    transcriptionKey: endpoint.key,
    outboundAllow: [new URL(model.url).host],
  });
  await server.put({ id: 'cup', title: 'Blue Cup', price: 1999 });
});
afterAll(async () => {
  await server.close();
  await model.close();
  await browser.close();
});
beforeEach(async () => {
  chat = await ChatPage.open(browser, server.url, { permissions: ['microphone'] });
  model.requests.length = 0;
  model.heard.length = 0;
  let step = 0;
  model.script = () =>
    step++ === 0
      ? { calls: [{ name: 'search_catalog', args: { query: 'blue cup' } }] }
      : { calls: [{ name: 'reply', args: { text: 'The {f1} costs {f3}.' } }] };
  model.hears = () => ({ text: 'how much is the blue cup?' });
});
afterEach(async () => {
  await chat.close();
  expect(chat.complaints).toEqual([]);
});

test('a picture is chosen, looked at, sent, and answered', async () => {
  const { page } = chat;
  await page.getByRole('button', { name: 'Add a picture' }).waitFor();
  await page.locator('input[type=file]').setInputFiles([PICTURE, PICTURE]);
  const chosen = page.getByRole('list', { name: 'Pictures to send' }).getByRole('listitem');
  await chosen.nth(1).waitFor();
  await page.getByRole('button', { name: 'Remove: cup.png' }).first().click();
  expect(await chosen.count()).toBe(1);
  await chat.shot('chat-picture-chosen');
  expect(await chat.say('how much is this?')).toContain('Blue Cup costs $19.99.');
  expect(await chosen.count()).toBe(0);
  expect(await page.locator('.message.you img').count()).toBe(1);
  const { content } = model.requests[0]!.messages.at(-1)!;
  expect(JSON.stringify(content)).toContain('data:image/jpeg;base64,');
  await page.reload();
  await chat.ready();
  expect(await page.locator('.message.you').last().innerText()).toContain('Picture');
});

test('a picture is pasted, or dropped', async () => {
  const { page } = chat;
  for (const event of [
    "new ClipboardEvent('paste', { ...options, clipboardData: data })",
    "new DragEvent('drop', { ...options, dataTransfer: data })",
  ])
    await page.evaluate(`{
      const data = new DataTransfer();
      data.items.add(new File([new Uint8Array([${PNG.join()}])], 'cup.png', { type: 'image/png' }));
      const options = { bubbles: true, composed: true, cancelable: true };
      const { shadowRoot } = document.querySelector('shopwright-chat');
      shadowRoot.querySelector('textarea').dispatchEvent(${event});
    }`);
  expect(
    await page
      .getByRole('listitem')
      .filter({ has: page.locator('.preview') })
      .count(),
  ).toBe(2);
});

test('a voice note is recorded, heard, and answered as if it had been written', async () => {
  const { page } = chat;
  const before = await chat.replies.count();
  await page.getByRole('button', { name: 'Record a voice message' }).click();
  const stop = page.getByRole('button', { name: 'Stop and send' });
  await stop.waitFor();
  await stop.click();
  expect(await chat.reply(before)).toContain('Blue Cup costs $19.99.');
  expect(model.heard).toMatchObject([{ name: 'voice.webm', type: 'audio/webm' }]);
  expect(await page.locator('.message.you').innerText()).toContain('Voice message');
});

test('there is no button for what the shop does not take', async () => {
  const plain = await startShopwright();
  const other = await ChatPage.open(browser, plain.url);
  expect(await other.page.getByRole('button', { name: /picture|voice/ }).count()).toBe(0);
  await other.close();
  await plain.close();
});
