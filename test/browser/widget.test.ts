import type { IncomingMessage } from 'node:http';
import axe from 'axe-core';
import type { Browser, Page, Response } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { identityHash, SHOP_ISSUER } from '../../server/commerce/customers/web-identity.ts';
import { conversations } from '../../server/conversation/model.ts';
import { addPublisher } from '../fixtures/publishers.ts';
import { type ShopwrightServer, startShopwright } from '../fixtures/shopwright-server.ts';
import { launchBrowser } from './browser.ts';
import { ChatPage, payIn } from './chat-browser.ts';
import {
  launcherOf,
  openLauncher,
  PHONE,
  pageWith,
  startProxy,
  startWebsite,
  type Website,
} from './widget-site.ts';

/** The widget on a website of another origin. */

let browser: Browser;
let server: ShopwrightServer;
let site: Website;
let chat: ChatPage;

beforeAll(async () => {
  browser = await launchBrowser();
  site = await startWebsite();
  server = await startShopwright({ frameAncestors: [site.origin] });
  await server.put(
    { id: 'brass-lamp', title: 'Brass Lamp', price: 4999 },
    { id: 'desk-lamp', title: 'Desk Lamp', price: 2999 },
  );
});
afterAll(async () => {
  await server.close();
  await site.close();
  await browser.close();
});
beforeEach(() => site.show(pageWith(tag())));
afterEach(async () => {
  await chat.close();
  expect(chat.complaints).toEqual([]);
});

const tag = (attributes = '') => `<script async src="${server.url}/widget.js" ${attributes}></script>`;
const opened = (options = {}) => openLauncher(browser, site.origin, options);
/** Class or tag of what has the focus, through shadow roots. */
const focused = (page: Page) =>
  page.evaluate<string>(`{
    let at = document.activeElement;
    while (at.shadowRoot?.activeElement) at = at.shadowRoot.activeElement;
    at.className || at.tagName;
  }`);
/** As computed, of an element of the chat in the launcher. */
const styleOf = (page: Page, selector: string, property: string) =>
  page.evaluate<string>(`{
    const chat = document.querySelector('shopwright-launcher').shadowRoot.querySelector('shopwright-chat');
    getComputedStyle('${selector}' === ':host' ? chat : chat.shadowRoot.querySelector('${selector}')).${property};
  }`);
const held = () => server.shop.store.count(conversations, {});

test('a visitor who never opens it has no conversation', async () => {
  const before = await held();
  chat = await ChatPage.open(browser, site.origin, {}, async (page) => {
    await launcherOf(page).waitFor();
    expect(await held()).toBe(before);
    await launcherOf(page).click();
  });
  expect(await held()).toBe(before + 1);
});

test('after the page is loaded again the conversation goes on, and a reply that came is counted', async () => {
  chat = await opened();
  await chat.say('desk lamp');
  await chat.page.reload();
  await chat.page.locator('shopwright-chat[data-ready]').waitFor({ state: 'attached' });
  const launcher = launcherOf(chat.page);
  expect(await launcher.getAttribute('aria-expanded')).toBe('false');
  const id = await chat.page.evaluate<string>(
    `localStorage.getItem('shopwright-conversation ${server.url}')`,
  );
  const body = { text: 'brass lamp', message_id: 'from elsewhere' };
  await server.ask(`/v1/conversations/${id}/messages`, { method: 'POST', body });
  await chat.page.locator('shopwright-launcher .count', { hasText: '1' }).waitFor();
  expect(await launcher.getAttribute('aria-label')).toBe('Open chat, New reply: 1');
  expect(await chat.page.locator('shopwright-launcher .said').innerText()).toContain('Brass Lamp');
  await launcher.click();
  expect(await chat.replies.count()).toBe(2);
  expect(await chat.page.locator('shopwright-launcher .count').isVisible()).toBe(false);
});

test('what is written without a connection is sent when there is one, once', async () => {
  chat = await opened();
  await chat.say('desk lamp');
  await chat.context.setOffline(true);
  await chat.write('add it');
  await chat.write('show my cart');
  await chat.page.getByText('No connection.').waitFor();
  await chat.context.setOffline(false);
  expect(await chat.reply(2)).toMatch(/1 ×\s+Desk Lamp/);
  expect(await chat.replies.count()).toBe(3);
  expect(await chat.page.locator('.message.you').count()).toBe(3);
  await expect.poll(() => chat.page.getByText('No connection.').count()).toBe(0);
});

