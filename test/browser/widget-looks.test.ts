import type { Browser } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { Cli } from '../fixtures/cli.ts';
import { launchBrowser } from './browser.ts';
import type { ChatPage } from './chat-browser.ts';
import { openLauncher, PHONE, showDemo, startWebsite, strictPolicy, type Website } from './widget-site.ts';

/** examples/widget over the sample shop, with its pictures, as docs/images shows it. */

let browser: Browser;
let cli: Cli;
let site: Website;
let chat: ChatPage;
beforeAll(async () => {
  browser = await launchBrowser();
  cli = new Cli();
  const { url } = await cli.serve();
  site = await startWebsite(() => strictPolicy(url, 'n0nce'));
  showDemo(site, url, { nonce: 'n0nce' });
});
afterAll(async () => {
  await site.close();
  cli.close();
  await browser.close();
});
afterEach(async () => {
  expect(chat.complaints).toEqual([]);
  await chat.close();
});

const DESKTOP = { viewport: { width: 1100, height: 820 } };

test.each([
  ['desktop', 'light', DESKTOP],
  ['desktop', 'dark', DESKTOP],
  ['phone', 'light', PHONE],
  ['phone', 'dark', PHONE],
] as const)(
  'on a %s, %s: cards with pictures, and nothing wider than the screen',
  async (where, colorScheme, options) => {
    chat = await openLauncher(browser, site.origin, { ...options, colorScheme });
    expect(await chat.say('headlamp')).toContain('I found 5 products:');
    await chat.page.getByRole('heading', { name: 'Ask the shop' }).waitFor();
    const pictures = chat.page.locator('shopwright-chat li.card img');
    expect(await pictures.count()).toBe(5);
    await expect
      .poll(() =>
        pictures.first().evaluate((image) => (image as unknown as { naturalWidth: number }).naturalWidth),
      )
      .toBeGreaterThan(0);
    if (where === 'phone') await chat.say('add the second one');
    const wider = await chat.page.evaluate<boolean>('document.documentElement.scrollWidth > innerWidth');
    expect(wider).toBe(false);
    await chat.shot(`widget-${where}-${colorScheme}`);
  },
);
