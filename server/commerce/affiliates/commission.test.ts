import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  addPublisher,
  buy,
  EVERYTHING,
  earnedBy,
  entriesOfOrder,
  serverOf,
  tenPercent,
} from '../../../test/fixtures/publishers.ts';
import { ADDRESS, openTestShop, TEST_SHOP, type TestShop } from '../../../test/fixtures/shop.ts';
import type { About } from '../../erasure/personal.ts';
import { personalData } from '../../erasure/personal-data.ts';
import { randomIds } from '../../platform/ids.ts';
import { money } from '../money.ts';
import { refunds } from '../payments/model.ts';
import { attributions, type Publisher } from './model.ts';
import { PublisherService } from './service.ts';
import { statementsOf } from './statements.ts';

const DAY = 86_400_000;
const BERLIN = { ...ADDRESS, city: 'Berlin', region: '', postal_code: '10115', country: 'DE' };
const { region: _none, ...GERMAN } = BERLIN;
const TOKYO = { ...GERMAN, city: 'Tokyo', postal_code: '100-0001', country: 'JP' } as typeof ADDRESS;

let shop: TestShop;
let blog: Publisher;
beforeEach(async () => {
  shop = await openTestShop();
  await shop.put({ id: 'lamp', price: 1999, stock: 100 }, { id: 'chair', price: 3335, stock: 100 });
  blog = await addPublisher(shop);
});
afterEach(() => shop.close());

const at = (moment: number): void => shop.clock.advance(moment - shop.clock.now());
const status = async (orderId: string) =>
  (await shop.store.find(attributions, { where: { orderId } }))[0]!.status;

