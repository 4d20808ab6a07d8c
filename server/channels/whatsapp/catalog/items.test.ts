import { expect, it } from 'vitest';
import { startVendor } from '../../../../test/contract/channel/vendor.ts';
import type { Product, Variant } from '../../../commerce/catalog/model.ts';
import { createOutbound } from '../../../platform/http/outbound.ts';
import { Graph } from '../graph.ts';
import { batchStatus, pushCatalog } from './batches.ts';
import { type CatalogRequest, catalogRequests } from './items.ts';

const price = (amount: number, more = {}) => ({
  priceId: 'prc_1',
  priceVersion: 1,
  market: 'eu',
  currency: 'EUR',
  amount,
  ...more,
});
const variant = (id: string, more: Partial<Variant> = {}): Variant => ({
  id,
  options: { colour: 'blue' },
  requiresShipping: true,
  prices: [price(3900, { customerGroup: 'dealers' }), price(4900)],
  image: { url: `https://shop.example/${id}.png`, alt: {} },
  ...more,
});
const product = (variants: Variant[], status: Product['status'] = 'active'): Product => ({
  _id: 'prd_1',
  version: 1,
  createdAt: 0,
  updatedAt: 0,
  status,
  title: { en: 'Kettle', de: 'Wasserkessel' },
  description: { en: 'Boils water.', de: 'Kocht Wasser.' },
  brand: 'Boil',
  categories: [],
  tags: [],
  attributes: [],
  options: [
    {
      name: 'colour',
      label: { en: 'Colour' },
      values: [{ value: 'blue', label: { en: 'blue', de: 'blau' } }],
    },
  ],
  images: [],
  related: [],
  taxCategory: 'standard',
  variants,
});
const view = {
  locale: 'de',
  market: 'eu',
  link: ({ _id }: Product) => `https://shop.example/p/${_id}`,
  absolute: (address: string) => address,
  isAvailable: (id: string) => id !== 'var_2',
};

it('shows each variant at the price that everybody pays, in the language of the catalogue', () => {
  const reduced = variant('var_2', { gtin: '4006381333931', prices: [price(3900, { compareAt: 4900 })] });
  const { requests, leftOut } = catalogRequests(product([variant('var_1'), reduced]), view);
  expect(leftOut).toEqual([]);
  expect(requests).toMatchObject([
    {
      method: 'UPDATE',
      data: {
        id: 'var_1',
        item_group_id: 'prd_1',
        title: 'Wasserkessel, blau',
        description: 'Kocht Wasser.',
        availability: 'in stock',
        condition: 'new',
        price: '49.00 EUR',
        sale_price: '',
        link: 'https://shop.example/p/prd_1',
        image_link: 'https://shop.example/var_1.png',
        brand: 'Boil',
      },
    },
    {
      data: {
        id: 'var_2',
        availability: 'out of stock',
        price: '49.00 EUR',
        sale_price: '39.00 EUR',
        gtin: '4006381333931',
      },
    },
  ]);
});

it('takes away what is sold no more or cannot be shown, and says why', () => {
  const none = variant('var_2', { prices: [price(100, { market: 'us' })] });
  const local = variant('var_3', { image: { url: 'http://127.0.0.1/a.png', alt: {} } });
  const { requests, leftOut } = catalogRequests(product([none, local]), view);
  expect(requests).toEqual([
    { method: 'DELETE', data: { id: 'var_2' } },
    { method: 'DELETE', data: { id: 'var_3' } },
  ]);
  expect(leftOut).toEqual([
    { variantId: 'var_2', why: 'no price' },
    { variantId: 'var_3', why: 'no picture' },
  ]);
  expect(catalogRequests(product([variant('var_1')], 'archived'), view)).toEqual({
    requests: [{ method: 'DELETE', data: { id: 'var_1' } }],
    leftOut: [],
  });
});

it('goes to Meta in batches, and tells what was refused', async () => {
  const vendor = await startVendor();
  const outbound = createOutbound({ allow: [vendor.host] });
  const graph = new Graph({ outbound, apiUrl: vendor.url, accessToken: 'EAAJB' });
  const options = { graph, catalogId: '77' };
  const signal = AbortSignal.timeout(30_000);
  const requests = Array.from(
    { length: 3001 },
    (_, at): CatalogRequest => ({ method: 'DELETE', data: { id: `v${at}` } }),
  );
  vendor.answer(() => ({
    status: 200,
    body: {
      handles: ['h1'],
      validation_status: [{ retailer_id: 'v1', errors: [{ message: 'no such item' }] }],
    },
  }));
  const problem = { retailerId: 'v1', message: 'no such item' };
  expect(await pushCatalog(options, requests, signal)).toEqual({
    handles: ['h1', 'h1'],
    problems: [problem, problem],
  });
  expect(vendor.asked.map(({ path }) => path)).toEqual(['/77/items_batch', '/77/items_batch']);
  expect(vendor.json(1)).toMatchObject({ item_type: 'PRODUCT_ITEM', requests: [{ data: { id: 'v3000' } }] });
  vendor.answer(() => ({ status: 200, body: { data: [{ status: 'finished', errors: [] }] } }));
  expect(await batchStatus(options, 'h1', signal)).toEqual({
    finished: true,
    problems: [],
    invalid: [],
  });
  await outbound.close();
  await vendor.close();
});
