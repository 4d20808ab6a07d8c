import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { type ShopwrightServer, startShopwright } from '../fixtures/shopwright-server.ts';
import { launchBrowser } from './browser.ts';

/** A folder for screenshots; none are taken without it. */
const SCREENSHOTS = process.env.SCREENSHOTS;

let browser: Browser;
let server: ShopwrightServer;
let context: BrowserContext;
let page: Page;
let complaints: string[];

beforeAll(async () => {
  browser = await launchBrowser();
  server = await startShopwright();
  const lamp = (material: string) => ({
    product_type: 'Lamp',
    attributes: [{ name: 'material', value: material }],
  });
  await server.put(
    { id: 'brass-lamp', title: 'Brass Lamp', price: 4999, extra: lamp('brass') },
    { id: 'desk-lamp', title: 'Desk Lamp', price: 2999, extra: lamp('steel') },
    { id: 'rug', title: '<b>Woven</b> Rug', price: 8999, stock: 2 },
  );
});
afterAll(async () => {
  await server.close();
  await browser.close();
});

async function open(viewport = { width: 1100, height: 860 }, locale = 'en-US') {
  await context?.close();
  context = await browser.newContext({ viewport, locale, reducedMotion: 'reduce' });
  page = await context.newPage();
  complaints = [];
  page.on('pageerror', (error) => complaints.push(String(error)));
  page.on('console', (message) => {
    if (message.type() === 'error' && !/Failed to load resource/.test(message.text()))
      complaints.push(message.text());
  });
  await page.goto(server.url);
  await page.locator('shopwright-chat[data-ready]').waitFor();
}
beforeEach(() => open());
afterEach(async () => {
  await context.close();
  expect(complaints).toEqual([]);
});

const replies = () => page.locator('.message.shop');
/** Says it and waits for the answer. */
async function say(text: string): Promise<string> {
  const before = await replies().count();
  await page.getByRole('textbox').fill(text);
  await page.keyboard.press('Enter');
  await replies().nth(before).waitFor();
  return (await replies().nth(before).innerText()).replaceAll('\u00a0', ' ');
}

async function shot(name: string) {
  if (SCREENSHOTS) await page.screenshot({ path: `${SCREENSHOTS}/${name}.png` });
}

test('search, price, comparison, cart, codes, checkout, order, person: without a model', async () => {
  expect(await say('lamp')).toContain('I found 2 products:');
  await expectCards(2);
  expect(await say('how much is the brass lamp?')).toContain('Brass Lamp costs $49.99');
  await say('lamp');
  expect(await say('what is the difference?')).toContain('Desk Lamp is the cheaper choice of these.');
  expect(await page.locator('table.compared th[scope=row]').allInnerTexts()).toEqual(['Price', 'material']);
  expect(await say('add the brass lamp')).toMatch(/1 ×\s+Brass Lamp/);
  expect(await say('make it 2')).toContain('$99.98');
  await shot('chat-cart');
  expect(await say('use code NOTHING5')).toContain('There is no code NOTHING5.');
  const said = await say('checkout');
  expect(said).toContain('Review and pay');
  const href = await page.locator('a.action').last().getAttribute('href');
  expect(href).toMatch(new RegExp(`^${server.url}/checkout#chk_`));
  expect(await say('where is my order?')).toContain('What is your order number?');
  expect(await say('I want to talk to a person')).toContain('I have asked a colleague');
});

async function expectCards(count: number) {
  expect(await replies().last().locator('li.card').count()).toBe(count);
}

test('each price leads to its proof', async () => {
  await say('desk lamp');
  const price = page.locator('a.proven').first();
  expect(await price.innerText()).toContain('$29.99');
  const proof = await context.newPage();
  await proof.goto((await price.getAttribute('href'))!);
  expect(await proof.locator('.good').innerText()).toContain('Verified');
  expect(await proof.locator('table').innerText()).toContain('$29.99');
  if (SCREENSHOTS) await proof.screenshot({ path: `${SCREENSHOTS}/proof.png`, fullPage: true });
});

test('a conversation goes on after the page is loaded again', async () => {
  await say('desk lamp');
  await say('add it');
  await page.reload();
  await page.locator('shopwright-chat[data-ready]').waitFor();
  expect(await page.locator('.message').count()).toBe(4);
  expect(await say('show my cart')).toMatch(/1 ×\s+Desk Lamp/);
});

test('a message that is written without a connection is sent when there is one, once', async () => {
  await context.setOffline(true);
  await page.getByRole('textbox').fill('desk lamp');
  await page.keyboard.press('Enter');
  await page.getByText('No connection.').waitFor();
  await context.setOffline(false);
  await replies().first().waitFor({ timeout: 15_000 });
  expect(await replies().count()).toBe(1);
});

test('markup in what shop or customer write stays text', async () => {
  const said = await say('woven rug <img src=x onerror=alert(1)>');
  expect(said).toContain('<b>Woven</b> Rug');
  expect(await page.locator('shopwright-chat b, shopwright-chat .message img').count()).toBe(0);
});

test('a phone, by keyboard alone, in another language', async () => {
  await open({ width: 380, height: 720 }, 'de-DE');
  expect(await page.getByRole('textbox').getAttribute('placeholder')).toContain('Fragen Sie');
  expect(await say('Was kostet die Desk Lamp?')).toMatch(/Desk Lamp kostet 29,99/);
  const wide = await page.evaluate<boolean>('document.documentElement.scrollWidth > innerWidth');
  expect(wide).toBe(false);
  await page.keyboard.press('Tab');
  await page.keyboard.press('Tab');
  await shot('chat-phone');
});