test('what is written before the shop can be reached is sent then, once, in one conversation', async () => {
  const before = await held();
  let away = true;
  chat = await ChatPage.open(browser, site.origin, {}, async (page) => {
    await page.route(`${server.url}/v1/**`, (route) => (away ? route.abort() : route.fallback()));
    await launcherOf(page).click();
    await page.getByRole('textbox').fill('desk lamp');
    await page.keyboard.press('Enter');
    await page.getByRole('textbox').fill('brass lamp');
    await page.keyboard.press('Enter');
    await page.getByText('No connection.').waitFor();
    away = false;
  });
  expect(await chat.reply(1)).toContain('Brass Lamp');
  expect(await chat.page.locator('.message.you').allInnerTexts()).toEqual([
    expect.stringContaining('desk lamp'),
    expect.stringContaining('brass lamp'),
  ]);
  expect(await held()).toBe(before + 1);
});

test('a stream that breaks goes on after the last reply that was seen', async () => {
  const streams: IncomingMessage[] = [];
  const proxy = await startProxy(server.url, (req, res) => {
    if (!req.url?.includes('/events') || streams.push(req) > 1) return false;
    const headers = { 'Content-Type': 'text/event-stream', 'Access-Control-Allow-Origin': '*' };
    res.writeHead(200, headers).end('retry: 10\n\nid: 0\ndata: x\n\n');
    return true;
  });
  site.show(pageWith(tag(`data-server="${proxy.url}"`)));
  chat = await opened();
  await expect.poll(() => streams.length).toBe(2);
  expect(streams[1]!.headers['last-event-id']).toBe('0');
  expect(await chat.say('desk lamp')).toContain('Desk Lamp');
  await chat.page.close();
  await proxy.close();
});

test('by keyboard alone: it opens, keeps the focus, and Escape gives it back', async () => {
  chat = await ChatPage.open(browser, site.origin, {}, async (page) => {
    await launcherOf(page).waitFor();
    await page.keyboard.press('Tab');
    await page.keyboard.press('Tab');
    expect(await focused(page)).toBe('launcher');
    await page.keyboard.press('Enter');
  });
  const { page } = chat;
  await expect.poll(() => focused(page)).toBe('TEXTAREA');
  await page.keyboard.type('desk lamp');
  await page.keyboard.press('Enter');
  expect(await chat.reply(0)).toContain('Desk Lamp');
  const met = new Set<string>();
  for (let presses = 0; presses < 24; presses++) {
    await page.keyboard.press(presses < 12 ? 'Tab' : 'Shift+Tab');
    met.add(await focused(page));
  }
  expect([...met]).toEqual(expect.arrayContaining(['close', 'log', 'TEXTAREA', 'send']));
  for (const outside of ['launcher', 'outside', 'BODY']) expect(met).not.toContain(outside);
  await page.keyboard.press('Escape');
  expect(await focused(page)).toBe('launcher');
  expect(await launcherOf(page).getAttribute('aria-expanded')).toBe('false');
  expect(await page.getByRole('dialog').count()).toBe(0);
});

test('the checkout in its frame keeps the focus too, and Escape leads back to the conversation', async () => {
  chat = await opened();
  await chat.say('desk lamp');
  await chat.say('add it');
  await chat.say('checkout');
  await chat.page.locator('a.action').focus();
  await chat.page.keyboard.press('Enter');
  await chat.page.frameLocator('shopwright-chat iframe').getByLabel('Email').waitFor();
  expect(await focused(chat.page)).toBe('back');
  await chat.page.keyboard.press('Tab');
  expect(await focused(chat.page)).toBe('close');
  await chat.page.keyboard.press('Shift+Tab');
  expect(await focused(chat.page)).toBe('back');
  await chat.page.keyboard.press('Escape');
  expect(await focused(chat.page)).toContain('action');
  expect(await chat.page.getByRole('dialog').count()).toBe(1);
});

