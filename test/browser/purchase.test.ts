import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import express from 'express';
import type { Browser, Page } from 'playwright-core';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createHostedCheckout } from '../../server/surfaces/checkout-page/hosted-checkout.ts';
import { createCheckoutPage } from '../../server/surfaces/checkout-page/router.ts';
import { createTestBank } from '../../server/surfaces/checkout-page/test-bank.ts';
import { ADDRESS, BUYER, openTestShop, type TestShop } from '../fixtures/shop.ts';
import { launchBrowser } from './browser.ts';

const SCREENSHOTS = process.env.SCREENSHOTS;
const publicUrl = 'http://shop.test';
let shop: TestShop;
let server: Server;
let browser: Browser;
let page: Page;

beforeEach(async () => {
  shop = await openTestShop();
  await shop.put(
    { id: 'mug', title: 'Blue Mug', price: 1200, stock: 5 },
    { id: 'pot', title: 'Tea Pot', price: 3450 },
  );
  await shop.discount({ code: 'TEN', effect: { kind: 'percentage', rate: 1000 } });
  const { services, store, clock, provider } = shop;
  const app = express();
  const checkout = createHostedCheckout({ store, ...services, methods: provider.methods });
  const onError = (error: unknown) => void shop.faults.push(error);
  app.use(
    '/checkout',
    createCheckoutPage({ checkout, clock, cookieKey: Buffer.alloc(32, 7), publicUrl, onError }),
  );
  app.use('/test-bank', createTestBank({ bank: provider, publicUrl, frameAncestors: [] }));
  server = createServer(app);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  browser = await launchBrowser([`--host-resolver-rules=MAP shop.test 127.0.0.1:${port}`]);
  page = await browser.newPage({ locale: 'en-US', viewport: { width: 1200, height: 900 } });
});
afterEach(async () => {
  await browser.close();
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
  expect(shop.faults).toEqual([]);
  await shop.close();
});

/** A cart of two mugs and a pot, as an assistant fills it; answers the session and the checkout. */
async function checkoutBy(details: object) {
  const add = [{ variant_id: 'var_mug', quantity: 2 }, { variant_id: 'var_pot' }];
  const { session_id } = await shop.ok('update_cart', { add });
  const checkout = await shop.ok('create_checkout', { session_id, ...details });
  return { session_id, checkout_id: checkout.checkout_id, url: String(checkout.continue_url) };
}

const orderNumber = async () => {
  const number = page.locator('.order-number');
  await number.waitFor();
  return number.textContent();
};

test('an assistant fills the cart, the buyer does the rest on the page', async () => {
  const { session_id, checkout_id, url } = await checkoutBy({});
  await page.goto(url);
  await page.getByLabel('Email').fill(BUYER.email);
  await page.getByLabel('Country').selectOption('US');
  await page.getByLabel('Full name').fill(ADDRESS.name);
  await page.getByLabel('Street and number').fill(ADDRESS.line1);
  await page.getByLabel('Postal code').fill(ADDRESS.postal_code);
  await page.getByLabel('City').fill(ADDRESS.city);
  await page.getByLabel('State or province').selectOption('CA');
  await page.getByRole('button', { name: 'Continue' }).click();
  await page.getByRole('radio', { name: /Standard/ }).check();
  await page.getByLabel('Discount code').fill('ten');
  await page.getByRole('button', { name: 'Apply' }).click();
  // (24.00 + 34.50) - 10 % + 5.00 = 57.65, and 7.25 % tax
  await page.getByRole('button', { name: 'Pay $61.83' }).waitFor();
  expect(await page.locator('.lines .amount').allTextContents()).toEqual(['$24.00', '$34.50']);
  if (SCREENSHOTS) await page.screenshot({ path: `${SCREENSHOTS}/real-ready.png`, fullPage: true });
  await page.getByRole('button', { name: 'Pay $61.83' }).click();
  const number = await orderNumber();
  expect(number).toMatch(/^SW-/);
  if (SCREENSHOTS) await page.screenshot({ path: `${SCREENSHOTS}/real-success.png`, fullPage: true });
  const seen = await shop.ok('get_checkout', { session_id, checkout_id });
  expect(seen.status).toBe('completed');
  expect(JSON.stringify(seen)).not.toContain(BUYER.email);
  await shop.jobs.drain();
  expect(shop.sent).toMatchObject([{ template: 'order_confirmation', to: { email: BUYER.email } }]);
});

test('a decline, then the bank asks, then the order', async () => {
  const { url } = await checkoutBy({
    buyer: BUYER,
    shipping_address: ADDRESS,
    shipping_option_id: 'us-standard',
  });
  await page.goto(url);
  await page.getByRole('radio', { name: 'Test card: declined', exact: true }).check();
  await page.locator('#pay').click();
  await page.getByRole('alert').waitFor();
  await page.getByRole('radio', { name: /bank asks/ }).check();
  await page.locator('#pay').click();
  await page.getByRole('button', { name: /^Approve/ }).click();
  expect(await orderNumber()).toMatch(/^SW-/);
});

test('declined at the bank, the buyer pays another way', async () => {
  const { url } = await checkoutBy({
    buyer: BUYER,
    shipping_address: ADDRESS,
    shipping_option_id: 'us-standard',
  });
  await page.goto(url);
  await page.getByRole('radio', { name: /bank asks/ }).check();
  await page.locator('#pay').click();
  await page.getByRole('button', { name: 'Decline' }).click();
  await page.getByRole('alert').waitFor();
  await page.locator('#pay').click();
  expect(await orderNumber()).toMatch(/^SW-/);
});

test('what was paid stays on the page, whatever happens to codes and prices', async () => {
  await shop.discount({ code: 'ONCE', effect: { kind: 'percentage', rate: 5000 }, usageLimit: 1 });
  const { url } = await checkoutBy({
    buyer: BUYER,
    shipping_address: ADDRESS,
    shipping_option_id: 'us-standard',
  });
  await page.goto(url);
  await page.getByLabel('Discount code').fill('ONCE');
  await page.getByRole('button', { name: 'Apply' }).click();
  await page.getByRole('button', { name: 'Pay $36.73' }).click();
  await orderNumber();
  await page.reload();
  await orderNumber();
  expect(await page.locator('.facts').textContent()).toContain('$36.73');
  expect(await page.locator('.totals').textContent()).toContain('-$29.25');
});

test('a link works once; get_checkout gives a new one', async () => {
  const { session_id, checkout_id, url } = await checkoutBy({});
  await page.goto(url);
  await page.getByRole('button', { name: 'Continue' }).waitFor();
  const other = await browser.newPage();
  await other.goto(url);
  await other.getByText('ask for a new payment link').waitFor();
  const { continue_url } = await shop.ok('get_checkout', { session_id, checkout_id });
  await other.goto('about:blank');
  await other.goto(String(continue_url));
  await other.getByRole('button', { name: 'Continue' }).waitFor();
});
