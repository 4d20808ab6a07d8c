import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import type { Publisher } from '../../server/commerce/affiliates/model.ts';
import { attributions } from '../../server/commerce/affiliates/model.ts';
import { monthOf } from '../../server/commerce/affiliates/statements.ts';
import { money } from '../../server/commerce/money.ts';
import { addPublisher, buy, serverOf } from '../fixtures/publishers.ts';
import { ADDRESS, BUYER, type TestShop } from '../fixtures/shop.ts';
import { type ShopwrightServer, startShopwright } from '../fixtures/shopwright-server.ts';
import { launchBrowser } from './browser.ts';

/** A folder for screenshots; none are taken without it. */
const SCREENSHOTS = process.env.SCREENSHOTS;
const DAY = 86_400_000;
const PHONE = { width: 390, height: 844 };
const DESKTOP = { width: 1200, height: 900 };

let browser: Browser;
let server: ShopwrightServer;
let blog: Publisher;
let key: { id: string; secret: string };
let context: BrowserContext | undefined;
let page: Page;
let complaints: string[];

beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(() => browser.close());

beforeEach(async () => {
  server = await startShopwright({ publisherSessionsPerAddress: 999 });
  await server.put({ id: 'lamp', title: 'Desk lamp', price: 4999, stock: 10_000 });
  blog = await addPublisher(server.shop, 'Trail & Tent');
  const { apiKeys } = server.shop.services;
  key = await apiKeys.create({ name: 'Bot', kind: 'publisher_server', publisherId: blog._id });
  await apiKeys.create({
    ...{ name: 'Blog page', kind: 'publisher', publisherId: blog._id },
    origins: ['https://trail.example'],
  });
  await openPage(DESKTOP);
});
afterEach(async () => {
  await context?.close();
  context = undefined;
  await server.close();
  expect(complaints).toEqual([]);
});

async function openPage(
  viewport: { width: number; height: number },
  colorScheme: 'light' | 'dark' = 'light',
) {
  await context?.close();
  context = await browser.newContext({ viewport, colorScheme, locale: 'en-US', reducedMotion: 'reduce' });
  page = await context.newPage();
  complaints = [];
  page.on('pageerror', (error) => complaints.push(String(error)));
  page.on('console', (message) => {
    const isAnswer = /Failed to load resource/.test(message.text());
    if (message.type() === 'error' && !isAnswer) complaints.push(message.text());
  });
  await page.goto(`${server.url}/publisher`);
}

const shot = async (name: string): Promise<void> => {
  if (SCREENSHOTS) await page.screenshot({ path: `${SCREENSHOTS}/${name}.png` });
};

async function signIn(secret = key.secret) {
  await page.getByLabel('Secret key').fill(secret);
  await page.getByRole('button', { name: 'Show my numbers' }).click();
}

/** The shop, as the publisher's bot calls its tools. */
function shopOfBot(): TestShop {
  const { callTool, store } = server.shop;
  return {
    store,
    ok: async (name: string, args = {}, principal = serverOf(blog, key.id)) => {
      const result = await callTool(name, args, { principal });
      if (!result.ok) throw new Error(result.error.message);
      return result.output;
    },
  } as TestShop;
}

/** Weeks of selling: a little every day, one order sent back, one held. */
async function sellForWeeks() {
  const { services } = server.shop;
  const shop = shopOfBot();
  const principal = serverOf(blog, key.id);
  for (let day = 0; day < 40; day += 1) {
    for (let n = 0; n < (day * 7) % 4; n += 1) {
      const address = { ...ADDRESS, line1: `${day} Main St` };
      const { order } = await buy(shop, principal, { items: { lamp: 1 + ((day + n) % 3) }, address });
      if (day < 8) await services.orders.ship(order._id, {});
      if (day === 33) await services.orders.cancel(order._id, { reason: 'changed their mind' });
      if (day === 38)
        await services.orders.refund(order._id, { amount: money(2000, 'USD'), reason: 'scratched' });
    }
    server.clock.advance(DAY);
    await services.publishers.approveDue();
  }
  await services.publishers.update(blog._id, { domains: ['example.com'] });
  await buy(shop, principal, { items: { lamp: 2 }, buyer: BUYER });
}

