import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { Cli, type RunningShop } from '../fixtures/cli.ts';
import { type Road, roads } from './roads.ts';

const root = resolve(import.meta.dirname, '../..');
const data = resolve(root, '../shared/data');
const absent = !existsSync(data);

interface DataSet {
  file: string;
  mapping: string;
  /** Rows of the file, all of which are taken in. */
  products: number;
  /** What a customer asks for, and what the file says about it. */
  query: string;
  product: string;
  variant: string;
  /** US cents. */
  price: number;
  options?: string;
  soldOut?: string;
}

const sets: Readonly<Record<string, DataSet>> = {
  electronics: {
    file: 'electronics/products.jsonl',
    mapping: 'electronics.json',
    products: 19_406,
    query: 'HP Pavilion dv7-1211ea notebook',
    product: 'prod_2101957',
    variant: 'dv7-1211ea',
    price: 10_995,
  },
  retail: {
    file: 'retail/products.json',
    mapping: 'retail.json',
    products: 50,
    query: 'laptop 15-inch i5 32GB space grey',
    product: 'prod_4760268021',
    variant: 'var_2216662955',
    price: 252_052,
    options: '15-inch',
    soldOut: 'var_8997785118',
  },
};

const address = {
  name: 'Ada Buyer',
  line1: '1 Main St',
  city: 'Seattle',
  region: 'WA',
  postal_code: '98101',
  country: 'US',
};

describe.skipIf(absent)(absent ? 'real data (skipped: ../shared/data is not there)' : 'real data', () => {
  describe.each(Object.entries(sets))('%s', (_name, set) => {
    const cli = new Cli();
    let shop: RunningShop;
    let road: Road;
    afterAll(() => cli.close());

    const importArgs = [
      'import',
      join(data, set.file),
      '--mapping',
      join(root, 'examples/mappings', set.mapping),
      '--json',
    ];

    test('is imported whole, and again without a change', async () => {
      const first = JSON.parse((await cli.run(importArgs)).stdout);
      expect(first).toMatchObject({
        read: set.products,
        created: set.products,
        refused: 0,
        shopSettings: 'made',
      });
      console.log(`imported ${first.created} products in ${first.seconds} s`);
      const second = JSON.parse((await cli.run(importArgs)).stdout);
      expect(second).toMatchObject({ unchanged: set.products, created: 0, updated: 0 });
    });

    describe('is sold', () => {
      beforeAll(async () => {
        shop = await cli.serve(['--no-sample']);
        const response = await fetch(`${shop.url}/admin/v1/discounts`, {
          method: 'POST',
          headers: { authorization: `Bearer ${shop.adminKey}`, 'content-type': 'application/json' },
          body: JSON.stringify({
            code: 'REAL10',
            title: 'Ten percent',
            effect: { kind: 'percentage', rate: 1000 },
          }),
        });
        expect(response.status).toBe(201);
      });
      afterAll(() => shop?.stop());

      test.each(Object.entries(roads))(
        'over %s: found, in stock, discounted, paid, ordered',
        async (_road, open) => {
          road = await open(shop, cli);
          const found = await road.call('search_catalog', { query: set.query, limit: 5 });
          expect(found.products.map((p: { product_id: string }) => p.product_id)).toContain(set.product);
          const stock = await road.call('check_stock', { variant_ids: [set.variant] });
          expect(stock.variants[0]).toMatchObject({ enough: true });
          if (set.soldOut) {
            const none = await road.call('check_stock', { variant_ids: [set.soldOut] });
            expect(none.variants[0]).toMatchObject({ available: 0, enough: false });
          }

          const cart = await road.call('update_cart', {
            add: [{ variant_id: set.variant, quantity: 2 }],
            add_codes: ['real10'],
          });
          const off = Math.round(set.price * 0.2);
          expect(cart.lines).toMatchObject([
            { unit_price: { amount: set.price, currency: 'USD' }, discount: { amount: -off } },
          ]);
          if (set.options) expect(cart.lines[0].options).toContain(set.options);
          expect(cart.discounts.applied).toMatchObject([{ code: 'REAL10' }]);

          const opened = await road.call('create_checkout', {
            buyer: { email: 'ada@example.com' },
            shipping_address: address,
          });
          const ready = await road.call('update_checkout', {
            checkout_id: opened.checkout_id,
            shipping_option_id: opened.shipping_options[0].id,
          });
          expect(ready).toMatchObject({
            status: 'ready',
            total: { amount: set.price * 2 - off, currency: 'USD' },
          });
          const done = await road.call('complete_checkout', {
            checkout_id: ready.checkout_id,
            idempotency_key: `real-data-${ready.checkout_id}`,
            confirmed_total: { amount: ready.total.amount, currency: 'USD' },
            confirmed_address: { line1: address.line1, postal_code: address.postal_code, country: 'US' },
            payment_token: 'tok_success',
          });
          expect(done).toMatchObject({ status: 'completed', total: { amount: set.price * 2 - off } });
          const { orders } = await road.call('get_order', { order_id: done.order_number });
          expect(orders).toMatchObject([
            { order_number: done.order_number, total: { amount: set.price * 2 - off } },
          ]);
          const after = await road.call('check_stock', { variant_ids: [set.variant] });
          expect(after.variants[0].available).toBe(stock.variants[0].available - 2);
          await road.close();
        },
      );
    });
  });
});
