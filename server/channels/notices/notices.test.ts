import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { buyCup, customerTools } from '../../../test/fixtures/channel-customer.ts';
import {
  openPlainShop,
  type PlainShop,
  plainTemplate,
  settle,
} from '../../../test/fixtures/plain-channel.ts';
import { OPERATOR_KEY } from '../../../test/fixtures/shopwright-server.ts';
import { replies } from '../../conversation/model.ts';
import { channelContacts } from '../contacts/model.ts';
import { channelDeliveries } from '../outbox/model.ts';

const HOUR = 3_600_000;
const MINUTE = 60_000;
let shop: PlainShop;
const open = async (config: Parameters<typeof openPlainShop>[0] = {}): Promise<void> => {
  shop = await openPlainShop(config);
};
afterEach(() => shop.server.close());

const store = () => shop.server.shop.store;
const deliveries = () => store().find(channelDeliveries, { limit: 1000 });
const last = () => shop.texts().at(-1);
const wait = async (ms: number): Promise<void> => {
  shop.server.clock.advance(ms);
  await settle(shop.server);
};
const act = async (path: string, body: object): Promise<void> => {
  const at = `/admin/v1/orders/${path}`;
  const { status, text } = await shop.server.ask(at, { method: 'POST', key: OPERATOR_KEY, body });
  expect(status, text).toBeLessThan(300);
  await settle(shop.server);
};
const PARCEL = {
  carrier: 'UPS',
  tracking_number: '1Z999',
  tracking_url: 'https://track.example/1Z999',
};
const REFUND = { amount: { amount: 500, currency: 'USD' }, reason: 'a scratch' };
const buy = async (): Promise<string> => {
  await shop.write('ada', 'cup');
  return (await buyCup(shop)).orderId;
};

describe('news of an order', () => {
  beforeEach(() => open());

  it('is told where it was bought, as free text with facts and certificate while that is possible', async () => {
    const orderId = await buy();
    expect(last()).toMatch(/^Thank you, your order \S+ is confirmed\./);
    await act(`${orderId}/ship`, PARCEL);
    expect(last()).toMatch(/^Your order \S+ is on its way\..*1Z999.*https:\/\/track\.example\/1Z999/s);
    await act(`${orderId}/refund`, REFUND);
    expect(last()).toMatch(/^We have refunded \$5\.00 for your order \S+\.$/);
    const told = (await store().find(replies, { limit: 100 })).filter(({ by }) => by === 'system');
    expect(told).toHaveLength(3);
    for (const { facts, certificateId } of told) {
      expect(facts.length).toBeGreaterThan(0);
      expect(certificateId).toBeDefined();
    }
    const said = (await deliveries()).sort((a, b) => a.sequence - b.sequence);
    expect(said.map(({ purpose, notice }) => [purpose, notice])).toEqual([
      ['reply', undefined],
      ['transactional', 'order_confirmed'],
      ['transactional', 'order_shipped'],
      ['transactional', 'refund'],
    ]);
  });

  it('is told of each parcel once, and when it has arrived', async () => {
    const orderId = await buy();
    await act(`${orderId}/ship`, PARCEL);
    const before = shop.texts().length;
    const { json } = await shop.server.ask(`/admin/v1/orders/${orderId}`, { key: OPERATOR_KEY });
    const [parcel] = json!.fulfillments as { id: string }[];
    const track = `${orderId}/fulfillments/${parcel!.id}/track`;
    await act(track, { status: 'in_transit' });
    expect(shop.texts()).toHaveLength(before);
    await act(track, { status: 'delivered' });
    expect(last()).toMatch(/^Your order \S+ has arrived\.$/);
    expect(shop.texts()).toHaveLength(before + 1);
  });

  it('goes by the merchant’s template later, in the language of the person or the next best', async () => {
    shop.channel.templates = [
      plainTemplate('order_shipped', 'Verschickt: {{1}}', { language: 'de' }),
      plainTemplate('order_shipped', 'On its way: {{1}}, number {{2}}', { language: 'en_GB' }),
    ];
    const orderId = await buy();
    await wait(25 * HOUR);
    await act(`${orderId}/ship`, PARCEL);
    expect(last()).toMatch(/^\[order_shipped\] On its way: \S+, number 1Z999$/);
    const [shipped] = (await deliveries()).filter(({ notice }) => notice === 'order_shipped');
    expect(shipped).toMatchObject({
      status: 'sent',
      asTemplate: true,
      template: { name: 'order_shipped', language: 'en_GB', category: 'utility' },
    });
    const reply = await store().get(replies, shipped!.replyId);
    expect(reply!.facts.map(({ kind }) => kind)).toEqual(['order_number', 'tracking']);
    expect(reply!.certificateId).toBeDefined();
  });

  it.each([
    ['template_missing', []],
    ['template_not_approved', [plainTemplate('order_shipped', 'On its way: {{1}}', { status: 'paused' })]],
    [
      'template_unfillable',
      [plainTemplate('order_shipped', '', { unfillable: 'its header asks for a picture' })],
    ],
    ['template_places', [plainTemplate('order_shipped', '{{1}} {{2}} {{3}} {{4}}')]],
    ['template_category', [plainTemplate('order_shipped', 'On its way: {{1}}', { category: 'marketing' })]],
  ])('that cannot be told is recorded, with %s', async (reason, templates) => {
    shop.channel.templates = templates;
    const orderId = await buy();
    const before = shop.texts().length;
    await wait(25 * HOUR);
    await act(`${orderId}/ship`, PARCEL);
    expect(shop.texts()).toHaveLength(before);
    const { json } = await shop.server.ask('/admin/v1/channels/plain/deliveries?status=refused', {
      key: OPERATOR_KEY,
    });
    expect(json!.items).toMatchObject([{ notice: 'order_shipped', reason }]);
  });

  it('is not told to who said stop', async () => {
    const orderId = await buy();
    await shop.write('ada', 'stop sending me messages');
    const before = shop.texts().length;
    await act(`${orderId}/ship`, PARCEL);
    expect(shop.texts()).toHaveLength(before);
    expect((await deliveries()).filter(({ notice }) => notice === 'order_shipped')).toMatchObject([
      { status: 'refused', reason: 'stopped' },
    ]);
  });

  it('is said as a template after all where the vendor finds the window closed', async () => {
    shop.channel.templates = [plainTemplate('order_shipped', 'On its way: {{1}}')];
    const orderId = await buy();
    shop.channel.onSend = ({ text }) =>
      text.startsWith('[order_shipped]')
        ? undefined
        : { ok: false, error: { class: 'template_needed', code: '131047', message: 'closed' } };
    await act(`${orderId}/ship`, PARCEL);
    expect(last()).toMatch(/^\[order_shipped\]/);
  });
});

