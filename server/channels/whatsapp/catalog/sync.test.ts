import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openShopOnWhatsApp, type ShopOnWhatsApp } from '../../../../test/channels/whatsapp-server.ts';
import { OPERATOR_KEY } from '../../../../test/fixtures/shopwright-server.ts';
import { DEFAULTS } from '../../../../test/fixtures/whatsapp/server.ts';
import { channelCatalogs } from './model.ts';

const HOUR = 3_600_000;
let world: ShopOnWhatsApp;
const items = () => world.whatsapp.account.catalogue.items;
const pictured = (id: string) => ({ images: [{ url: `https://pictures.test/${id}.jpg`, alt: id }] });

/** Until Meta has what changed, and has said what it makes of it. */
const follow = async (): Promise<void> => {
  for (let n = 0; n < 3; n += 1) {
    world.server.clock.advance(31_000);
    await world.settle();
  }
};
const admin = async (path: string, method = 'GET') => {
  const answer = await world.server.ask(`/admin/v1/channels/whatsapp/catalog${path}`, {
    method,
    key: OPERATOR_KEY,
  });
  expect(answer.status, answer.text).toBe(200);
  return answer.json!;
};
const batches = () => world.whatsapp.calls.filter(({ path }) => path.endsWith('/items_batch')).length;
const say = async (text: string, more = {}) => {
  const ada = world.whatsapp.customer({ phone: '16505551234', name: 'Ada', ...more });
  return { ada, seen: await world.after(ada, () => ada.writes(text)) };
};

beforeEach(async () => {
  world = await openShopOnWhatsApp({
    config: { publicUrl: 'https://shop.test', whatsappCatalogId: DEFAULTS.catalogId },
  });
  await world.server.put(
    { id: 'desk', title: 'Desk Lamp', price: 2999, extra: pictured('desk') },
    { id: 'brass', title: 'Brass Lamp', price: 4999, extra: pictured('brass') },
    { id: 'cup', title: 'Blue Cup', price: 1999 },
  );
  await follow();
});
afterEach(async () => {
  expect(world.server.faults).toEqual([]);
  await world.close();
});

