import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import express from 'express';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { type Principal, STOREFRONT_SCOPES } from '../../server/commerce/principals/model.ts';
import { createHostedCheckout } from '../../server/surfaces/checkout-page/hosted-checkout.ts';
import type { CheckoutPageView } from '../../server/surfaces/checkout-page/port.ts';
import { createCheckoutPage } from '../../server/surfaces/checkout-page/router.ts';
import { ADDRESS, BUYER, openTestShop, type TestShop } from '../fixtures/shop.ts';

let shop: TestShop;
let server: Server;
let origin: string;

beforeEach(async () => {
  shop = await openTestShop();
  await shop.put({ id: 'ring', price: 1000 }, { id: 'tin', title: 'Tin', price: 1000 });
  const { services } = shop;
  const checkout = createHostedCheckout({
    store: shop.store,
    shop: services.shop,
    checkouts: services.checkouts,
    payments: services.payments,
    policies: services.policies,
    links: services.links,
    methods: shop.provider.methods,
  });
  const page = createCheckoutPage({
    checkout,
    clock: shop.clock,
    cookieKey: Buffer.alloc(32, 7),
    publicUrl: 'http://shop.test',
    onError: (error) => shop.faults.push(error),
  });
  server = createServer(express().use('/checkout', page));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterEach(async () => {
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
  expect(shop.faults).toEqual([]);
  await shop.close();
});

type Answer = { status: number; view: CheckoutPageView; code?: string };

/** A browser: one cookie, one token. */
class Browser {
  #cookie = '';
  #csrf = '';

  async call(path: string, body?: object): Promise<Answer> {
    const response = await fetch(`${origin}/checkout/api/${path}`, {
      method: body ? 'POST' : 'GET',
      headers: { 'content-type': 'application/json', cookie: this.#cookie, 'x-csrf-token': this.#csrf },
      ...(body && { body: JSON.stringify(body) }),
    });
    this.#cookie = response.headers.get('set-cookie')?.split(';')[0] ?? this.#cookie;
    const answer = (await response.json()) as Answer & { csrf?: string };
    this.#csrf = answer.csrf ?? this.#csrf;
    return { ...answer, status: response.status };
  }

  open = (link: string) => this.call('exchange', { secret: new URL(link).hash.slice(1) });

  pay = (view: CheckoutPageView, key = 'page-0123456789abcdef', token = 'tok_success') =>
    this.call('pay', {
      token,
      idempotencyKey: key,
      confirmedTotal: view.total,
      agreement: view.agreement,
    });
}

const typed = { buyer: BUYER, shippingAddress: ADDRESS, shippingOptionId: 'us-standard' };

/** An agent's session with a checkout, and the buyer who typed contact and address on its page. */
async function handedOver() {
  const cart = await shop.ok('update_cart', { add: [{ variant_id: 'var_ring' }] });
  const { session_id } = cart;
  const made = await shop.ok('create_checkout', { session_id });
  const about = { session_id, checkout_id: made.checkout_id };
  const link = async () => String((await shop.ok('get_checkout', about)).continue_url);
  const buyer = new Browser();
  await buyer.open(String(made.continue_url));
  const { view } = await buyer.call('update', typed);
  expect(view.status).toBe('ready');
  return { about, session_id, link, buyer, view };
}

const secrets = /ada@example|Ada Buyer|1 Main St|90001/;

it('shows what the buyer typed to no other browser, whoever mints a new link', async () => {
  const { link, buyer, view } = await handedOver();
  const agent = new Browser();
  const opened = await agent.open(await link());
  expect(JSON.stringify(opened)).not.toMatch(secrets);
  expect(JSON.stringify(await agent.call('session'))).not.toMatch(secrets);
  expect(JSON.stringify(await agent.call('update', { codes: [] }))).not.toMatch(secrets);
  expect(JSON.stringify(await agent.call('settle', {}))).not.toMatch(secrets);
  expect(await agent.pay(opened.view)).toMatchObject({ status: 409, code: 'checkout_incomplete' });
  expect((await buyer.call('session')).view).toMatchObject({ buyer: BUYER, shippingAddress: ADDRESS });
  expect((await buyer.pay((await buyer.call('session')).view)).view.status).toBe('completed');
  expect(view.total.amount).toBe(1609);
  const after = new Browser();
  expect(JSON.stringify(await after.open(await link()))).not.toMatch(secrets);
});

it('reveals nothing of the address to a browser that types another contact', async () => {
  const { link, buyer } = await handedOver();
  const agent = new Browser();
  await agent.open(await link());
  const renamed = await agent.call('update', { buyer: { email: 'agent@example.com' } });
  expect(JSON.stringify(renamed)).not.toMatch(secrets);
  expect(renamed.view.status).toBe('open');
  expect(JSON.stringify(await buyer.call('session'))).not.toMatch(/agent@example/);
});

it('knows the browser again that opens a new link of its checkout', async () => {
  const { link, buyer } = await handedOver();
  expect((await buyer.open(await link())).view).toMatchObject({ buyer: BUYER, shippingAddress: ADDRESS });
});

it('charges nothing when recipient, contact or goods changed after the page was shown', async () => {
  const { about, session_id, buyer, view } = await handedOver();
  const changes: (() => Promise<unknown>)[] = [
    () => shop.ok('update_checkout', { ...about, shipping_address: { ...ADDRESS, line1: '9 Thief Road' } }),
    () => shop.ok('update_checkout', { ...about, buyer: { email: 'thief@example.com' } }),
    async () => {
      const cart = await shop.ok('get_cart', { session_id });
      const [line] = cart.lines as { line_id: string }[];
      await shop.ok('update_cart', { session_id, remove: [line!.line_id], add: [{ variant_id: 'var_tin' }] });
      await shop.ok('create_checkout', { session_id });
    },
  ];
  for (const [index, change] of changes.entries()) {
    await change();
    const refused = await buyer.pay(view, `page-0123456789abcde${index}`);
    expect(refused).toMatchObject({ status: 409, code: 'version_conflict' });
    const again = await buyer.call('update', typed);
    expect(again.view.total).toEqual(view.total);
  }
  const { view: now } = await buyer.call('session');
  expect(now.lines.map((line) => line.title)).toEqual(['Tin']);
  expect((await buyer.pay(now, 'page-0123456789abcdez')).view.status).toBe('completed');
});

it('takes no payment without what was agreed', async () => {
  const { buyer, view } = await handedOver();
  const { agreement: _left, ...without } = view;
  expect(await buyer.pay(without as CheckoutPageView)).toMatchObject({ status: 422 });
});

it('honours the price quoted to a customer group when its buyer opens the page', async () => {
  const trade: Principal = {
    kind: 'api_key',
    id: 'key_trade',
    scopes: STOREFRONT_SCOPES,
    customerGroups: ['trade'],
  };
  const priced = (amount: number) =>
    shop.put({
      id: 'ring',
      extra: {
        variants: [
          {
            id: 'ring',
            options: {},
            requires_shipping: true,
            prices: [
              { market: 'us', amount: 1000, currency: 'USD' },
              { market: 'us', amount, currency: 'USD', customer_group: 'trade' },
            ],
          },
        ],
      },
    });
  await priced(600);
  const { session_id } = await shop.ok('update_cart', { add: [{ variant_id: 'var_ring' }] }, trade);
  const made = await shop.ok('create_checkout', { session_id }, trade);
  await priced(900);
  const { view } = await new Browser().open(String(made.continue_url));
  expect(view.lines[0]!.unitPrice.amount).toBe(600);
});
