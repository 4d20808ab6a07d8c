import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { loadSample } from '../server/sample/index.ts';
import { askOf, completion, fillCheckout } from '../test/fixtures/purchase.ts';
import { openTestShop, type TestShop } from '../test/fixtures/shop.ts';

interface Found {
  products: {
    product_id: string;
    variant_id: string;
    title: string;
    role: string;
    price: { amount: number };
    in_stock: boolean;
    options?: string;
    reasons: { kind: string; attribute?: string; amount?: { amount: number }; text: string }[];
  }[];
  add_ons?: { role: string; price: { amount: number } }[];
  question?: { attribute: string; options: { value: string; product_id: string }[] };
  unmet?: { constraint: string; others: number; cheapest?: { amount: number } }[];
}

/** The products of the sample shop. */
let shop: TestShop;
beforeAll(async () => {
  shop = await openTestShop();
  const { categories, products, shop: settings } = loadSample();
  await shop.services.shop.put(settings);
  for (const category of categories) await shop.services.catalog.putCategory(category);
  for (const result of await shop.services.catalog.putMany(products))
    if (result.status === 'refused') throw new Error(JSON.stringify(result.faults));
  await shop.services.search.settled();
});
afterAll(async () => {
  expect(shop.faults).toEqual([]);
  await shop.close();
});
const ask = async (needs: object, more: object = {}): Promise<Found> =>
  (await shop.ok('recommend_products', { needs, ...more })) as unknown as Found;

/** Answers the session in which it was bought. */
async function buy(variantId: string): Promise<string> {
  const ready = await fillCheckout(askOf(shop), variantId);
  await shop.ok('complete_checkout', completion(ready));
  return ready.session_id;
}

describe('recommended for needs', () => {
  it.each([
    ['en', 'a backpack under 100 dollars'],
    ['es', 'una mochila por menos de 100 dólares'],
    ['pt', 'uma mochila por menos de 100 dólares'],
    ['de', 'ein Rucksack unter 100 Dollar'],
    ['fr', 'un sac à dos à moins de 100 dollars'],
  ])('are a pick and two alternatives within the budget: %s', async (locale, text) => {
    const { products } = await ask({ text }, { locale });
    expect(products.map(({ role }) => role)).toEqual(['pick', 'alternative', 'alternative']);
    for (const { price, in_stock, reasons } of products) {
      expect(price.amount).toBeLessThanOrEqual(10_000);
      expect(in_stock).toBe(true);
      const left = reasons.find(({ kind }) => kind === 'under_budget');
      expect(left?.amount?.amount).toBe(10_000 - price.amount);
    }
    const [pick, other] = products;
    const difference = other!.reasons.find(({ kind }) => kind === 'cheaper' || kind === 'dearer');
    expect(difference?.amount?.amount).toBe(Math.abs(other!.price.amount - pick!.price.amount));
  });
  it('keep to a colour of a variant, to attributes and to what they are not to be', async () => {
    const { products } = await ask({
      text: 'black backpack',
      not_brands: ['Tarnfell'],
      at_most: { weight: 1 },
    });
    expect(products.length).toBeGreaterThan(0);
    for (const { options, title, reasons } of products) {
      expect(options).toContain('Black');
      expect(title).not.toContain('Ridgeline');
      expect(reasons).toContainEqual(expect.objectContaining({ kind: 'attribute', attribute: 'weight' }));
    }
  });
  it('are none rather than one that breaks a limit, with the limit that is in the way', async () => {
    const { products, unmet, question } = await ask({ text: 'a tent', price_max: 100 });
    expect(products).toEqual([]);
    expect(question).toBeUndefined();
    expect(unmet).toEqual([expect.objectContaining({ constraint: 'price_max' })]);
    expect(unmet![0]!.cheapest!.amount).toBeGreaterThan(100);
    const foreign = await ask({ text: 'a tent', price_max: 10_000, currency: 'GBP' });
    expect(foreign).toMatchObject({ products: [], unmet: [{ constraint: 'currency' }] });
  });
  it('are none for a thing that the shop has no word for', async () => {
    expect((await ask({ text: 'zorbelquix' })).products).toEqual([]);
  });
  it('come with add-ons that the rest of the budget pays for', async () => {
    const budget = 20_000;
    const { products, add_ons = [] } = await ask({ text: 'tent', price_max: budget });
    for (const { role, price } of add_ons) {
      expect(role).toBe('add_on');
      expect(price.amount + products[0]!.price.amount).toBeLessThanOrEqual(budget);
    }
  });
});

