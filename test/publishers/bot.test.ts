import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Publisher } from '../../server/commerce/affiliates/model.ts';
import { attributions } from '../../server/commerce/affiliates/model.ts';
import { money } from '../../server/commerce/money.ts';
import { discounts } from '../../server/commerce/pricing/model.ts';
import { type FakeOpenAi, startFakeOpenAi } from '../fakes/openai/server.ts';
import { orderIn, runExample, scriptPurchase } from '../fixtures/publisher-bot.ts';
import { addPublisher, earnedBy } from '../fixtures/publishers.ts';
import { ADDRESS, TEST_SHOP } from '../fixtures/shop.ts';
import { type ShopwrightServer, startShopwright } from '../fixtures/shopwright-server.ts';

/** examples/publisher-bot.ts, as a process of somebody else's, against a model that leads a purchase. */

let server: ShopwrightServer;
let model: FakeOpenAi;
let blog: Publisher;
let key: string;
const lines = { us: 1999 + 2 * 333, eu: 1999 + 2 * 333, jp: 2980 + 2 * 515 };

beforeAll(async () => {
  server = await startShopwright({ publisherSessionsPerAddress: 99 });
  model = await startFakeOpenAi();
  await server.shop.services.shop.put({
    ...TEST_SHOP,
    markets: [
      ...TEST_SHOP.markets,
      { id: 'jp', currency: 'JPY', countries: ['JP'], taxIncluded: true, defaultLocale: 'en' },
    ],
    taxRules: [...TEST_SHOP.taxRules, { country: 'JP', rate: 1000, name: 'Tax' }],
    shippingZones: [
      ...TEST_SHOP.shippingZones,
      {
        id: 'jp',
        countries: ['JP'],
        exceptRegions: [],
        rates: [{ id: 'jp', title: { en: 'Post' }, currency: 'JPY', amount: 700, minDays: 1, maxDays: 2 }],
      },
    ],
  });
  const product = (id: string, title: string, minor: number, yen: number, extra: object = {}) => ({
    id,
    title,
    extra: {
      ...extra,
      variants: [
        {
          id,
          sku: id.toUpperCase(),
          weight_grams: 100,
          prices: [
            { market: 'us', amount: minor, currency: 'USD' },
            { market: 'eu', amount: minor, currency: 'EUR' },
            { market: 'jp', amount: yen, currency: 'JPY' },
          ],
          stock: [{ location: 'east', on_hand: 1000 }],
        },
      ] as never,
    },
  });
  await server.put(product('bulb', 'Warm bulb', 333, 515));
  const related = [{ product_id: 'bulb', kind: 'complement' }];
  await server.put(product('lamp', 'Reading lamp', 1999, 2980, { related }));
  await server.shop.store.transaction((tx) =>
    tx.insert(discounts, {
      _id: 'disc_15',
      code: 'FIFTEEN',
      title: { en: '15 % off' },
      effect: { kind: 'percentage', rate: 1500 },
      appliesTo: { productIds: [], categories: [], brands: [] },
      ...{ customerGroups: [], used: 0, stackable: false, priority: 0, active: true },
    }),
  );
});
afterAll(async () => {
  await model.close();
  await server.close();
});
beforeEach(async () => {
  blog = await addPublisher(server.shop, 'Blog', { kind: 'percentage', rate: 750 });
  const made = await server.shop.services.apiKeys.create({
    ...{ name: 'Bot', kind: 'publisher_server', publisherId: blog._id },
  });
  key = made.secret;
});

const run = (SHOP_KEY = key) =>
  runExample(process.execPath, 'publisher-bot.ts', {
    ...{ SHOP_URL: server.url, SHOP_KEY, OPENAI_BASE_URL: model.url },
  });

/** 7.5 %, rounded half up. */
const share = (net: number) => Math.floor((net * 750 + 5000) / 10_000);
const berlin = { ...ADDRESS, city: 'Berlin', postal_code: '10115', country: 'DE' };
const { region: _state, ...DE } = berlin;
const JP = { ...DE, city: 'Tokyo', postal_code: '100-0001', country: 'JP' };

describe('a bot of forty lines', () => {
  it('has forty lines', () => {
    const source = readFileSync(new URL('../../examples/publisher-bot.ts', import.meta.url), 'utf8');
    expect(source.trimEnd().split('\n').length).toBeLessThanOrEqual(40);
  });

  it.each([
    ['plainly', {}, share(lines.us)],
    // 26.65 less 4.00 (15 % is 3.9975).
    ['with a discount', { codes: ['FIFTEEN'] }, share(lines.us - 400)],
    // 19 % are in the price: 26.65 holds 4.25 or 4.26, line by line.
    ['where prices include tax', { market: 'eu', address: DE }, share(1680 + 560)],
    ['in yen, with tax in the price', { market: 'jp', address: JP }, share(2709 + 936)],
  ] as const)('recommends, sells and earns exactly: %s', async (_how, story, commission) => {
    scriptPurchase(model, story as never);
    const printed = await run();
    expect(printed).toContain('What about Reading lamp? (I earn a commission.)');
    const id = orderIn(printed);
    const order = await server.shop.services.orders.get(id);
    expect(order.publisherId).toBe(blog._id);
    expect(await earnedBy(server.shop.store, id)).toBe(commission);
    // A third of the money goes back: two thirds of the commission stay, to the unit.
    const { total } = order.breakdown;
    const back = Math.floor(total.amount / 3);
    await server.shop.services.orders.refund(id, { amount: money(back, total.currency), reason: 'scratch' });
    const left = Math.round((commission * (total.amount - back)) / total.amount);
    expect(await earnedBy(server.shop.store, id)).toBe(left);
    await server.shop.services.orders.cancel(id, { reason: 'lost' });
    expect(await earnedBy(server.shop.store, id)).toBe(0);
  });

  it.each(['forged', 'revoked', 'of a page'])('sells nothing with a key that is %s', async (how) => {
    const { apiKeys } = server.shop.services;
    scriptPurchase(model);
    let wrong = `${key.slice(0, -1)}${key.endsWith('0') ? '1' : '0'}`;
    if (how === 'revoked') {
      wrong = key;
      await apiKeys.revoke((await apiKeys.ofPublisher(blog._id))[0]!.id);
    } else if (how === 'of a page') {
      const made = await apiKeys.create({
        ...{ name: 'Page', kind: 'publisher', publisherId: blog._id, origins: ['https://blog.example'] },
      });
      wrong = made.secret;
    }
    await expect(run(wrong)).rejects.toThrow(/exited with 1/);
    expect(await server.shop.store.count(attributions, { publisherId: blog._id })).toBe(0);
  });
});
