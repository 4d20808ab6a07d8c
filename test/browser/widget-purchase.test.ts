import type { Browser } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { orders } from '../../server/commerce/orders/model.ts';
import { addPublisher } from '../fixtures/publishers.ts';
import { ADDRESS } from '../fixtures/shop.ts';
import { type ShopwrightServer, startShopwright } from '../fixtures/shopwright-server.ts';
import { launchBrowser } from './browser.ts';
import { ChatPage, fillCheckout } from './chat-browser.ts';
import {
  openLauncher,
  PHONE,
  pageWith,
  showDemo,
  startWebsite,
  strictPolicy,
  type Website,
} from './widget-site.ts';

/** A whole purchase on the website of somebody else, under a policy that allows as little as can be. */

const NONCE = 'n0nce';

let browser: Browser;
let server: ShopwrightServer;
let site: Website;
let chat: ChatPage;

afterEach(async () => {
  await chat.close();
  await server.close();
  await site.close();
  expect(chat.complaints).toEqual([]);
});
beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(() => browser.close());

/** @param frames whether the shop lets the website frame its checkout */
async function open(frames: boolean): Promise<{ key: string; publisherId: string }> {
  // The policy names the shop, and the shop the website: the website is there first.
  const policies: { current?: string } = {};
  site = await startWebsite(() => policies.current);
  server = await startShopwright({ frameAncestors: frames ? [site.origin] : [] });
  policies.current = strictPolicy(server.url, NONCE);
  await server.put(
    { id: 'desk-lamp', title: 'Desk Lamp', price: 2999 },
    { id: 'brass-lamp', title: 'Brass Lamp', price: 4999 },
  );
  const { _id: publisherId } = await addPublisher(server.shop, 'Night Readers');
  const { secret: key } = await server.shop.services.apiKeys.create({
    ...{ name: 'Page', kind: 'publisher', publisherId, origins: [site.origin] },
  });
  return { key, publisherId };
}

const sold = async () => {
  const [order] = await server.shop.store.find(orders, { limit: 10 });
  return order!;
};

/** From the first words to the button that leads to the checkout. */
async function shop(): Promise<void> {
  expect(await chat.say('lamp')).toMatch(/I found 2 products/);
  expect(await chat.last.locator('li.card').count()).toBe(2);
  expect(await chat.say('compare them')).toContain('cheaper');
  expect(await chat.say('add the desk lamp')).toMatch(/1 ×\s+Desk Lamp/);
  expect(await chat.say('make it 2')).toMatch(/2 ×\s+Desk Lamp.*\$59\.98/s);
  expect(await chat.say('checkout')).toContain('Review and pay');
}

test('on a phone: launcher, cart, the checkout in place of the conversation, and where the order is', async () => {
  const { key, publisherId } = await open(true);
  showDemo(site, server.url, { key, nonce: NONCE });
  chat = await openLauncher(browser, `${site.origin}/?utm_source=mail&gclid=click-1`, PHONE);
  await shop();
  await chat.shot('widget-phone');
  await chat.page.locator('a.action').last().click();
  const number = await fillCheckout(chat.page.frameLocator('shopwright-chat iframe'));
  expect(number).toMatch(/^SW-/);
  await chat.shot('widget-phone-checkout');
  await chat.page.getByRole('button', { name: 'Back to the chat' }).click();
  expect(await chat.say('where is my order?')).toMatch(new RegExp(`${number} · confirmed.*Desk Lamp`, 's'));
  expect(chat.context.pages()).toHaveLength(1);
  const order = await sold();
  expect(order.publisherId).toBe(publisherId);
  expect(order.referral).toMatchObject({
    source: 'ad',
    clickId: 'click-1',
    utm: { source: 'mail' },
    url: `${site.origin}/`,
  });
});

test('on a desktop: inline, the checkout in a tab of its own, and where the order is', async () => {
  const { key, publisherId } = await open(false);
  const tag = `<script nonce="${NONCE}" async src="${server.url}/widget.js" data-mode="none"></script>`;
  site.show(pageWith(tag, `<shopwright-chat publisher-key="${key}" locale="en"></shopwright-chat>`));
  chat = await ChatPage.open(browser, site.origin);
  await shop();
  await chat.shot('widget-desktop-inline');
  const number = await chat.pay();
  expect(await chat.say('where is my order?')).toMatch(new RegExp(`${number} · confirmed.*Desk Lamp`, 's'));
  const order = await sold();
  expect(order.publisherId).toBe(publisherId);
  expect(order.shippingAddress).toMatchObject({ postal_code: ADDRESS.postal_code });
});
