import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { addPublisher, buy as buyAs, serverOf } from '../../../test/fixtures/publishers.ts';
import { askOf, completion, fillCheckout } from '../../../test/fixtures/purchase.ts';
import { ADDRESS, BUYER, openTestShop, type TestShop } from '../../../test/fixtures/shop.ts';
import { collections } from '../../collections.ts';
import { products } from '../catalog/model.ts';
import { setPrice } from '../catalog/price.ts';
import { stockLevels } from '../inventory/model.ts';
import { setStock } from '../inventory/write.ts';
import { leads } from '../leads/model.ts';
import { orders } from '../orders/model.ts';
import { productWatches } from '../watches/model.ts';
import { type DomainEvent, events } from './model.ts';
import { eventSources, silentCollections } from './sources.ts';

let shop: TestShop;
beforeEach(async () => {
  shop = await openTestShop();
});
afterEach(() => shop.close());

const told = async (): Promise<DomainEvent[]> => shop.store.find(events, { limit: 10_000 });
/** The events of what `work` does. */
async function during(work: () => Promise<unknown>): Promise<DomainEvent[]> {
  const before = (await told()).length;
  await work();
  return (await told()).slice(before);
}
const brief = (list: readonly DomainEvent[]): string[] =>
  list.map(({ type, subject }) => `${type} ${subject}`);

describe('every change is told or is known to be nobody’s news', () => {
  it('names each collection once', () => {
    const told = eventSources.map(({ collection }) => collection.name);
    const silent = Object.keys(silentCollections);
    expect([...told, ...silent].sort()).toEqual([...new Set([...told, ...silent])].sort());
    const unknown = collections
      .map(({ name }) => name)
      .filter((name) => !told.includes(name) && !silent.includes(name));
    expect(unknown, 'add it to eventSources or silentCollections').toEqual([]);
  });
});

describe('the catalogue', () => {
  it('tells a new product once, with its variants and without the prices and stock it came with', async () => {
    expect(brief(await during(() => shop.put({ id: 'lamp' })))).toEqual([
      'product.created product/prod_lamp',
    ]);
  });

  it('tells what changed of a product, and nothing where nothing did', async () => {
    await shop.put({ id: 'lamp' });
    expect(await during(() => shop.put({ id: 'lamp' }))).toEqual([]);
    const [event, ...more] = await during(() => shop.put({ id: 'lamp', title: 'Desk lamp' }));
    expect(more).toEqual([]);
    expect(event).toMatchObject({
      type: 'product.updated',
      data: { product_id: 'prod_lamp', changed: ['title', 'description'] },
    });
  });

  it('tells a price with the one before', async () => {
    await shop.put({ id: 'lamp', price: 1999 });
    const { store, services } = shop;
    const price = { market: 'us', currency: 'USD', amount: 1500 };
    // The shop is read before: a transaction awaits nothing else.
    const seller = await services.shop.get();
    const [event, ...more] = await during(() =>
      store.transaction((tx) => setPrice(tx, { next: (prefix) => `${prefix}_1` }, seller, 'lamp', price)),
    );
    expect(more).toEqual([]);
    expect(event).toMatchObject({
      type: 'price.changed',
      subject: 'product/prod_lamp',
      data: {
        product_id: 'prod_lamp',
        variant_id: 'var_lamp',
        prices: [{ market: 'us', price: { amount: 1500, currency: 'USD' }, previous: { amount: 1999 } }],
      },
    });
  });

  it('tells stock once for each transaction, however often it was written in it', async () => {
    await shop.put({ id: 'lamp', stock: 10 });
    const list = await during(() =>
      shop.store.transaction(async (tx) => {
        for (const onHand of [3, 9, 4])
          await setStock(tx, { variantId: 'var_lamp', locationId: 'east', onHand });
      }),
    );
    expect(list.map(({ data }) => data)).toEqual([
      { variant_id: 'var_lamp', location: 'east', on_hand: 4, available: 4, previous_available: 10 },
    ]);
  });
});

describe('a purchase', () => {
  const buy = async (): Promise<string> => {
    const ask = askOf(shop);
    const ready = await fillCheckout(ask, 'lamp');
    const { status, body } = await ask('complete_checkout', completion(ready));
    expect(status, JSON.stringify(body)).toBe(200);
    await shop.jobs.drain();
    return String(body.order_id);
  };

  it('is told in its order, with ids and no word about the person', async () => {
    await shop.put({ id: 'lamp' });
    const list = await during(buy);
    expect(list.map(({ type }) => type)).toEqual([
      'cart.created',
      'checkout.created',
      'stock.changed',
      'checkout.updated',
      'stock.changed',
      'order.created',
      'checkout.completed',
      'cart.updated',
    ]);
    const text = JSON.stringify(list);
    for (const word of [BUYER.email, BUYER.name, ADDRESS.line1, ADDRESS.postal_code, 'ses_'])
      expect(text, word).not.toContain(word);
    expect(list.map(({ sequence }) => sequence)).toEqual(
      list.map(({ sequence }) => sequence).sort((a, b) => a - b),
    );
  });

  it('goes on with parcels and refunds, all under the order', async () => {
    await shop.put({ id: 'lamp' });
    const order = await buy();
    const list = await during(async () => {
      await shop.services.orders.ship(order, {});
      await shop.services.orders.refund(order, {
        amount: { amount: 100, currency: 'USD' },
        reason: 'Scratch',
      });
      await shop.jobs.drain();
    });
    const ofOrder = list.filter(({ subject }) => subject === `order/${order}`);
    expect(ofOrder.map(({ type }) => type)).toEqual(
      expect.arrayContaining(['order.shipped', 'refund.created', 'refund.succeeded']),
    );
    expect(JSON.stringify(list)).not.toContain('Scratch');
  });

  it('leaves no event of what was rolled back', async () => {
    await shop.put({ id: 'lamp' });
    const failed = await during(() =>
      shop.store
        .transaction(async (tx) => {
          await setStock(tx, { variantId: 'var_lamp', locationId: 'east', onHand: 1 });
          throw new Error('no');
        })
        .catch(() => {}),
    );
    expect(failed).toEqual([]);
    expect((await shop.store.get(stockLevels, 'var_lamp@east'))?.onHand).toBe(10);
    expect(await shop.store.count(orders)).toBe(0);
    expect(await shop.store.count(products)).toBe(1);
  });
});

