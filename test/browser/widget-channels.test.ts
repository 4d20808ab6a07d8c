import type { Browser, FrameLocator } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { carts } from '../../server/commerce/carts/model.ts';
import { identityHash, SHOP_ISSUER } from '../../server/commerce/customers/web-identity.ts';
import { type Order, orders } from '../../server/commerce/orders/model.ts';
import { devOutbox } from '../../server/connectors/notifiers/dev-outbox.ts';
import { conversations, type Reply, replies } from '../../server/conversation/model.ts';
import { plainText } from '../../server/grounding/plain-text.ts';
import { openShopOnWhatsApp, type ShopOnWhatsApp } from '../channels/whatsapp-server.ts';
import { HostedPage } from '../fixtures/hosted-page.ts';
import { addPublisher } from '../fixtures/publishers.ts';
import { ADDRESS, BUYER } from '../fixtures/shop.ts';
import { OPERATOR_KEY } from '../fixtures/shopwright-server.ts';
import type { Customer } from '../fixtures/whatsapp/customer.ts';
import { launchBrowser } from './browser.ts';
import type { ChatPage } from './chat-browser.ts';
import { type Language, WORDS, type Words } from './purchase-words.ts';
import { openLauncher, PHONE, pageWith, startWebsite, strictPolicy, type Website } from './widget-site.ts';

/** One shop, reached by the widget on the website of somebody else and on WhatsApp: the same purchase, and one cart. */

const NONCE = 'n0nce';
const NUMBER = '16505551234';

let browser: Browser;
let site: Website;
let world: ShopOnWhatsApp;
let ada: Customer;
let chat: ChatPage;

beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(() => browser.close());
beforeEach(async () => {
  // The policy names the shop, and the shop the website: the website is there first.
  const policies: { current?: string } = {};
  site = await startWebsite(() => policies.current);
  world = await openShopOnWhatsApp({
    config: { frameAncestors: [site.origin], whatsappNumber: '+15550783881' },
  });
  policies.current = strictPolicy(world.server.url, NONCE);
  const titled = (en: string, es: string) => ({ title: { en, es } });
  await world.server.put(
    { id: 'desk', price: 2999, extra: titled('Desk Lamp', 'Lámpara de mesa') },
    { id: 'brass', price: 4999, extra: titled('Brass Lamp', 'Lámpara de latón') },
    { id: 'kettle', price: 3950, extra: titled('Steel Kettle', 'Tetera de acero') },
  );
  ada = world.whatsapp.customer({ phone: NUMBER, name: 'Ada' });
});
afterEach(async () => {
  expect(chat.complaints).toEqual([]);
  await chat.close();
  expect(world.server.faults).toEqual([]);
  await world.close();
  await site.close();
});

const readable = (text: string): string => text.replaceAll(/[\u00a0\u202f]/g, ' ');
const onWhatsApp = async (act: () => Promise<unknown>): Promise<string> =>
  readable((await world.after(ada, act)).map(({ text }) => text).join('\n'));
/** Behind their button where the shop has an address with https, else in the text. */
const linkOnWhatsApp = (): string => /http\S+\/checkout#\S+/.exec(ada.sees().at(-1)!.text)![0];
const codeIn = (text: string): string => /LK-\w{4}-\w{4}/.exec(text)![0];

/** On the website: a publisher's with its key, or the merchant's own. */
async function openWidget(language: Language, { key, more = '' }: { key?: string; more?: string } = {}) {
  const options = `data-locale="${language}"${key === undefined ? '' : ` data-key="${key}"`}`;
  const tag = `<script nonce="${NONCE}" async src="${world.server.url}/widget.js" ${options}></script>`;
  site.show(pageWith(tag + more));
  return openLauncher(browser, site.origin, PHONE);
}

async function publishersKey(): Promise<string> {
  const { _id: publisherId } = await addPublisher(world.server.shop, 'Night Readers');
  const made = { name: 'Page', kind: 'publisher', publisherId, origins: [site.origin] } as const;
  return (await world.server.shop.services.apiKeys.create(made)).secret;
}

/** Types what is missing and pays, in the frame that stands in the place of the conversation. */
async function payInPlace({ pay, back, goOn, payNow }: Words): Promise<void> {
  await chat.page.getByRole('link', { name: pay }).last().click();
  const frame: FrameLocator = chat.page.frameLocator('shopwright-chat iframe');
  await frame.locator('[name=email]').fill(BUYER.email);
  await frame.locator('[name=country]').selectOption(ADDRESS.country);
  await frame.locator('[autocomplete="shipping name"]').fill(ADDRESS.name);
  for (const name of ['line1', 'postal_code', 'city'] as const)
    await frame.locator(`[name=${name}]`).fill(ADDRESS[name]);
  await frame.locator('[name=region]').selectOption(ADDRESS.region);
  await frame.getByRole('button', { name: goOn }).click();
  await frame.getByRole('radio', { name: /Standard/ }).check();
  await frame.getByRole('button', { name: payNow }).click();
  await frame.locator('.order-number').waitFor();
  await chat.page.getByRole('button', { name: back }).click();
}