test('a bank, which cannot be framed, opens in a tab', async () => {
  chat = await opened();
  let shown: Response | undefined;
  chat.context.on('response', (response) => {
    if (response.url().endsWith('/checkout/api/update')) shown = response;
  });
  await chat.context.route('**/checkout/api/pay', async (route) => {
    const { view } = (await shown!.json()) as { view: object };
    await route.fulfill({ json: { view: { ...view, actionUrl: 'https://bank.example/confirm' } } });
  });
  await chat.say('desk lamp');
  await chat.say('add it');
  await chat.say('checkout');
  await chat.page.locator('a.action').click();
  const frame = chat.page.frameLocator('shopwright-chat iframe');
  await payIn(frame);
  const bank = frame.getByRole('link', { name: 'Go to the bank' });
  await bank.waitFor();
  expect(await bank.getAttribute('target')).toBe('_blank');
  expect(await bank.getAttribute('href')).toBe('https://bank.example/confirm');
});

test('a website whose policy forbids the frame opens the checkout in a tab', async () => {
  const meta = `<meta http-equiv="Content-Security-Policy" content="frame-src 'none'">`;
  site.show(pageWith(meta + tag()));
  chat = await opened();
  await chat.say('desk lamp');
  await chat.say('add it');
  await chat.say('checkout');
  await chat.page.locator('a.action').click();
  await expect.poll(() => chat.page.locator('shopwright-chat iframe').count()).toBe(0);
  chat.complaints.length = 0;
  expect(await chat.pay()).toMatch(/^SW-/);
});

test.each(['launcher', 'inline'] as const)('axe finds nothing serious: %s', async (mode) => {
  site.show(pageWith('', tag(`data-mode="${mode}"`)));
  for (const colorScheme of ['light', 'dark'] as const) {
    chat = await ChatPage.open(browser, site.origin, { colorScheme }, async (page) => {
      if (mode === 'launcher') await launcherOf(page).click();
    });
    await chat.say('lamp');
    await chat.say('compare them');
    await chat.say('add the first one');
    await chat.say('checkout');
    const found = await serious(chat.page);
    expect(found).toEqual([]);
    if (colorScheme === 'light') await chat.close();
  }
});

/** Serious and critical findings, and proof that the chat was looked at. */
async function serious(page: Page): Promise<string[]> {
  await page.evaluate(axe.source);
  const { findings, within } = await page.evaluate<{ findings: string[]; within: number }>(`
    axe.run(document).then(({ violations, passes }) => ({
      findings: violations
        .filter(({ impact }) => impact === 'serious' || impact === 'critical')
        .flatMap(({ id, nodes }) => nodes.map(({ target }) => id + ': ' + target.join(' '))),
      within: passes.flatMap(({ nodes }) => nodes)
        .filter(({ target }) => JSON.stringify(target).includes('shopwright-chat')).length,
    }))`);
  expect(within).toBeGreaterThan(50);
  return findings;
}

test('a key of another website opens nothing, and the page says so', async () => {
  const { _id: publisherId } = await addPublisher(server.shop, 'Elsewhere');
  const { secret } = await server.shop.services.apiKeys.create({
    ...{ name: 'Page', kind: 'publisher', publisherId, origins: ['https://elsewhere.example'] },
  });
  const before = await held();
  site.show(pageWith(tag(`data-key="${secret}" data-open="true"`)));
  const context = await browser.newContext();
  const page = await context.newPage();
  await page.goto(site.origin);
  await page.getByText('This chat is not available here.').waitFor();
  expect(await page.getByRole('textbox').isDisabled()).toBe(true);
  expect(await held()).toBe(before);
  await context.close();
  chat = await ChatPage.open(browser, server.url);
});

test('a shop that names the origins of its API is silent elsewhere', async () => {
  const closed = await startShopwright({ corsOrigins: ['https://mine.example'] });
  site.show(pageWith(`<script async src="${closed.url}/widget.js" data-open="true"></script>`));
  const context = await browser.newContext();
  const page = await context.newPage();
  await page.goto(site.origin);
  await page.getByText('No connection.').waitFor();
  expect(await closed.shop.store.count(conversations, {})).toBe(0);
  await context.close();
  await closed.close();
  chat = await ChatPage.open(browser, server.url);
});