describe('a sale earns', () => {
  it('ten percent of the goods, not of tax and shipping', async () => {
    const { order } = await buy(shop, serverOf(blog), { items: { lamp: 3 } });
    expect(order.publisherId).toBe(blog._id);
    expect(await entriesOfOrder(shop.store, order._id)).toMatchObject([
      {
        kind: 'earned',
        amount: { amount: 600, currency: 'USD' },
        basis: { amount: 5997, currency: 'USD' },
        rule: { effect: tenPercent },
      },
    ]);
    expect(await status(order._id)).toBe('pending');
  });

  it('of what is left after a discount', async () => {
    await shop.discount({ code: 'HALF', effect: { kind: 'percentage', rate: 5000 } });
    const { order } = await buy(shop, serverOf(blog), { items: { lamp: 1, chair: 1 }, codes: ['HALF'] });
    // 53.34 less 26.67, of which a tenth.
    expect(await earnedBy(shop.store, order._id)).toBe(267);
  });

  it('of the net price where prices include tax', async () => {
    const { order } = await buy(shop, serverOf(blog), {
      items: { lamp: 2 },
      market: 'eu',
      address: GERMAN as typeof ADDRESS,
    });
    // 39.98 holds 6.38 of 19 % tax.
    expect(await entriesOfOrder(shop.store, order._id)).toMatchObject([
      { basis: { amount: 3360, currency: 'EUR' }, amount: { amount: 336, currency: 'EUR' } },
    ]);
  });

  it('whole yen', async () => {
    const [market] = TEST_SHOP.markets;
    await shop.services.shop.put({
      ...TEST_SHOP,
      markets: [...TEST_SHOP.markets, { ...market!, id: 'jp', currency: 'JPY', countries: ['JP'] }],
      shippingZones: [
        ...TEST_SHOP.shippingZones,
        {
          id: 'jp',
          countries: ['JP'],
          exceptRegions: [],
          rates: [{ id: 'jp', title: { en: 'Post' }, currency: 'JPY', amount: 800, minDays: 1, maxDays: 2 }],
        },
      ],
    });
    const variant = { id: 'fan', sku: 'FAN', weight_grams: 1, stock: [{ location: 'east', on_hand: 9 }] };
    const prices = [{ market: 'jp', amount: 1985, currency: 'JPY' }];
    await shop.put({ id: 'fan', extra: { variants: [{ ...variant, prices }] as never } });
    const { order } = await buy(shop, serverOf(blog), { items: { fan: 1 }, market: 'jp', address: TOKYO });
    expect(await entriesOfOrder(shop.store, order._id)).toMatchObject([
      { amount: { amount: 199, currency: 'JPY' } },
    ]);
    await shop.services.orders.refund(order._id, { amount: money(1000, 'JPY'), reason: 'scratch' });
    // 2785 paid, 1785 kept: 199 × 1785 / 2785.
    expect(await earnedBy(shop.store, order._id)).toBe(128);
  });

  it('nothing without a publisher, for one who is unknown or suspended, or without a rule', async () => {
    const none = await buy(shop, undefined, { items: { lamp: 1 } });
    const unknown = await buy(shop, serverOf({ _id: 'pub_none' }), { items: { lamp: 1 } });
    await shop.services.publishers.update(blog._id, { status: 'suspended' });
    const suspended = await buy(shop, serverOf(blog), { items: { lamp: 1 } });
    const unpaid = await shop.services.publishers.create({ name: 'Without a rule' });
    const ruleless = await buy(shop, serverOf(unpaid), { items: { lamp: 1 } });
    for (const { order } of [none, unknown, suspended, ruleless])
      expect(await entriesOfOrder(shop.store, order._id)).toEqual([]);
  });

  it('by the most specific rule of its day', async () => {
    const { publishers } = shop.services;
    await publishers.addRule({
      title: 'all',
      effect: { kind: 'percentage', rate: 100 },
      appliesTo: EVERYTHING,
    });
    const fixed = { kind: 'fixed', amounts: { USD: 250 } } as const;
    const forBrand = { publisherIds: [blog._id], brands: ['Acme'], categories: [] };
    const rule = await publishers.addRule({
      title: 'Acme from tomorrow',
      effect: fixed,
      appliesTo: forBrand,
      validFrom: shop.clock.now() + DAY,
    });
    const today = await buy(shop, serverOf(blog), { items: { lamp: 2 } });
    shop.clock.advance(DAY);
    const tomorrow = await buy(shop, serverOf(blog), { items: { lamp: 2 } });
    shop.clock.advance(DAY);
    await publishers.endRule(rule._id);
    const after = await buy(shop, serverOf(blog), { items: { lamp: 2 } });
    const other = await publishers.create({ name: 'Other' });
    const general = await buy(shop, serverOf(other), { items: { lamp: 2 } });
    const earned = [];
    for (const { order } of [today, tomorrow, after, general])
      earned.push(await earnedBy(shop.store, order._id));
    expect(earned).toEqual([400, 500, 400, 40]);
  });

  it('by a rule that begins and ends now, also where the clock goes on while it is written', async () => {
    let now = shop.clock.now();
    const clock = { now: () => (now += 1) };
    const service = new PublisherService({ store: shop.store, ids: randomIds, clock });
    const rule = await service.addRule({ title: 'now', effect: tenPercent, appliesTo: EVERYTHING });
    expect((await service.endRule(rule._id)).validUntil).toBeGreaterThan(rule.validFrom);
  });

  it('nothing when the publisher itself buys, also by another spelling of its address', async () => {
    await shop.services.publishers.update(blog._id, { contacts: ['Ada@Example.com', '+1 415 555 0123'] });
    for (const buyer of [
      { email: 'ADA@example.com' },
      { email: 'ada+shop@example.com' },
      { email: 'else@example.com', phone: '+14155550123' },
    ]) {
      const { order } = await buy(shop, serverOf(blog), { items: { lamp: 1 }, buyer });
      expect(await entriesOfOrder(shop.store, order._id)).toEqual([]);
      expect(await status(order._id)).toBe('rejected');
    }
  });
});

