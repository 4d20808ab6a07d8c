import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { type CheckoutPageServer, serveCheckoutPage } from '../fixtures/checkout-page-server.ts';
import { launchBrowser } from './browser.ts';

/** A folder for screenshots; none are taken without it. */
const SCREENSHOTS = process.env.SCREENSHOTS;
const BUYER = { email: 'ana@example.com', phone: '+14155550123' };
const ADDRESS = {
  name: 'Ana Silva',
  line1: '1 Main St',
  city: 'Austin',
  region: 'TX',
  postal_code: '78701',
  country: 'US',
};

let browser: Browser;
let server: CheckoutPageServer;
let context: BrowserContext;
let page: Page;
let complaints: string[];

beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(() => browser.close());

beforeEach(async () => {
  server = await serveCheckoutPage();
  await openPage({ width: 1200, height: 900 });
});
afterEach(async () => {
  await context.close();
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
}

async function shot(name: string) {
  if (SCREENSHOTS) await page.screenshot({ path: `${SCREENSHOTS}/${name}.png`, fullPage: true });
}

const prefill = () =>
  Object.assign(server.checkout, { buyer: BUYER, address: ADDRESS, option: 'standard', status: 'ready' });
const open = () => page.goto(server.checkout.link('secret-1'));
const payButton = () => page.locator('#pay');
const heading = () => page.getByRole('heading', { level: 1 });
const choose = (label: RegExp) => page.getByRole('radio', { name: label }).check();

async function fillDetails() {
  await page.getByLabel('Email').fill(BUYER.email);
  await page.getByLabel(/Phone/).fill('+1 (415) 555-0123');
  await page.getByLabel('Country').selectOption('US');
  await page.getByLabel('Full name').fill(ADDRESS.name);
  await page.getByLabel('Street and number').fill(ADDRESS.line1);
  await page.getByLabel('Postal code').fill(ADDRESS.postal_code);
  await page.getByLabel('City').fill(ADDRESS.city);
  await page.getByLabel('State or province').selectOption('TX');
  await page.getByRole('button', { name: 'Continue' }).click();
}

test('a buyer fills in everything and pays', async () => {
  await open();
  await page.getByRole('button', { name: 'Continue' }).waitFor();
  expect(page.url()).toBe(`${server.origin}/checkout`);
  expect(await payButton().count()).toBe(0);
  await shot('start-1200');
  await fillDetails();
  await page.getByText('Arrives', { exact: false }).first().waitFor();
  expect(await page.locator(':focus').textContent()).toBe('Delivery');
  expect(await page.getByText('No money moves').isVisible()).toBe(true);
  expect(server.checkout.buyer).toEqual({ ...BUYER, name: ADDRESS.name });
  expect(server.checkout.address).toEqual(ADDRESS);
  await choose(/Express/);
  await page.getByRole('button', { name: 'Pay $152.47' }).waitFor();
  await shot('ready-1200');
  await payButton().click();
  await page.getByText('SW-7K4QPX2M').waitFor();
  expect(await heading().textContent()).toContain('confirmed');
  expect(await page.getByText('Wed, Jan 7').first().isVisible()).toBe(true);
  expect(server.checkout.payments).toHaveLength(1);
  await shot('success-1200');
});

test('items, total and recipient stand there before the payment', async () => {
  prefill();
  await open();
  await payButton().waitFor();
  const main = (await page.locator('main').innerText()).replaceAll(/\s+/g, ' ');
  expect(main).toContain('You pay $142.47 to Northwind Outfitters');
  expect(main).toContain('Ana Silva, 1 Main St, Austin, TX 78701, United States');
  const aside = await page.locator('aside').innerText();
  for (const part of [
    'Merino Trail Socks',
    'Quantity: 2',
    '$24.00 each',
    '$48.00',
    '$79.00',
    '$4.99',
    '$10.48',
    '$142.47',
  ]) {
    expect(aside).toContain(part);
  }
});

test('errors stand at their fields, and the first one has the focus', async () => {
  await open();
  await page.getByLabel('Email').fill('ana@');
  await page.getByRole('button', { name: 'Continue' }).click();
  const email = page.getByLabel('Email');
  expect(await email.getAttribute('aria-invalid')).toBe('true');
  expect(await page.locator(':focus').getAttribute('id')).toBe('field-email');
  expect(await page.locator('#field-email-error').textContent()).toContain('ana@example.com');
  expect(await page.locator('#field-city-error').textContent()).toBe('Please fill this in.');
  await shot('errors-1200');
  await fillDetails();
  await page.getByRole('button', { name: /Change/ }).click();
  await page.getByLabel('Postal code').fill('00000');
  await page.getByRole('button', { name: 'Continue' }).click();
  await page.getByText('This postal code does not exist.').waitFor();
  expect(await page.locator(':focus').getAttribute('id')).toBe('field-postal_code');
  expect(await page.getByLabel('City').inputValue()).toBe('Austin');
});

test('a discount code changes the total; a wrong one says why', async () => {
  prefill();
  await open();
  await page.getByLabel('Discount code').fill('trail10');
  await page.getByLabel('Discount code').press('Enter');
  await page.getByRole('button', { name: 'Pay $128.72' }).waitFor();
  await page.getByLabel('Discount code').fill('NOPE');
  await page.getByRole('button', { name: 'Apply' }).click();
  await page.locator('.rejected').getByText('This code does not exist. Check its spelling.').waitFor();
  await shot('codes-1200');
  await page.getByRole('button', { name: 'Remove code TRAIL10' }).click();
  await page.getByRole('button', { name: 'Pay $142.47' }).waitFor();
});

test('after a decline the buyer tries again under a new key', async () => {
  prefill();
  await open();
  await choose(/card: declined$/);
  await payButton().click();
  const alert = page.getByRole('alert');
  await alert.waitFor();
  expect(await alert.textContent()).toContain('Nothing was charged');
  expect(await alert.textContent()).not.toContain('idempotency');
  await shot('declined-1200');
  await choose(/card: succeeds$/);
  await payButton().click();
  await page.getByText('SW-7K4QPX2M').waitFor();
  const keys = server.checkout.payments.map(({ idempotencyKey }) => idempotencyKey);
  expect(new Set(keys).size).toBe(2);
});

test('after a lost answer the same payment goes again under the same key', async () => {
  prefill();
  await open();
  await payButton().waitFor();
  await page.route(
    '**/api/pay',
    async (route) => {
      await route.fetch();
      await route.abort();
    },
    { times: 1 },
  );
  await payButton().click();
  await page.getByText('you will not be charged twice').waitFor();
  await payButton().click();
  await page.getByText('SW-7K4QPX2M').waitFor();
  const keys = server.checkout.payments.map(({ idempotencyKey }) => idempotencyKey);
  expect(keys).toHaveLength(2);
  expect(keys[0]).toBe(keys[1]);
});

test('a total that changed meanwhile is shown before anything is charged', async () => {
  prefill();
  await open();
  await payButton().waitFor();
  server.checkout.lines[1]!.price = 8900;
  await payButton().click();
  await page.getByText('The total was $142.47 and is now $153.29.').waitFor();
  await shot('changed-1200');
  await page.getByRole('button', { name: 'Pay $153.29' }).click();
  await page.getByText('SW-7K4QPX2M').waitFor();
});

test('the bank asks, the buyer approves and comes back to a finished order', async () => {
  prefill();
  await open();
  await choose(/bank asks/);
  await payButton().click();
  await page.getByRole('button', { name: 'Approve $142.47' }).waitFor();
  await shot('bank-1200');
  await page.getByRole('button', { name: 'Approve $142.47' }).click();
  await page.getByText('SW-7K4QPX2M').waitFor();
  expect(page.url()).toBe(`${server.origin}/checkout`);
});

test('the buyer declines at the bank and may pay another way', async () => {
  prefill();
  await open();
  await choose(/bank asks/);
  await payButton().click();
  await page.getByRole('button', { name: 'Decline' }).click();
  await page.getByRole('alert').waitFor();
  await payButton().click();
  await page.getByText('SW-7K4QPX2M').waitFor();
});

test('who comes back to a payment that waits for the bank is sent there again', async () => {
  prefill();
  await open();
  await choose(/bank asks/);
  await payButton().click();
  await page.getByRole('button', { name: 'Decline' }).waitFor();
  await page.goto(`${server.origin}/checkout`);
  await page.getByRole('link', { name: 'Go to the bank' }).waitFor();
  await shot('waiting-1200');
  await page.getByRole('link', { name: 'Go to the bank' }).click();
  await page.getByRole('button', { name: 'Approve $142.47' }).waitFor();
  await page.goto(`${server.origin}/checkout`);
  await page.getByRole('button', { name: 'Pay another way' }).click();
  await choose(/card: succeeds$/);
  await payButton().click();
  await page.getByText('SW-7K4QPX2M').waitFor();
});

test('a payment that ended while the buyer was away leaves the checkout open', async () => {
  prefill();
  await open();
  await choose(/bank asks/);
  await payButton().click();
  await page.getByRole('button', { name: 'Decline' }).waitFor();
  await server.provider.cancel('pay_1', new AbortController().signal);
  await page.goto(`${server.origin}/checkout/return`);
  await page.getByRole('alert').waitFor();
  expect(await page.getByRole('alert').textContent()).toContain('nothing was charged');
  await page.getByRole('button', { name: 'Pay $142.47' }).waitFor();
});

test('an unknown outcome is waited for, never paid again', async () => {
  prefill();
  await page.clock.install();
  await open();
  await choose(/answer is lost, payment succeeded/);
  await payButton().click();
  await page.getByText('Please do not pay again').waitFor();
  await shot('pending-1200');
  await page.clock.runFor(3000);
  await page.getByText('SW-7K4QPX2M').waitFor();
  expect(server.checkout.payments).toHaveLength(1);
});

test('a used or unknown link says how to get a new one', async () => {
  await page.goto(`${server.origin}/checkout#old`);
  await page.getByText('ask for a new payment link').waitFor();
  expect(page.url()).toBe(`${server.origin}/checkout`);
  await shot('link-1200');
});

test('an expired checkout says so', async () => {
  server.checkout.status = 'expired';
  await open();
  await page.getByText('This checkout has expired').waitFor();
});

test('a reload keeps the checkout open in this browser', async () => {
  prefill();
  await open();
  await payButton().waitFor();
  await page.reload();
  await page.getByRole('button', { name: 'Pay $142.47' }).waitFor();
});

test('what keeps the order from completing is said without assistants’ jargon', async () => {
  prefill();
  server.checkout.messages = [
    {
      level: 'error',
      code: 'out_of_stock',
      path: 'lines.line0',
      text: 'Remove it with update_cart.',
      resolution: 'agent',
    },
    {
      level: 'warning',
      code: 'price_changed',
      path: 'lines.line1',
      text: 'The price went from $75.00 to $79.00.',
      resolution: 'none',
    },
  ];
  await open();
  const messages = page.locator('#messages');
  await messages.waitFor();
  expect(await messages.textContent()).toContain('Merino Trail Socks: Sold out.');
  expect(await messages.textContent()).toContain('The price went from $75.00 to $79.00.');
  expect(await messages.textContent()).not.toContain('update_cart');
});

test.each([
  ['es-ES', 'Pagar 142,47'],
  ['pt-BR', 'Pagar US$'],
  ['de-DE', '142,47\u00a0$ zahlen'],
  ['fr-FR', 'Payer 142,47'],
])('speaks %s', async (locale, pay) => {
  prefill();
  server.checkout.locale = locale;
  await open();
  await payButton().waitFor();
  expect(await payButton().textContent()).toContain(pay);
  expect(await page.locator('html').getAttribute('lang')).toBe(locale.slice(0, 2));
  await page.getByRole('combobox').first().selectOption('en');
  await page.getByRole('button', { name: /^Pay / }).waitFor();
});

test('in a frame of a listed site the page opens and pays', async () => {
  await context.close();
  await server.close();
  const host = await serveCheckoutPage();
  server = await serveCheckoutPage({ frameAncestors: [host.origin.replace('127.0.0.1', 'localhost')] });
  await openPage({ width: 500, height: 900 });
  prefill();
  const link = server.checkout.link('secret-1');
  host.app.get(
    '/chat',
    (_req, res) => void res.type('html').send(`<iframe src="${link}" width="480" height="880"></iframe>`),
  );
  await page.goto(`${host.origin.replace('127.0.0.1', 'localhost')}/chat`);
  const frame = page.frameLocator('iframe');
  await frame.getByRole('radio', { name: /bank asks/ }).check();
  await frame.locator('#pay').click();
  await frame.getByRole('button', { name: 'Approve $142.47' }).click();
  await frame.getByText('SW-7K4QPX2M').waitFor();
  await host.close();
});

test('works with the keyboard alone', async () => {
  prefill();
  await open();
  await payButton().waitFor();
  for (let tabs = 0; tabs < 30; tabs += 1) {
    await page.keyboard.press('Tab');
    if ((await page.locator(':focus').getAttribute('id')) === 'pay') break;
  }
  await page.keyboard.press('Enter');
  await page.getByText('SW-7K4QPX2M').waitFor();
  expect(await page.locator(':focus').getAttribute('id')).toBe('title');
});

test.each(['light', 'dark'] as const)('fits a narrow screen, %s', async (colorScheme) => {
  await openPage({ width: 360, height: 740 }, colorScheme);
  const overflow = () => page.evaluate('document.documentElement.scrollWidth - window.innerWidth');
  await open();
  await page.getByRole('button', { name: 'Continue' }).waitFor();
  expect(await overflow()).toBeLessThanOrEqual(0);
  await shot(`start-360-${colorScheme}`);
  await fillDetails();
  await page.getByText('Arrives', { exact: false }).first().waitFor();
  expect(await overflow()).toBeLessThanOrEqual(0);
  await shot(`ready-360-${colorScheme}`);
  await payButton().click();
  await page.getByText('SW-7K4QPX2M').waitFor();
  expect(await overflow()).toBeLessThanOrEqual(0);
  await shot(`success-360-${colorScheme}`);
});