test('a publisher pastes a key once and sees numbers, chart, statements, orders, keys and snippets', async () => {
  await sellForWeeks();
  await shot('publisher-sign-in');
  await signIn();
  await page.getByRole('heading', { name: 'Trail & Tent' }).waitFor();
  const main = (await page.locator('main').innerText()).replaceAll(/\s+/g, ' ');
  const all = await server.shop.store.find(attributions, { where: { publisherId: blog._id }, limit: 1000 });
  const totalOf = (status: string) =>
    all.filter((one) => one.status === status).reduce((sum, { net }) => sum + net.amount, 0) / 100;
  const text = (amount: number) =>
    new Intl.NumberFormat('en-US', { style: 'currency', currency: 'USD' }).format(amount);
  for (const status of ['pending', 'approved', 'held']) {
    expect(totalOf(status)).toBeGreaterThan(0);
    expect(main, status).toContain(text(totalOf(status)));
  }
  expect(await page.locator('.chart .bar').count()).toBe(30);
  expect(await page.locator('.chart title').last().textContent()).toContain('orders');
  expect(await page.getByRole('img', { name: 'Commission of the last 30 days in USD' }).isVisible()).toBe(
    true,
  );
  expect(main).toContain('https://trail.example');
  expect(main).toContain(`sk_…${key.secret.slice(-4)}`);
  expect(await page.content()).not.toContain(key.secret);
  await shot('publisher-1200');
  await page.getByText('A bot that speaks MCP').click();
  expect(await page.locator('pre:visible').innerText()).toContain(`${server.url}/mcp`);
  await page.reload();
  await page.getByRole('heading', { name: 'Trail & Tent' }).waitFor();
  await page.getByRole('button', { name: 'Sign out' }).click();
  await page.reload();
  await page.getByLabel('Secret key').waitFor();
});

test('fits a phone, light and dark', async () => {
  await sellForWeeks();
  for (const scheme of ['light', 'dark'] as const) {
    await openPage(PHONE, scheme);
    await signIn();
    await page.getByRole('heading', { name: 'Last orders' }).waitFor();
    const wide: unknown = await page.evaluate('document.documentElement.scrollWidth - innerWidth');
    expect(wide).toBeLessThanOrEqual(0);
    await shot(`publisher-390-${scheme}`);
  }
});

test('a key that is none, a browser key, and one that was revoked meanwhile open nothing', async () => {
  const browserKey = await server.shop.services.apiKeys.create({
    ...{ name: 'Page', kind: 'publisher', publisherId: blog._id, origins: [server.url] },
  });
  for (const wrong of [
    'sk_0000000000000000000000',
    'hello',
    browserKey.secret,
    'operator-key-for-tests-only',
  ]) {
    await signIn(wrong);
    await page.getByRole('alert').getByText('no secret key of a publisher').waitFor();
    expect(await context!.cookies()).toEqual([]);
  }
  await signIn();
  await page.getByRole('heading', { name: 'Trail & Tent' }).waitFor();
  const [cookie] = await context!.cookies();
  expect(cookie).toMatchObject({ httpOnly: true, sameSite: 'Strict', path: '/publisher' });
  expect(cookie!.value).not.toContain(key.secret);
  await server.shop.services.apiKeys.revoke(key.id);
  await page.reload();
  await page.getByLabel('Secret key').waitFor();
});

test('a publisher sees that a month was paid, when and how', async () => {
  const { orders, publishers } = server.shop.services;
  const { order } = await buy(shopOfBot(), serverOf(blog, key.id), { items: { lamp: 2 } });
  await orders.ship(order._id, {});
  server.clock.advance(30 * DAY);
  await publishers.approveDue();
  const month = monthOf(server.clock.now());
  server.clock.advance(30 * DAY);
  const how = { reference: 'SEPA 17', paidOn: '2026-03-02', by: 'operator' };
  await publishers.markPaid({ publisherId: blog._id, month, ...how });
  for (const viewport of [PHONE, DESKTOP]) {
    await openPage(viewport);
    await signIn();
    const row = page.getByRole('row').filter({ hasText: month });
    await row.getByText('Mar 2, 2026, SEPA 17').waitFor();
    expect(await row.innerText()).toContain('$10.00');
    expect(await page.getByText('of what is approved').locator('..').innerText()).toContain('$10.00');
  }
});

test('a publisher without a sale is told what to do', async () => {
  await signIn();
  await page.getByText('No order is credited to you yet').waitFor();
  await page.getByText('Nothing was earned in the last 30 days yet.').waitFor();
});

test('a buy link leads a shopper to the checkout with the cart filled', async () => {
  const { json } = await server.tool('product_cards', { variant_ids: ['lamp'] }, key.secret);
  const [card] = json!.cards as { buy_url: string }[];
  for (const viewport of [PHONE, DESKTOP]) {
    await openPage(viewport);
    await page.goto(card!.buy_url);
    await page.getByText('Paid link: Trail & Tent earns a commission').waitFor();
    await shot(`buy-link-${viewport.width}`);
    await page.getByRole('button', { name: 'Go to checkout' }).click();
    await page.waitForURL('**/checkout');
    await page.getByText('Desk lamp').first().waitFor();
  }
});