describe('what comes back is taken back', () => {
  it('units that are canceled, to the cent, and the rest with the rest', async () => {
    const { order } = await buy(shop, serverOf(blog), { items: { lamp: 3, chair: 1 } });
    expect(await earnedBy(shop.store, order._id)).toBe(933);
    const lamp = order.lines.find(({ sku }) => sku === 'LAMP')!;
    await shop.services.orders.cancel(order._id, {
      lines: [{ lineId: lamp.lineId, quantity: 1 }],
      reason: 'one less',
    });
    expect(await earnedBy(shop.store, order._id)).toBe(733);
    await shop.services.orders.cancel(order._id, { reason: 'the rest' });
    expect(await earnedBy(shop.store, order._id)).toBe(0);
    const reversed = (await entriesOfOrder(shop.store, order._id)).filter(({ kind }) => kind === 'reversed');
    expect(reversed.map(({ reason }) => reason)).toEqual(['goods_back', 'goods_back', 'goods_back']);
  });

  it('a part of the money: pro rata, over the lines', async () => {
    const { order } = await buy(shop, serverOf(blog), { items: { lamp: 1, chair: 1 } });
    const half = money(Math.floor(order.breakdown.total.amount / 2), 'USD');
    await shop.services.orders.refund(order._id, { amount: half, reason: 'late' });
    expect(await earnedBy(shop.store, order._id)).toBe(267);
    await shop.services.orders.refund(order._id, {
      amount: money(order.breakdown.total.amount - half.amount, 'USD'),
      reason: 'very late',
    });
    expect(await earnedBy(shop.store, order._id)).toBe(0);
  });

  it('comes again when the refund fails, and goes once more when it is tried again', async () => {
    const { order } = await buy(shop, serverOf(blog), { items: { lamp: 1 } });
    await shop.services.orders.refund(order._id, { amount: order.breakdown.total, reason: 'gone' });
    const [refund] = await shop.store.find(refunds, { where: { orderId: order._id } });
    await shop.services.refunds.record({
      paymentId: 'any',
      providerRefundId: 'any',
      refundId: refund!._id,
      amount: refund!.amount,
      result: { status: 'failed', message: 'account closed' },
    });
    expect(await earnedBy(shop.store, order._id)).toBe(200);
    await shop.services.refunds.retry(refund!._id);
    expect(await earnedBy(shop.store, order._id)).toBe(0);
    const kinds = (await entriesOfOrder(shop.store, order._id)).map(({ kind }) => kind);
    expect(kinds).toEqual(['earned', 'reversed', 'restored', 'reversed']);
  });

  it('goods that are sent back, once they are here', async () => {
    const { order, session_id } = await buy(shop, serverOf(blog), { items: { lamp: 2 } });
    await shop.services.orders.ship(order._id, {});
    await shop.ok('request_return', { session_id, order_id: order._id, reason: 'too big' }, serverOf(blog));
    expect(await earnedBy(shop.store, order._id)).toBe(400);
    const { returns } = await shop.services.orders.get(order._id);
    await shop.services.orders.decideReturn(order._id, returns[0]!.id, 'received');
    expect(await earnedBy(shop.store, order._id)).toBe(0);
  });
});

describe('commission is pending', () => {
  it('until nothing can be returned any more', async () => {
    const { order } = await buy(shop, serverOf(blog), { items: { lamp: 1 } });
    shop.clock.advance(90 * DAY);
    expect(await shop.services.publishers.approveDue()).toBe(0);
    await shop.services.orders.ship(order._id, {});
    shop.clock.advance(30 * DAY - 1);
    expect(await shop.services.publishers.approveDue()).toBe(0);
    shop.clock.advance(1);
    expect(await shop.services.publishers.approveDue()).toBe(1);
    expect(await status(order._id)).toBe('approved');
  });

  it('and not longer than a return is open', async () => {
    const { order, session_id } = await buy(shop, serverOf(blog), { items: { lamp: 1 } });
    await shop.services.orders.ship(order._id, {});
    await shop.ok('request_return', { session_id, order_id: order._id, reason: 'why not' }, serverOf(blog));
    shop.clock.advance(40 * DAY);
    expect(await shop.services.publishers.approveDue()).toBe(0);
    const { returns } = await shop.services.orders.get(order._id);
    await shop.services.orders.decideReturn(order._id, returns[0]!.id, 'refused');
    expect(await shop.services.publishers.approveDue()).toBe(1);
  });
});

