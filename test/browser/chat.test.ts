import type { Browser } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { type ShopwrightServer, startShopwright } from '../fixtures/shopwright-server.ts';
import { launchBrowser } from './browser.ts';
import { ChatPage } from './chat-browser.ts';

let browser: Browser;
let server: ShopwrightServer;
let chat: ChatPage;

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
    { id: 'long', title: `Donaudampfschifffahrt${'sgesellschaft'.repeat(12)}`, price: 999 },
  );
});
afterAll(async () => {
  await server.close();
  await browser.close();
});
beforeEach(async () => {
  chat = await ChatPage.open(browser, server.url);
});
afterEach(async () => {
  await chat.close();
  expect(chat.complaints).toEqual([]);
});

async function reopen(options: Parameters<typeof ChatPage.open>[2]) {
  await chat.close();
  chat = await ChatPage.open(browser, server.url, options);
}
const wider = () => chat.page.evaluate<boolean>('document.documentElement.scrollWidth > innerWidth');

test('each price leads to its proof', async () => {
  await chat.say('desk lamp');
  const price = chat.page.locator('a.proven').first();
  expect(await price.innerText()).toContain('$29.99');
  expect(await price.getAttribute('aria-label')).toBe('$29.99, Where this comes from');
  const proof = await chat.context.newPage();
  await proof.goto((await price.getAttribute('href'))!);
  expect(await proof.locator('.good').innerText()).toContain('Verified');
  expect(await proof.locator('table').innerText()).toContain('$29.99');
});

test('a conversation goes on after the page is loaded again, until a new one is begun', async () => {
  await chat.say('desk lamp');
  await chat.say('add it');
  await chat.page.reload();
  await chat.ready();
  expect(await chat.page.locator('.message').count()).toBe(4);
  expect(await chat.say('show my cart')).toMatch(/1 ×\s+Desk Lamp/);
  await chat.page.getByRole('button', { name: 'New conversation' }).click();
  expect(await chat.page.locator('.message').count()).toBe(0);
  expect(await chat.say('show my cart')).toContain('Your cart is empty.');
});

test('an empty conversation offers what one may ask', async () => {
  await chat.page.getByRole('button', { name: 'Where is my order?' }).click();
  expect(await chat.reply(0)).toContain('What is your order number?');
  expect(await chat.page.locator('.welcome').count()).toBe(0);
});

test('a message that is written without a connection is sent when there is one, once', async () => {
  await chat.context.setOffline(true);
  await chat.write('desk lamp');
  await chat.page.getByText('No connection.').waitFor();
  await chat.context.setOffline(false);
  await chat.replies.first().waitFor({ timeout: 15_000 });
  expect(await chat.replies.count()).toBe(1);
  await expect.poll(() => chat.page.getByText('No connection.').count()).toBe(0);
});

test('a message that was not sent before the page was loaded again is sent then', async () => {
  await chat.page.route('**/messages', (route) => route.abort());
  await chat.write('desk lamp');
  await chat.page.getByText('No connection.').waitFor();
  await chat.page.unroute('**/messages');
  await chat.page.reload();
  await chat.ready();
  expect(await chat.reply(0)).toContain('Desk Lamp');
  expect(await chat.page.locator('.message.you').count()).toBe(1);
});

test('what the server refuses can be sent again', async () => {
  let refused = 0;
  await chat.page.route('**/messages', async (route) => {
    if (refused++ > 0) return route.fallback();
    await route.fulfill({ status: 422, json: { detail: 'Not like that.' } });
  });
  await chat.write('desk lamp');
  expect(await chat.page.getByRole('alert').innerText()).toContain('That could not be sent. Not like that.');
  await chat.page.getByRole('button', { name: 'Send again' }).click();
  expect(await chat.reply(0)).toContain('Desk Lamp');
  expect(await chat.page.locator('.message.you').count()).toBe(1);
});

test('while an answer is on its way, it shows; replies are read out', async () => {
  const log = chat.page.getByRole('log');
  expect(await log.getAttribute('aria-live')).toBe('polite');
  expect(await log.getAttribute('aria-busy')).toBe(null);
  let release: (() => void) | undefined;
  await chat.page.route('**/messages', async (route) => {
    await new Promise<void>((go) => {
      release = go;
    });
    await route.fallback();
  });
  await chat.write('desk lamp');
  await chat.page.locator('.typing').waitFor();
  release!();
  await chat.reply(0);
  expect(await chat.page.locator('.typing').count()).toBe(0);
});

test('markup in what shop or customer write stays text', async () => {
  const said = await chat.say('woven rug <img src=x onerror=alert(1)>');
  expect(said).toContain('<b>Woven</b> Rug');
  expect(await chat.page.locator('shopwright-chat b, shopwright-chat .message img').count()).toBe(0);
});

test('endless words and writing from right to left keep to their place', async () => {
  await reopen({ viewport: { width: 390, height: 720 } });
  await chat.say(`${'x'.repeat(300)} Donaudampfschifffahrt`);
  await chat.say('כמה עולה המנורה הזאת בבקשה');
  expect(await wider()).toBe(false);
  expect(await chat.page.locator('.message.you p:dir(rtl)').count()).toBe(1);
  const inside = await chat.page.evaluate<boolean>(`
    [...document.querySelector('shopwright-chat').shadowRoot.querySelectorAll('.message')]
      .every((message) => message.scrollWidth <= message.clientWidth + 1)`);
  expect(inside).toBe(true);
});

