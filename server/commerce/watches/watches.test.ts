import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openTestShop, type TestShop } from '../../../test/fixtures/shop.ts';
import { setStock } from '../inventory/write.ts';
import { anonymous } from '../principals/model.ts';
import { productWatches } from './model.ts';

const DAY_MS = 86_400_000;
const EMAIL = 'ada@example.com';

let shop: TestShop;
beforeEach(async () => {
  shop = await openTestShop();
  await shop.put({ id: 'lamp', stock: 0, price: 2000 });
});
afterEach(() => shop.close());

const watch = (more: object = {}) =>
  shop.ok('watch_product', { product_id: 'lamp', event: 'back_in_stock', email: EMAIL, ...more });
const arrive = (onHand: number) =>
  shop.store.transaction((tx) => setStock(tx, { variantId: 'var_lamp', locationId: 'east', onHand }));
const price = (amount: number) =>
  shop.services.catalog.setPrice('lamp', { market: 'us', currency: 'USD', amount });
const sent = (template: string) => shop.sent.filter((one) => one.template === template);
const tokenOf = (index = -1): string => shop.sent.at(index)!.values.watchUrl!.split('/watch/')[1]!;
async function confirm(): Promise<void> {
  await shop.jobs.drain();
  const found = await shop.services.watches.byToken(tokenOf());
  await shop.services.watches.confirm(found!._id);
  await shop.jobs.drain();
}

describe('an alert', () => {
  it('is sent once, when the product is in stock again, and then the email is forgotten', async () => {
    await watch();
    await confirm();
    for (const onHand of [5, 0, 5]) {
      await arrive(onHand);
      await shop.jobs.drain();
    }
    expect(sent('watch_back_in_stock')).toMatchObject([
      { to: { email: EMAIL }, values: { product: 'Thing lamp', price: '$20.00' } },
    ]);
    expect(await shop.store.find(productWatches)).toMatchObject([{ status: 'sent' }]);
    expect(JSON.stringify(await shop.store.find(productWatches))).not.toContain(EMAIL);
  });

  it('is sent when the price falls below the amount, and not at it', async () => {
    await watch({ event: 'price_below', below: { amount: 1500, currency: 'USD' } });
    await confirm();
    for (const amount of [1800, 1500]) {
      await price(amount);
      await shop.jobs.drain();
      expect(sent('watch_price_below')).toEqual([]);
    }
    await price(1499);
    await shop.jobs.drain();
    expect(sent('watch_price_below')).toMatchObject([{ values: { price: '$14.99', below: '$15.00' } }]);
  });

  it('is sent at once when it is so by the time it is confirmed', async () => {
    await watch();
    await shop.jobs.drain();
    await arrive(1);
    await shop.jobs.drain();
    expect(sent('watch_back_in_stock')).toEqual([]);
    await confirm();
    expect(sent('watch_back_in_stock')).toHaveLength(1);
  });

  it('is not sent to somebody who did not confirm, and is forgotten after a week', async () => {
    await watch();
    await shop.jobs.drain();
    shop.clock.advance(8 * DAY_MS);
    const found = await shop.services.watches.byToken(tokenOf());
    await shop.services.watches.confirm(found!._id);
    await arrive(3);
    await shop.jobs.drain();
    expect(shop.sent.map(({ template }) => template)).toEqual(['watch_confirm']);
  });

  it('waits on when it has sold out again before the email goes out', async () => {
    await watch();
    await confirm();
    await arrive(3);
    await arrive(0);
    await shop.jobs.drain();
    expect(sent('watch_back_in_stock')).toEqual([]);
    await arrive(3);
    await shop.jobs.drain();
    expect(sent('watch_back_in_stock')).toHaveLength(1);
  });
});

describe('who ends it', () => {
  it('hears no more of it', async () => {
    await watch();
    await confirm();
    const found = await shop.services.watches.byToken(tokenOf());
    await shop.services.watches.end(found!._id, { never: false });
    await arrive(3);
    await shop.jobs.drain();
    expect(sent('watch_back_in_stock')).toEqual([]);
  });

  it('for good gets no such email any more, whoever asks for it, and the answer does not tell', async () => {
    const first = await watch();
    await confirm();
    const found = await shop.services.watches.byToken(tokenOf());
    await shop.services.watches.end(found!._id, { never: true });
    const again = await watch({ email: EMAIL.toUpperCase() });
    await shop.jobs.drain();
    expect({ ...again, session_id: '' }).toEqual({ ...first, session_id: '' });
    expect(shop.sent).toHaveLength(1);
    expect(await shop.store.count(productWatches)).toBe(1);
  });

  it('needs the link: another ending of it opens nothing', async () => {
    await watch();
    await shop.jobs.drain();
    const token = tokenOf();
    expect(await shop.services.watches.byToken(token)).toBeDefined();
    const other = token.endsWith('A') ? 'B' : 'A';
    for (const wrong of [`${token.slice(0, -1)}${other}`, token.split('.')[0]!, `${token}x`, ''])
      expect(await shop.services.watches.byToken(wrong), wrong).toBeUndefined();
  });
});

describe('nobody’s mailbox is a toy', () => {
  const from = (address: string) => anonymous(address);
  const asks = async (n: number, email: string, address = `203.0.113.${n}`) => {
    await shop.put({ id: `thing-${n}`, stock: 0 });
    return shop.call(
      'watch_product',
      { product_id: `thing-${n}`, event: 'back_in_stock', email },
      from(address),
    );
  };

  it('gets three emails a day that ask to confirm, from however many sessions and addresses', async () => {
    for (let n = 0; n < 6; n += 1) expect((await asks(n, EMAIL)).ok).toBe(true);
    await shop.jobs.drain();
    expect(shop.sent).toHaveLength(3);
    shop.clock.advance(DAY_MS + 1);
    await asks(7, EMAIL);
    await shop.jobs.drain();
    expect(shop.sent).toHaveLength(4);
  });

  it('is not reached by one address for more than twenty others', async () => {
    const outcomes = [];
    for (let n = 0; n < 22; n += 1) outcomes.push(await asks(n, `p${n}@example.com`, '203.0.113.9'));
    expect(outcomes.filter(({ ok }) => ok)).toHaveLength(20);
    expect(outcomes.at(-1)).toMatchObject({ error: { code: 'too_many_requests' } });
  });

  it('is asked once for the same', async () => {
    const { session_id } = await watch();
    await confirm();
    await watch({ session_id });
    await shop.jobs.drain();
    expect(shop.sent).toHaveLength(1);
    expect(await shop.store.count(productWatches)).toBe(1);
  });
});

describe('there is nothing to wait for', () => {
  it.each([
    ['what is in stock', { event: 'back_in_stock' }, 'conflict'],
    ['a price that is so', { event: 'price_below', below: { amount: 9999, currency: 'USD' } }, 'conflict'],
    ['a price without an amount', { event: 'price_below' }, 'invalid_input'],
    ['another currency', { event: 'price_below', below: { amount: 1, currency: 'EUR' } }, 'invalid_input'],
  ])('%s', async (_name, more, code) => {
    await arrive(3);
    expect(await shop.fails('watch_product', { product_id: 'lamp', email: EMAIL, ...more })).toMatchObject({
      code,
    });
  });
});
