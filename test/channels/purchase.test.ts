import { generateKeyPairSync } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { channelDeliveries } from '../../server/channels/outbox/model.ts';
import { type Order, orders } from '../../server/commerce/orders/model.ts';
import { replies } from '../../server/conversation/model.ts';
import { plainText } from '../../server/grounding/plain-text.ts';
import { HostedPage } from '../fixtures/hosted-page.ts';
import { ADDRESS, BUYER } from '../fixtures/shop.ts';
import { OPERATOR_KEY } from '../fixtures/shopwright-server.ts';
import type { Customer } from '../fixtures/whatsapp/customer.ts';
import type { Json } from '../fixtures/whatsapp/shape.ts';
import { openShopOnWhatsApp, type ShopOnWhatsApp } from './whatsapp-server.ts';

let world: ShopOnWhatsApp;
let ada: Customer;

/** Of the forms. */
const { publicKey, privateKey } = generateKeyPairSync('rsa', {
  modulusLength: 2048,
  publicKeyEncoding: { type: 'spki', format: 'pem' },
  privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
});

beforeEach(async () => {
  world = await openShopOnWhatsApp({
    config: {
      publicUrl: 'https://shop.test',
      whatsappFlowKey: Buffer.from(privateKey).toString('base64'),
      whatsappAddressFlows: 'en:1234567890',
    },
  });
  world.whatsapp.management.publicKey = publicKey;
  const { server, whatsapp } = world;
  const pictured = (id: string, en: string, es: string) => ({
    title: { en, es },
    images: [{ url: `https://pictures.test/${id}.jpg`, alt: en }],
  });
  await server.put(
    { id: 'desk', price: 2999, extra: pictured('desk', 'Desk Lamp', 'Lámpara de mesa') },
    { id: 'brass', price: 4999, extra: pictured('brass', 'Brass Lamp', 'Lámpara de latón') },
    { id: 'kettle', price: 3950, extra: pictured('kettle', 'Steel Kettle', 'Tetera de acero') },
  );
  const code = { code: 'SPRING10', title: { en: 'Spring' }, effect: { kind: 'percentage', rate: 1000 } };
  const made = await server.ask('/admin/v1/discounts', { method: 'POST', key: OPERATOR_KEY, body: code });
  expect(made.status, made.text).toBeLessThan(300);
  ada = whatsapp.customer({ phone: '16505551234', name: 'Ada' });
});
afterEach(async () => {
  expect(world.server.faults).toEqual([]);
  await world.close();
});

/** What they see of the answer. */
const read = (seen: readonly { text: string }[]): string =>
  seen
    .map(({ text }) => text)
    .join('\n')
    .replaceAll(/[\u00a0\u202f]/g, ' ');
const say = async (text: string) => read(await world.after(ada, () => ada.writes(text)));
const tap = async (title: string) => read(await world.after(ada, () => ada.taps(title)));

const pay = async (title: string) => {
  const page = new HostedPage(world.server.url);
  const view = await page.buy(ada.opens(title));
  await world.settle();
  const [order] = await world.server.shop.store.find(orders, { limit: 2 });
  expect(view).toMatchObject({ status: 'completed', orderNumber: order!.number });
  return order!;
};

/** Types the address into the form, which the shop checks before it is sent. */
const fillIn = async (values: Record<string, string>): Promise<string> => {
  const { token } = ada.sees().findLast(({ flow }) => flow)!.flow!;
  const ask = (action: string, data: object) =>
    world.whatsapp.flows.exchange(`${world.server.url}/channels/whatsapp/flows`, {
      ...{ version: '3.0', action, screen: 'ADDRESS', data, flow_token: token },
    });
  expect(await ask('INIT', {})).toMatchObject({ status: 200, body: { screen: 'ADDRESS' } });
  const wrong = await ask('data_exchange', { ...values, email: 'ada' });
  expect(wrong.body).toMatchObject({ data: { error_messages: { email: expect.any(String) } } });
  const right = await ask('data_exchange', values);
  expect(right.body).toMatchObject({ screen: 'SUCCESS' });
  const { params } = (right.body!.data as { extension_message_response: { params: Json } })
    .extension_message_response;
  return read(await world.after(ada, () => ada.answersFlow(params)));
};

const ship = async ({ _id, lines }: Order) => {
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
};