describe('the question', () => {
  it('is asked only where its answers change the pick, and each leads to the pick it names', async () => {
    const { question } = await ask({ text: 'a backpack' });
    expect(question?.attribute).toBe('budget');
    const picks = question!.options.map(({ product_id }) => product_id);
    expect(new Set(picks).size).toBe(picks.length);
    expect(picks.length).toBeGreaterThan(1);
    for (const { value, product_id } of question!.options) {
      const { products } = await ask({ text: 'a backpack', price_max: Number(value) });
      expect(products[0]!.product_id).toBe(product_id);
    }
  });
  it('is not asked again, nor where there is nothing to choose from', async () => {
    const again = await ask({ text: 'a backpack', indifferent: ['budget'] });
    expect(again.question?.attribute).not.toBe('budget');
    const few = await ask({ text: 'a french press', product_types: ['French Press'] });
    expect(few.products.length).toBeGreaterThan(0);
    expect(few.question).toBeUndefined();
  });
});

it('takes a product or needs, not both', async () => {
  expect((await shop.fails('recommend_products', {})).code).toBe('invalid_input');
  const both = { product_id: 'ridgeline-18', needs: { text: 'tent' } };
  expect((await shop.fails('recommend_products', both)).code).toBe('invalid_input');
});

describe('what is known of a customer', () => {
  const inSession = async (session_id: string | undefined, text: string): Promise<Found> =>
    ask({ text }, session_id === undefined ? {} : { session_id });
  const remember = async (what: object): Promise<string> =>
    (await shop.ok('remember_preferences', { ...what, consent_words: 'yes, remember that' }))
      .session_id as string;

  it('is no part of it for anybody else', async () => {
    const { products } = await ask({ text: 'backpack' });
    await remember({ liked_product_ids: [products[2]!.product_id], preferences: ['no backpacks'] });
    expect((await ask({ text: 'backpack' })).products).toEqual(products);
  });

  it('moves up what they like, and down what they do not, inside every limit', async () => {
    const text = 'a backpack under 150 dollars';
    const [pick, ...others] = (await ask({ text })).products;
    const liking = await remember({ liked_product_ids: [others[0]!.product_id] });
    expect((await inSession(liking, text)).products[0]!.product_id).toBe(others[0]!.product_id);
    const word = pick!.title.split(' ')[0]!;
    const disliking = await remember({ preferences: [`no ${word}`] });
    const { products } = await inSession(disliking, text);
    expect(products[0]!.title).not.toContain(word);
    expect(products.every(({ price }) => price.amount <= 15_000)).toBe(true);
  });

  it('chooses their size of what has sizes', async () => {
    const [shoe] = (await ask({ text: 'running shoes' })).products;
    const { variants } = (await shop.ok('get_product', { product_id: shoe!.product_id })) as unknown as {
      variants: { options: Record<string, string>; available: number }[];
    };
    const sold = variants.filter(({ available }) => available > 0);
    const size = Object.values(sold.at(-1)!.options).find((value) => /^\d/.test(value))!;
    const session = await remember({ sizes: [{ of: 'shoes', size }] });
    expect((await inSession(session, 'running shoes')).products[0]!.options).toContain(size);
  });

  it('does not sell a thing twice', async () => {
    const text = 'a backpack under 150 dollars';
    const [pick] = (await ask({ text })).products;
    const session = await buy(pick!.variant_id);
    const names = (await inSession(session, text)).products.map((one) => one.product_id);
    expect(names).toHaveLength(3);
    expect(names[0]).not.toBe(pick!.product_id);
  });
});

it('takes what is called by its whole name before what has the same words and more', async () => {
  for (const text of ['Beam 400 Headlamp', 'Stirnlampe Beam 400', 'I need the Beam 400 Headlamp, please'])
    expect((await ask({ text })).products[0]!.title).toBe('Beam 400 Headlamp');
  expect((await ask({ text: 'Beam 400 Run Headlamp' })).products[0]!.title).toBe('Beam 400 Run Headlamp');
});
