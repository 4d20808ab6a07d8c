import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type FakeOpenAi, startFakeOpenAi } from '../fakes/openai/server.ts';
import { PNG } from '../fixtures/media.ts';
import { type ShopwrightServer, startShopwright } from '../fixtures/shopwright-server.ts';
import { launchBrowser } from './browser.ts';
import { openLauncher, pageWith, startWebsite, type Website } from './widget-site.ts';

/** Pictures and voice notes from the website of somebody else. */

let browser: Browser;
let model: FakeOpenAi;
let server: ShopwrightServer;
let site: Website;
beforeAll(async () => {
  browser = await launchBrowser(['--use-fake-device-for-media-stream', '--use-fake-ui-for-media-stream']);
  model = await startFakeOpenAi();
  site = await startWebsite();
  server = await startShopwright({
    modelName: 'test',
    modelVision: true,
    modelUrl: model.url,
    modelKey: 'sk-test',
    transcriptionModel: 'whisper-1',
    transcriptionUrl: model.url,
    transcriptionKey: 'sk-test',
    outboundAllow: [new URL(model.url).host],
  });
  await server.put({ id: 'cup', title: 'Blue Cup', price: 1999 });
  site.show(pageWith(`<script async src="${server.url}/widget.js"></script>`));
});
afterAll(async () => {
  await server.close();
  await site.close();
  await model.close();
  await browser.close();
});

test('a picture and a voice note are sent from another origin, and answered', async () => {
  model.hears = () => ({ text: 'how much is the blue cup?' });
  let step = 0;
  model.script = () =>
    step++ % 2 === 0
      ? { calls: [{ name: 'search_catalog', args: { query: 'blue cup' } }] }
      : { calls: [{ name: 'reply', args: { text: 'The {f1} costs {f3}.' } }] };
  const chat = await openLauncher(browser, site.origin, { permissions: ['microphone'] });
  const { page } = chat;
  await page
    .locator('input[type=file]')
    .setInputFiles([{ name: 'cup.png', mimeType: 'image/png', buffer: Buffer.from(PNG) }]);
  expect(await chat.say('how much is this?')).toContain('Blue Cup costs $19.99.');
  await page.getByRole('button', { name: 'Record a voice message' }).click();
  await page.getByRole('button', { name: 'Stop and send' }).click();
  expect(await chat.reply(1)).toContain('Blue Cup');
  expect(model.heard).toHaveLength(1);
  await chat.close();
  expect(chat.complaints).toEqual([]);
});