const newestOrder = async (): Promise<Order> => {
  const [order] = await world.server.shop.store.find(orders, {
    sort: { field: 'createdAt', direction: 'desc' },
    limit: 1,
  });
  return order!;
};

async function ship({ _id, lines }: Order): Promise<void> {
  const shipped = await world.server.ask(`/admin/v1/orders/${_id}/ship`, {
    method: 'POST',
    key: OPERATOR_KEY,
    body: {
      lines: lines.map((line) => ({ line_id: line.lineId, quantity: line.quantity })),
      carrier: 'Post',
      tracking_number: 'PX123456789',
      tracking_url: 'https://post.test/PX123456789',
    },
  });
  expect(shipped.status, shipped.text).toBe(200);
  await world.settle();
}

/** From the greeting to the link that leads to the payment, by what stands on the screen. */
async function shopping(say: (text: string) => Promise<string>, words: Words): Promise<void> {
  for (const step of ['hello', 'search', 'question', 'add', 'more', 'showCart', 'checkout'] as const) {
    const [text, answer] = words[step];
    expect(await say(text), text).toMatch(answer);
  }
}

/**
 * An order shows itself in the conversation in which it was bought; elsewhere, as on a lost phone, to whoever knows its number
 * and the code that comes by mail.
 */
async function proven(say: (text: string) => Promise<string>, words: Words, order: Order): Promise<void> {
  expect(await say(words.where)).not.toContain(order.number);
  expect(await say(order.number)).not.toContain(words.confirmed);
  await world.settle();
  const { store } = world.server.shop;
  const mails = await store.find(devOutbox, { limit: 20 });
  const codes = mails.flatMap(({ to, text }) =>
    to === BUYER.email ? (/^\s+(\d{6})$/m.exec(text)?.[1] ?? []) : [],
  );
  expect(codes, mails.map(({ text }) => text).join()).toHaveLength(1);
  expect(await say(codes[0]!)).toContain(`${order.number} · ${words.confirmed}`);
}

/** The order holds what was bought, at the catalogue's price; and it is told of with number, state and all its sums. */
async function tracking(
  say: (text: string) => Promise<string>,
  words: Words,
  order: Order,
  asked: string = words.where,
): Promise<void> {
  expect(order).toMatchObject({
    lines: [{ variantId: 'var_brass', quantity: 2, unitPrice: { amount: 4999, currency: 'USD' } }],
    shippingAddress: { line1: ADDRESS.line1, city: ADDRESS.city },
  });
  expect(await say(asked)).toContain(`${order.number} · ${words.confirmed}`);
  await ship(order);
  const shipped = await say(asked);
  expect(shipped).toContain('PX123456789');
  for (const { money } of order.breakdown.totals) expect(shipped).toContain(written(money.amount, words));
}

const written = (amount: number, { currency: locale }: Words): string =>
  readable(new Intl.NumberFormat(locale, { style: 'currency', currency: 'USD' }).format(amount / 100));

/** Every fact of every reply of the shop's stands on the screen, and every amount there is one of the shop's. */
async function sawTheFacts(said: readonly Reply[], screen: string, words: Words): Promise<void> {
  expect(said.length).toBeGreaterThan(7);
  for (const { rendered } of said) {
    const { text, spans } = plainText(rendered);
    for (const { start, end } of spans) {
      const fact = readable(text.slice(start, end));
      if (!/^https?:/.test(fact)) expect(screen).toContain(fact);
    }
  }
  const { store } = world.server.shop;
  const known = new Set([2999, 4999, 3950]);
  known.add(2 * 4999);
  for (const { breakdown, lines } of await store.find(orders)) {
    for (const { money } of breakdown.totals) known.add(money.amount);
    for (const { total } of lines) known.add(total.amount);
  }
  const allowed = new Set([...known].map((amount) => written(amount, words)));
  const amounts = screen.match(words.currency === 'es' ? /[\d.,]*\d US\$/g : /\$\d[\d.,]*\d/g) ?? [];
  expect(amounts.length).toBeGreaterThan(10);
  expect(amounts.filter((amount) => !allowed.has(amount))).toEqual([]);
}

const repliesIn = async (channel: string): Promise<Reply[]> => {
  const { store } = world.server.shop;
  const conversation = (await store.find(conversations, { limit: 10 })).find(
    (one) => one.channel === channel,
  );
  return store.find(replies, { where: { conversationId: conversation!._id }, limit: 100 });
};