test('a forged identity is refused; a signed one is known, and the next user begins anew', async () => {
  site.show(
    pageWith(
      tag(),
      `<script>
        window.Shopwright = window.Shopwright || function () { (Shopwright.q = Shopwright.q || []).push(arguments) };
        Shopwright('on', 'error', ({ error }) => { document.title = error.message });
        Shopwright('setUser', 'ada', { hash: '${'0'.repeat(64)}' });
      </script>`,
    ),
  );
  const secret = await server.shop.services.webIdentities.secret(SHOP_ISSUER);
  chat = await opened();
  await expect.poll(() => chat.page.title()).toContain('not signed with the secret');
  const sign = (user: string) =>
    chat.page.evaluate(`Shopwright('setUser', '${user}', { hash: '${identityHash(secret, user)}' })`);
  await chat.page.evaluate(`document.title = 'quiet'`);
  await sign('bob');
  expect(await chat.say('desk lamp')).toContain('Desk Lamp');
  await chat.say('add it');
  await sign('cleo');
  await expect.poll(() => chat.page.locator('.message').count()).toBe(0);
  expect(await chat.say('show my cart')).toContain('Your cart is empty.');
  expect(await chat.page.title()).toBe('quiet');
});

test('the page of a product is what "it" means, with the customer’s consent', async () => {
  site.show(pageWith(tag('data-product="brass-lamp" data-consent="true" data-message="How much is it?"')));
  chat = await opened();
  expect(await chat.page.getByRole('textbox').inputValue()).toBe('How much is it?');
  await chat.page.getByRole('button', { name: 'Send' }).click();
  expect(await chat.reply(0)).toContain('Brass Lamp costs $49.99');
});

test('two tags make one chat, with the looks, place and language that the first asked for', async () => {
  const looks =
    'data-accent="#7a1f5c" data-theme="dark" data-position="left" data-locale="de" data-title="Fragen?"';
  site.show(pageWith((tag(looks) + tag('data-title="Second"')).replaceAll('async ', '')));
  chat = await opened(PHONE);
  expect(await chat.page.locator('shopwright-launcher').count()).toBe(1);
  expect(await chat.page.getByRole('dialog').getAttribute('aria-labelledby')).toBe('title');
  expect(await chat.page.getByRole('heading', { name: 'Fragen?' }).count()).toBe(1);
  expect(await chat.page.getByRole('textbox').getAttribute('placeholder')).toBe('Nachricht schreiben…');
  expect(await styleOf(chat.page, '.send', 'backgroundColor')).toBe('rgb(122, 31, 92)');
  expect(await styleOf(chat.page, ':host', 'backgroundColor')).toBe('rgb(22, 24, 28)');
  const wider = await chat.page.evaluate<boolean>('document.documentElement.scrollWidth > innerWidth');
  expect(wider).toBe(false);
});

test('what a website does to every element does not reach into the chat', async () => {
  const hostile = `<style>html { font-size: 8px } * { color: red !important; letter-spacing: 9px }
    button, textarea { display: none !important }</style>`;
  site.show(pageWith(hostile + tag()));
  chat = await opened();
  expect(await chat.page.getByRole('textbox').isVisible()).toBe(true);
  expect(await styleOf(chat.page, 'textarea', 'fontSize')).toBe('16px');
});

test('an element that is moved on its page goes on', async () => {
  site.show(pageWith(tag('data-mode="none"'), '<shopwright-chat></shopwright-chat><main></main>'));
  chat = await ChatPage.open(browser, site.origin);
  await chat.say('desk lamp');
  await chat.page.evaluate(
    `document.querySelector('main').append(document.querySelector('shopwright-chat'))`,
  );
  expect(await chat.say('brass lamp')).toContain('Brass Lamp');
  expect(await chat.replies.count()).toBe(2);
});

test('by its commands: open with words, close, listen, and go', async () => {
  site.show(pageWith(tag('data-mode="none"')));
  chat = await ChatPage.open(browser, site.origin, {}, async (page) => {
    await page.waitForFunction('window.Shopwright && Shopwright.loaded');
    await page.evaluate(`
      globalThis.heard = [];
      for (const name of ['ready', 'open', 'message', 'reply', 'close'])
        Shopwright('on', name, () => heard.push(name));
      Shopwright('setContext', { product: 'desk-lamp', consent: true });
      Shopwright('init', { title: 'Ask' });
      Shopwright('open', { message: 'how much is it?' });`);
  });
  await chat.page.getByRole('button', { name: 'Send' }).click();
  expect(await chat.reply(0)).toContain('Desk Lamp costs');
  await chat.page.evaluate(`Shopwright('close')`);
  expect(await chat.page.evaluate('heard')).toEqual(['open', 'ready', 'message', 'reply', 'close']);
  await chat.page.evaluate(`Shopwright('destroy')`);
  expect(await chat.page.locator('shopwright-launcher').count()).toBe(0);
});