it('tells that a lead was made, changed and erased, and never who it is', async () => {
  const list = await during(async () => {
    const { session_id } = await shop.ok('qualify_lead', { need: 'A lamp for reading' });
    await shop.ok('qualify_lead', {
      session_id,
      need: 'A lamp for reading',
      consent: true,
      contact: { email: 'ada@example.com' },
    });
    const [lead] = await shop.store.find(leads);
    await shop.store.transaction((tx) => tx.delete(leads, lead!._id, lead!.version));
  });
  expect(list.map(({ type }) => type)).toEqual([
    'lead.created',
    'lead.updated',
    'consent.granted',
    'consent.withdrawn',
    'lead.deleted',
  ]);
  expect(new Set(list.map(({ subject }) => subject)).size).toBe(1);
  expect(list[2]!.data).toEqual({ lead_id: list[0]!.data.lead_id, purpose: 'contact' });
  expect(list[1]!.data.changed).toEqual(expect.arrayContaining(['contact', 'consent']));
  expect(JSON.stringify(list)).not.toContain('ada@');
});

describe('consent to alerts', () => {
  const email = 'ada@example.com';
  const watchLamp = async () => {
    await shop.put({ id: 'lamp', stock: 0 });
    await shop.ok('watch_product', { product_id: 'lamp', event: 'back_in_stock', email });
    const [watch] = await shop.store.find(productWatches);
    return watch!;
  };

  it('is granted by the link in the email, not by asking, and withdrawn when the watch is ended', async () => {
    let id = '';
    expect(
      await during(async () => {
        id = (await watchLamp())._id;
      }),
    ).toMatchObject([{ type: 'product.created' }]);
    const list = await during(async () => {
      await shop.services.watches.confirm(id);
      await shop.services.watches.confirm(id);
      await shop.services.watches.end(id, { never: false });
      await shop.services.watches.end(id, { never: false });
    });
    const { subject, data } = list[0]!;
    expect(list.map(({ type, data }) => [type, data.reason])).toEqual([
      ['consent.granted', undefined],
      ['consent.withdrawn', 'ended'],
    ]);
    expect(list[1]!.subject).toBe(subject);
    expect(subject).toBe(`contact/${data.contact_id}`);
    expect(data).toMatchObject({
      ...{ purpose: 'product_alert', watch_id: id, product_id: 'prod_lamp', event: 'back_in_stock' },
    });
    expect(JSON.stringify(list)).not.toContain('ada');
  });

  it('is withdrawn for all by an address that wants none any more, once', async () => {
    const { _id, emailKey } = await watchLamp();
    await shop.services.watches.confirm(_id);
    const list = await during(async () => {
      await shop.services.watches.end(_id, { never: true });
      await shop.services.watches.end(_id, { never: true });
    });
    expect(list.map(({ subject, data }) => [subject, data.reason, data.watch_id])).toEqual([
      [`contact/${emailKey}`, 'ended', _id],
      [`contact/${emailKey}`, 'never', undefined],
    ]);
  });

  it('ends with the alert, which is no withdrawal; but a watch that is deleted before is', async () => {
    const { _id } = await watchLamp();
    await shop.services.watches.confirm(_id);
    expect(await during(() => shop.services.watches.sent(_id))).toEqual([]);
    const remove = async () => {
      for (const { _id, version } of await shop.store.find(productWatches))
        await shop.store.transaction((tx) => tx.delete(productWatches, _id, version));
    };
    expect(await during(remove)).toEqual([]);
    const next = await watchLamp();
    await shop.services.watches.confirm(next._id);
    expect(await during(remove)).toMatchObject([
      { type: 'consent.withdrawn', data: { watch_id: next._id, reason: 'deleted' } },
    ]);
  });
});

it('tells what a publisher earns, under the order, and what a refund takes back', async () => {
  await shop.put({ id: 'lamp', price: 2000 });
  const publisher = await addPublisher(shop);
  const list = await during(async () => {
    const { order } = await buyAs(shop, serverOf(publisher), { items: { lamp: 1 } });
    await shop.services.orders.refund(order._id, { amount: order.breakdown.total, reason: 'Broken' });
    await shop.jobs.drain();
  });
  const [order] = await shop.store.find(orders);
  const commissions = list.filter(({ type }) => type.startsWith('commission.'));
  expect(new Set(commissions.map(({ subject }) => subject))).toEqual(new Set([`order/${order!._id}`]));
  expect(commissions[0]).toMatchObject({ type: 'commission.pending', data: { publisher_id: publisher._id } });
  const amounts = commissions
    .filter(({ type }) => type === 'commission.earned' || type === 'commission.reversed')
    .map(({ type, data }) => [type, (data.amount as { amount: number }).amount]);
  expect(amounts).toEqual([
    ['commission.earned', 200],
    ['commission.reversed', -200],
  ]);
});