describe.each(['en', 'es'] as const)('the same purchase, in %s', (language) => {
  const words = WORDS[language];

  test('in the widget and on WhatsApp: the same goods, sums and states, each as the shop has them', async () => {
    chat = await openWidget(language, { key: await publishersKey() });
    const inWidget = (text: string) => chat.say(text);
    await shopping(inWidget, words);
    await payInPlace(words);
    const first = await newestOrder();
    await tracking(inWidget, words, first);
    await sawTheFacts(await repliesIn('web'), await chat.all(), words);
    await chat.shot(`widget-channels-${language}`);

    const write = (text: string) => onWhatsApp(() => ada.writes(text));
    await shopping(write, words);
    const page = new HostedPage(world.server.url);
    const view = await page.buy(linkOnWhatsApp());
    await world.settle();
    const second = (await world.server.shop.store.find(orders, { limit: 10 })).find(
      ({ number }) => number === view.orderNumber,
    )!;
    expect(second.number).not.toBe(first.number);
    await tracking(write, words, second);
    const screen = readable(
      ada
        .sees()
        .map(({ text }) => text)
        .join('\n'),
    );
    await sawTheFacts(await repliesIn('whatsapp'), screen, words);

    expect(second.breakdown.totals).toEqual(first.breakdown.totals);
    expect(first.publisherId).toBeDefined();
    expect(second.publisherId).toBeUndefined();
  });

  test('a cart of WhatsApp comes along by its code, is paid in the widget, and is tracked on WhatsApp', async () => {
    await onWhatsApp(() => ada.writes(words.hello[0]));
    expect(await onWhatsApp(() => ada.writes(words.add[0]))).toMatch(words.add[1]);
    const code = codeIn(await onWhatsApp(() => ada.writes(words.moveBack)));
    chat = await openWidget(language);
    expect(await chat.say(code)).toMatch(words.add[1]);
    expect(await chat.say(words.more[0])).toMatch(words.more[1]);
    expect(await onWhatsApp(() => ada.writes(words.showCart[0]))).toMatch(words.showCart[1]);
    await chat.say(words.checkout[0]);
    await payInPlace(words);
    await world.settle();
    const write = (text: string) => onWhatsApp(() => ada.writes(text));
    const order = await newestOrder();
    await proven(write, words, order);
    await tracking(write, words, order, order.number);
  });

  test('a cart of the widget comes along by its link, is paid on WhatsApp, and is tracked in the widget', async () => {
    chat = await openWidget(language);
    await chat.say(words.add[0]);
    const offered = await chat.say(words.move);
    const link = await chat.last.locator('a[href^="https://wa.me/"]').getAttribute('href');
    const typed = new URL(link!).searchParams.get('text')!;
    expect(typed).toContain(codeIn(offered));
    expect(await onWhatsApp(() => ada.writes(typed))).toMatch(words.add[1]);
    expect(await onWhatsApp(() => ada.writes(words.more[0]))).toMatch(words.more[1]);
    expect(await chat.say(words.showCart[0])).toMatch(words.showCart[1]);
    await onWhatsApp(() => ada.writes(words.checkout[0]));
    await new HostedPage(world.server.url).buy(linkOnWhatsApp());
    await world.settle();
    const inWidget = (text: string) => chat.say(text);
    const order = await newestOrder();
    await proven(inWidget, words, order);
    await tracking(inWidget, words, order, order.number);
  });
});

test('a cart of WhatsApp is there for the customer whose phone number the website signed, both ways, and for nobody else', async () => {
  const words = WORDS.en;
  await onWhatsApp(() => ada.writes(words.add[0]));
  const { server } = world;
  const secret = await server.shop.services.webIdentities.secret(SHOP_ISSUER);
  const signedIn = (phone: string, hash: string) => `<script nonce="${NONCE}">
    window.Shopwright = window.Shopwright || function () { (Shopwright.q = Shopwright.q || []).push(arguments) };
    Shopwright('on', 'error', ({ error }) => { document.title = error.message });
    Shopwright('setUser', 'ada', { hash: '${hash}', phone: '${phone}' });
  </script>`;
  const phone = `+${NUMBER}`;
  // Signed without the number, as somebody could who only has what their own page was given.
  chat = await openWidget('en', { more: signedIn(phone, identityHash(secret, 'ada')) });
  expect(await chat.say('show cart')).toContain('Your cart is empty.');
  expect(await chat.page.title()).toContain('not signed');
  expect(chat.complaints).toEqual([]);
  await chat.close();

  chat = await openWidget('en', { more: signedIn(phone, identityHash(secret, 'ada', phone)) });
  expect(await chat.say('show cart')).toMatch(words.add[1]);
  expect(await chat.say('add the Desk Lamp')).toMatch(/Brass Lamp.*Desk Lamp/s);
  expect(await onWhatsApp(() => ada.writes('show cart'))).toMatch(/Brass Lamp.*Desk Lamp/s);
  expect(await server.shop.store.count(carts, { status: 'open' })).toBeLessThanOrEqual(2);
});