describe('settings', () => {
  it('name other templates and what fills them, and switch notices off', async () => {
    await open({ channelNotices: 'order_shipped=dispatch:tracking+order,refund=off' });
    shop.channel.templates = [plainTemplate('dispatch', 'No. {{1}} of {{2}}')];
    const orderId = await buy();
    await wait(25 * HOUR);
    await act(`${orderId}/ship`, PARCEL);
    expect(last()).toMatch(/^\[dispatch\] No\. 1Z999 of \S+$/);
    await act(`${orderId}/refund`, REFUND);
    expect(last()).toMatch(/^\[dispatch\]/);
  });
});

describe('a payment that failed', () => {
  beforeEach(() => open());

  it('is told after a while, with the way to try again', async () => {
    await shop.write('ada', 'cup');
    await buyCup(shop, 'tok_decline');
    const before = shop.texts().length;
    await wait(5 * MINUTE);
    expect(shop.texts()).toHaveLength(before);
    await wait(6 * MINUTE);
    expect(last()).toMatch(/^Your payment did not go through.*https?:\/\//s);
    expect(shop.texts()).toHaveLength(before + 1);
  });

  it('is not told to who has written since, or has paid', async () => {
    await shop.write('ada', 'cup');
    await buyCup(shop, 'tok_decline');
    await wait(1 * MINUTE);
    await shop.write('ada', 'show cart');
    await wait(20 * MINUTE);
    expect(shop.texts().join()).not.toContain('did not go through');
  });
});

describe('what was waited for', () => {
  beforeEach(() => open());

  it('is told on the channel on which it was asked for, once', async () => {
    await shop.server.put({ id: 'lamp', stock: 0, price: 2000 });
    await shop.write('ada', 'hello');
    const ask = customerTools(shop);
    const asked = await ask('watch_product', { product_id: 'lamp', event: 'back_in_stock' });
    expect(asked).toMatchObject({ status: 200, body: { status: 'watching' } });
    for (const stock of [3, 0, 3]) {
      await shop.server.put({ id: 'lamp', stock, price: 2000 });
      await settle(shop.server);
    }
    const told = shop.texts().filter((text) => text.includes('is in stock again'));
    expect(told).toEqual([expect.stringMatching(/Thing lamp is in stock again.*\$20\.00/s)]);
  });
});

describe('a cart that was left', () => {
  const DAY = 24 * HOUR;
  const leave = async (): Promise<void> => {
    await shop.write('ada', 'cup');
    await customerTools(shop)('update_cart', { add: [{ variant_id: 'var_cup', quantity: 1 }] });
  };
  const agree = async (): Promise<void> => {
    const [contact] = await store().find(channelContacts);
    expect(contact).toBeDefined();
    const at = shop.server.clock.now();
    await shop.deliver({ kind: 'preference', from: { userId: 'ada' }, at, marketing: 'resume' });
  };
  const reminders = () => shop.texts().filter((text) => text.includes('left something in your cart'));

  it('is nobody’s business by default', async () => {
    await open();
    await leave();
    await agree();
    await wait(2 * DAY);
    expect(reminders()).toEqual([]);
  });

  it('is reminded of once, where they agreed', async () => {
    await open({ cartReminderMs: 3 * HOUR, channelPromotionHours: '0-24' });
    await leave();
    await agree();
    await wait(3 * HOUR);
    expect(reminders()).toEqual([expect.stringContaining('$19.99')]);
    await customerTools(shop)('update_cart', { add: [{ variant_id: 'var_cup', quantity: 1 }] });
    await wait(2 * DAY);
    expect(reminders()).toHaveLength(1);
  });

  it('is not reminded of without consent, nor once it was bought', async () => {
    await open({ cartReminderMs: 3 * HOUR, channelPromotionHours: '0-24' });
    await leave();
    await wait(4 * HOUR);
    expect(reminders()).toEqual([]);
    expect((await deliveries()).filter(({ status }) => status === 'refused')).toMatchObject([
      { notice: 'cart_reminder', reason: 'no_consent' },
    ]);
    await agree();
    await buyCup(shop);
    await wait(4 * HOUR);
    expect(reminders()).toEqual([]);
  });
});