test('nothing moves while the page is loaded and used', async () => {
  await chat.page.addInitScript(`
    globalThis.shifts = 0;
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) if (!entry.hadRecentInput) globalThis.shifts += entry.value;
    }).observe({ type: 'layout-shift', buffered: true });`);
  await chat.say('lamp');
  await chat.page.reload();
  await chat.ready();
  await chat.say('compare them');
  await chat.say('add the first one');
  expect(await chat.page.evaluate<number>('shifts')).toBeLessThan(0.01);
});

test('by keyboard alone: carousel, prices, quick replies, and back to writing', async () => {
  await chat.say('lamp');
  await chat.say('add the first one');
  const inChat = <T>(of: string) =>
    chat.page.evaluate<T>(`document.querySelector('shopwright-chat').shadowRoot.activeElement${of}`);
  const met: string[] = [];
  for (let presses = 0; presses < 16; presses++) {
    await chat.page.keyboard.press('Shift+Tab');
    met.push(await inChat<string>('?.className ?? ""'));
  }
  expect(met).toEqual(expect.arrayContaining(['price proven', 'cards carousel']));
  await chat.page.keyboard.press('Escape');
  expect(await inChat('.tagName')).toBe('TEXTAREA');
  await chat.page.getByRole('button', { name: 'Show cart' }).focus();
  await chat.page.keyboard.press('Enter');
  expect(await chat.reply(2)).toContain('Your cart:');
  await chat.page.keyboard.press('Escape');
  await chat.page.keyboard.type('one');
  await chat.page.keyboard.press('Shift+Enter');
  await chat.page.keyboard.type('two');
  expect(await chat.page.getByRole('textbox').inputValue()).toBe('one\ntwo');
});

test('a phone, in another language', async () => {
  await reopen({ viewport: { width: 390, height: 844 }, locale: 'de-DE', hasTouch: true, isMobile: true });
  expect(await chat.page.getByRole('textbox').getAttribute('placeholder')).toBe('Nachricht schreiben…');
  expect(await chat.say('Was kostet die Desk Lamp?')).toMatch(/Desk Lamp kostet 29,99/);
  expect(await wider()).toBe(false);
  const small = await chat.page.evaluate<string[]>(`
    [...document.querySelector('shopwright-chat').shadowRoot.querySelectorAll('button:not([hidden])')]
      .filter((button) => button.offsetHeight < 24).map((button) => button.textContent)`);
  expect(small).toEqual([]);
  // Half of the window is left above the phone's keyboard.
  await chat.say('Brass Lamp');
  await chat.page.setViewportSize({ width: 390, height: 420 });
  await expect
    .poll(() =>
      chat.page.evaluate<number>(`{
        const log = document.querySelector('shopwright-chat').shadowRoot.querySelector('.log');
        log.scrollHeight - log.scrollTop - log.clientHeight;
      }`),
    )
    .toBeLessThan(2);
});

test('two hundred messages: the last ones at once, the others on demand, in order', async () => {
  const { conversation_id: id } = (await server.ask('/v1/conversations', { method: 'POST', body: {} }))
    .json as {
    conversation_id: string;
  };
  for (let n = 1; n <= 120; n++) {
    const body = { text: `thanks no ${n}`, message_id: String(n) };
    await server.ask(`/v1/conversations/${id}/messages`, { method: 'POST', body });
    await server.shop.chat!.lanes.settled();
  }
  await chat.page.evaluate(`localStorage.setItem('shopwright-conversation', '${id}')`);
  await chat.page.reload();
  await chat.ready();
  const mine = chat.page.locator('.message.you');
  expect(await mine.count()).toBe(100);
  expect(await mine.last().innerText()).toContain('thanks no 120');
  await chat.page.getByRole('button', { name: 'Earlier messages' }).click();
  await expect.poll(() => mine.count()).toBe(120);
  expect(await mine.first().innerText()).toContain('thanks no 1');
  expect(await chat.page.getByRole('button', { name: 'Earlier messages' }).count()).toBe(0);
  const kinds = await chat.page.evaluate<string>(`
    [...document.querySelector('shopwright-chat').shadowRoot.querySelectorAll('.message')]
      .map((message) => (message.classList.contains('you') ? 'q' : 'a')).join('')`);
  expect(kinds).toBe('qa'.repeat(120));
});

test('who reads what was said before is not pulled away by a new reply', async () => {
  for (let n = 0; n < 6; n++) await chat.say(`lamp ${'again '.repeat(n)}`);
  await chat.page.evaluate(`
    document.querySelector('shopwright-chat').shadowRoot.querySelector('.log').scrollTop = 0`);
  const id = await chat.page.evaluate<string>(`localStorage.getItem('shopwright-conversation')`);
  const body = { text: 'desk lamp', message_id: 'from elsewhere' };
  await server.ask(`/v1/conversations/${id}/messages`, { method: 'POST', body });
  const unread = chat.page.getByRole('button', { name: 'New reply' });
  await unread.waitFor();
  await unread.click();
  await chat.last.getByText('Desk Lamp').first().waitFor();
  await expect.poll(() => unread.count()).toBe(0);
});