/** Every fact of every reply stands on their screen as the shop stated it. */
async function sawTheFacts(): Promise<void> {
  const { store } = world.server.shop;
  const screen = read(ada.sees());
  const said = await store.find(replies, { limit: 1000 });
  expect(said.length).toBeGreaterThan(8);
  for (const { rendered } of said) {
    const { text, spans } = plainText(rendered);
    for (const { start, end } of spans) {
      const fact = text.slice(start, end).replaceAll(/[\u00a0\u202f]/g, ' ');
      if (!fact.startsWith('https://')) expect(screen).toContain(fact);
    }
  }
  const sent = await store.find(channelDeliveries, { limit: 1000 });
  expect(sent.map(({ status }) => status)).toEqual(said.map(() => 'sent'));
}

/** What was paid, and for what, as the order has it. */
function sawTheTotals(text: string, { breakdown: { totals } }: Order, locale: string): void {
  const written = (amount: number): string =>
    new Intl.NumberFormat(locale, { style: 'currency', currency: 'USD' })
      .format(amount / 100)
      .replaceAll(/[\u00a0\u202f]/g, ' ');
  expect(totals.length).toBeGreaterThan(3);
  for (const { money } of totals) expect(text).toContain(written(money.amount));
}

describe('a purchase on WhatsApp', () => {
  it('from the greeting to tracking, in English', async () => {
    expect(await say('Hi there')).toContain('Hello');
    expect(await say('I am looking for a lamp')).toMatch(
      /Brass Lamp · \$49\.99 · 10 in stock.*Desk Lamp · \$29\.99/s,
    );
    expect(await say('how much is the desk lamp?')).toContain('Desk Lamp costs $29.99.');
    await say('lamp');
    expect(await tap('Details')).toContain('About Brass Lamp');
    expect(await tap('Add to cart')).toMatch(/1 × Brass Lamp: \$49\.99/);
    expect(await say('make it 2')).toMatch(/2 × Brass Lamp: \$99\.98/);
    expect(await say('my code is SPRING10')).toMatch(/-\$10\.00.*Total: \$89\.98/s);
    await say('show cart');
    expect(await tap('Checkout')).toMatch(/2 × Brass Lamp.*Total: \$89\.98/s);
    const withTax = await fillIn({ ...ADDRESS, email: BUYER.email });
    expect(withTax).toMatch(/Tax: \$6\.52.*Total: \$/s);
    const order = await pay('Review and pay');
    expect(order).toMatchObject({ shippingAddress: { line1: ADDRESS.line1, city: ADDRESS.city } });
    expect(order).toMatchObject({
      lines: [{ variantId: 'var_brass', quantity: 2, unitPrice: { amount: 4999, currency: 'USD' } }],
    });
    const asked = await say('where is my order?');
    expect(asked).toContain(`${order.number} · confirmed`);
    await ship(order);
    const shipped = await say('where is my order?');
    expect(shipped).toContain('PX123456789');
    sawTheTotals(shipped, order, 'en-US');
    await sawTheFacts();
  });

  it('from the greeting to tracking, in Spanish', async () => {
    expect(await say('Hola, buenas')).toContain('¡Hola!');
    expect(await say('busco una lámpara')).toMatch(
      /Lámpara de latón · 49,99 US\$ · 10 en stock.*Lámpara de mesa · 29,99 US\$/s,
    );
    expect(await say('¿cuánto cuesta la tetera de acero?')).toContain('Tetera de acero cuesta 39,50 US$.');
    await say('lámpara');
    expect(await tap('Detalles')).toContain('Sobre Lámpara de latón');
    expect(await tap('Añadir al carrito')).toMatch(/1 × Lámpara de latón: 49,99 US\$/);
    expect(await say('que sean 2')).toMatch(/2 × Lámpara de latón: 99,98 US\$/);
    expect(await say('mi código es SPRING10')).toMatch(/-10,00 US\$.*Total: 89,98 US\$/s);
    expect(await say('ver el carrito')).toContain('89,98');
    expect(await tap('Pagar')).toMatch(/2 × Lámpara de latón.*Total: 89,98 US\$/s);
    const order = await pay('Revisar y pagar');
    expect(await say('¿dónde está mi pedido?')).toContain(`${order.number} · confirmado`);
    await ship(order);
    const shipped = await say('¿dónde está mi pedido?');
    expect(shipped).toContain('PX123456789');
    sawTheTotals(shipped, order, 'es');
    await sawTheFacts();
  });
});