describe('the catalogue at Meta', () => {
  it('has what the shop sells and can show, by the ids of variants', async () => {
    expect([...items().keys()].sort()).toEqual(['var_brass', 'var_desk']);
    expect(items().get('var_desk')).toMatchObject({
      title: 'Desk Lamp',
      price: '29.99 USD',
      availability: 'in stock',
      image_link: 'https://pictures.test/desk.jpg',
    });
    const link = String(items().get('var_desk')!.link).replace('https://shop.test', '');
    expect((await world.server.ask(link)).text).toContain('Desk Lamp');
    expect(await admin('')).toMatchObject({ items: { live: 2, sent: 0, refused: 0, left_out: 1 } });
    expect(await admin('/items?status=left_out')).toMatchObject({
      items: [{ variant_id: 'var_cup', reason: 'no picture' }],
    });
  });

  it('follows prices, stock, new products and what is sold no more, and sends nothing twice', async () => {
    const before = batches();
    await world.server.put({ id: 'desk', title: 'Desk Lamp', price: 2499, extra: pictured('desk') });
    await follow();
    expect(items().get('var_desk')).toMatchObject({ price: '24.99 USD' });
    expect(batches()).toBe(before + 1);
    const { inventory, catalog } = world.server.shop.services;
    const [level] = await inventory.levels('var_desk');
    await inventory.adjust({ variantId: 'var_desk', locationId: level!.locationId, by: -1 });
    await follow();
    expect(batches()).toBe(before + 1);
    await inventory.adjust({ variantId: 'var_desk', locationId: level!.locationId, by: 1 - level!.onHand });
    await follow();
    expect(items().get('var_desk')).toMatchObject({ availability: 'out of stock' });
    await world.server.put({ id: 'kettle', title: 'Kettle', price: 900, extra: pictured('kettle') });
    await catalog.archive('brass');
    await follow();
    expect([...items().keys()].sort()).toEqual(['var_desk', 'var_kettle']);
    expect(await admin('')).toMatchObject({ items: { live: 2 } });
  });

  it('tells of each item that Meta does not take, also where it says so later', async () => {
    const { catalogue } = world.whatsapp.account;
    catalogue.refusedLater.set('var_desk', 'the picture shows text');
    await world.server.put(
      { id: 'desk', title: 'Desk Lamp', price: 100, extra: pictured('desk') },
      { id: 'long', title: 'Long', price: 100, extra: { images: [{ url: 'https://[x', alt: 'x' }] } },
    );
    await follow();
    expect((await admin('/items?status=refused')).items).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ variant_id: 'var_desk', reason: 'the picture shows text' }),
        expect.objectContaining({ variant_id: 'var_long', reason: 'image_link is no URL' }),
      ]),
    );
    catalogue.refusedLater.clear();
    await admin('/sync', 'POST');
    await follow();
    expect(items().get('var_desk')).toMatchObject({ price: '1.00 USD' });
  });

  it('goes on where Meta was away, and says what the merchant has to mend', async () => {
    const { faults } = world.whatsapp;
    faults.next({ code: 80_014 }, { path: '/items_batch' });
    await world.server.put({ id: 'desk', title: 'Desk Lamp', price: 100, extra: pictured('desk') });
    await follow();
    await follow();
    expect(items().get('var_desk')).toMatchObject({ price: '1.00 USD' });
    faults.next({ code: 200 }, { path: '/items_batch' });
    await world.server.put({ id: 'desk', title: 'Desk Lamp', price: 200, extra: pictured('desk') });
    await follow();
    expect(await admin('')).toMatchObject({ trouble: expect.stringContaining('catalog_management') });
    await admin('/sync', 'POST');
    await follow();
    expect(await admin('')).not.toHaveProperty('trouble');
    expect(items().get('var_desk')).toMatchObject({ price: '2.00 USD' });
  });

  it('waits for Meta’s word before a reply shows an item', async () => {
    const { catalogue } = world.whatsapp.account;
    catalogue.hold();
    await world.server.put({ id: 'kettle', title: 'Kettle', price: 900, extra: pictured('kettle') });
    await follow();
    const { seen: before } = await say('how much is the kettle?');
    expect(before.map(({ type }) => type)).not.toContain('product');
    catalogue.release();
    world.server.clock.advance(HOUR / 4);
    await follow();
    const { seen } = await say('how much is the kettle?', { phone: '16505550000' });
    expect(seen.map(({ type }) => type)).toContain('product');
  });
});

it('begins anew with another catalogue, and takes up what happened while nobody looked', async () => {
  await world.server.shop.store.transaction(async (tx) => {
    const state = (await tx.get(channelCatalogs, 'whatsapp'))!;
    await tx.replace(channelCatalogs, { ...state, catalogId: '1234567' });
  });
  items().clear();
  await world.server.put({ id: 'brass', title: 'Brass Lamp', price: 100, extra: pictured('brass') });
  await follow();
  expect([...items().keys()].sort()).toEqual(['var_brass', 'var_desk']);
  expect(await admin('')).toMatchObject({ catalog_id: DEFAULTS.catalogId, items: { live: 2 } });
});

describe('a reply', () => {
  it('shows goods of the catalogue as such, whose cart comes back as the shop’s', async () => {
    const { ada, seen } = await say('lamps');
    expect(seen.map(({ type }) => type)).toContain('product_list');
    const [cart] = await world.after(ada, () => ada.orders([{ sku: 'var_desk', quantity: 2, price: 0.01 }]));
    expect(cart!.text).toContain('2 × Desk Lamp: $59.98');
  });

  it('opens all of it under a greeting', async () => {
    const { seen } = await say('hello');
    expect(seen).toMatchObject([{ type: 'catalog_message', text: expect.stringContaining('Hello') }]);
  });

  it('is said in words where Meta shows the item no more', async () => {
    items().clear();
    const { seen } = await say('how much is the desk lamp?');
    expect(seen.map(({ type }) => type)).toEqual(['text']);
    expect(seen[0]!.text).toContain('$29.99');
  });

  it('shows goods that are not all there as before', async () => {
    const { seen } = await say('how much is the blue cup?');
    expect(seen.map(({ type }) => type)).not.toContain('product');
    expect(seen.map(({ text }) => text).join()).toContain('$19.99');
  });
});