describe('a month', () => {
  it('is paid what was approved in it, less what came back of earlier ones', async () => {
    at(Date.UTC(2026, 0, 10));
    const { order } = await buy(shop, serverOf(blog), { items: { lamp: 2 } });
    await shop.services.orders.ship(order._id, {});
    at(Date.UTC(2026, 1, 15));
    await shop.services.publishers.approveDue();
    at(Date.UTC(2026, 2, 3));
    await shop.services.orders.refund(order._id, { amount: order.breakdown.total, reason: 'goodwill' });
    const months = ['2025-12', '2026-01', '2026-02', '2026-03'];
    const found = await Promise.all(months.map((month) => statementsOf(shop.store, blog._id, month)));
    expect(found).toEqual([
      [],
      [expect.objectContaining({ orders: 1, earned: 400, reversed: 0, net: 400, payable: 0 })],
      [expect.objectContaining({ orders: 0, net: 0, payable: 400 })],
      [expect.objectContaining({ orders: 1, earned: 0, reversed: -400, net: -400, payable: -400 })],
    ]);
  });
});

describe('held, with the reason', () => {
  it('a buyer of the publisher’s own domain, until the merchant releases it', async () => {
    await shop.services.publishers.update(blog._id, { domains: ['www.blog.example'] });
    const buyer = { email: 'intern@mail.blog.example' };
    const { order } = await buy(shop, serverOf(blog), { items: { lamp: 1 }, buyer });
    const [held] = await shop.store.find(attributions, { where: { orderId: order._id } });
    expect(held).toMatchObject({ status: 'held', signals: [{ kind: 'self_purchase' }] });
    await shop.services.orders.ship(order._id, {});
    shop.clock.advance(30 * DAY);
    expect(await shop.services.publishers.approveDue()).toBe(0);
    await shop.services.publishers.decide(held!._id, { verdict: 'released', by: 'key_1', note: 'is fine' });
    expect(await shop.services.publishers.approveDue()).toBe(1);
    expect(await earnedBy(shop.store, order._id)).toBe(200);
  });

  it('more orders in an hour than the merchant allows, and rejected they sum to zero', async () => {
    await shop.close();
    shop = await openTestShop({ settings: { publisherOrdersPerHour: 2, publisherSessionsPerAddress: 99 } });
    await shop.put({ id: 'lamp', price: 1999, stock: 100 });
    blog = await addPublisher(shop);
    const made = [];
    for (let n = 0; n < 3; n += 1) made.push(await buy(shop, serverOf(blog), { items: { lamp: 1 } }));
    const last = made.at(-1)!.order._id;
    expect([await status(made[1]!.order._id), await status(last)]).toEqual(['pending', 'held']);
    const [held] = await shop.store.find(attributions, { where: { orderId: last } });
    expect(held!.signals).toEqual([{ kind: 'velocity', detail: '3 orders within an hour' }]);
    await shop.services.publishers.decide(held!._id, { verdict: 'rejected', by: 'key_1', note: 'a robot' });
    expect(await earnedBy(shop.store, last)).toBe(0);
    await expect(
      shop.services.publishers.decide(held!._id, { verdict: 'released', by: 'key_1', note: '' }),
    ).rejects.toMatchObject({ code: 'conflict' });
    shop.clock.advance(3_600_000);
    const later = await buy(shop, serverOf(blog), { items: { lamp: 1 } });
    expect(await status(later.order._id)).toBe('pending');
  });

  it('many sessions that send goods to one address, however it is written', async () => {
    const found = [];
    for (const line1 of ['1 Main St', '1 main st.', '1 MAIN ST', '1 Main  St', '2 Main St']) {
      const address = { ...ADDRESS, line1 };
      const { order } = await buy(shop, serverOf(blog), { items: { lamp: 1 }, address });
      found.push(await status(order._id));
    }
    expect(found).toEqual(['pending', 'pending', 'pending', 'held', 'pending']);
  });
});

it('keeps nothing of an erased buyer but what the books need', async () => {
  const { order } = await buy(shop, serverOf(blog), { items: { lamp: 1 } });
  const entry = personalData.find(({ collection }) => collection.name === 'attributions')!;
  const [kept] = await shop.store.find(attributions, { where: { orderId: order._id } });
  expect(kept!.addressKey).toBeDefined();
  const fate = entry.fate(kept!, {} as About);
  const { addressKey: _gone, ...rest } = kept!;
  expect(fate).toEqual({ replace: rest });
  expect(JSON.stringify(rest)).not.toMatch(/ada@|ada l|main st|"90001"/i);
});
