import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { addPublisher } from '../../test/fixtures/publishers.ts';
import { type ShopwrightServer, startShopwright } from '../../test/fixtures/shopwright-server.ts';
import { createClient, ShopwrightError } from './index.ts';

let server: ShopwrightServer;
let key: string;
beforeAll(async () => {
  server = await startShopwright();
  await server.put({ id: 'lamp', title: 'Desk lamp', price: 1999 });
  const { _id: publisherId } = await addPublisher(server.shop);
  const made = await server.shop.services.apiKeys.create({
    ...{ name: 'Bot', kind: 'publisher_server', publisherId },
  });
  key = made.secret;
});
afterAll(() => server.close());

it('searches, fills a cart in one session, and reads its numbers, all with types', async () => {
  const shop = createClient({ url: `${server.url}/`, key });
  expect(shop.session).toBeUndefined();
  const { products } = await shop.call('search_catalog', { query: 'lamp' });
  const [lamp] = products;
  const price: number = lamp!.price.amount;
  expect(price).toBe(1999);
  await shop.call('update_cart', { add: [{ variant_id: lamp!.variant_id, quantity: 2 }] });
  const again = createClient({ url: server.url, key, ...(shop.session && { session: shop.session }) });
  const cart = await again.call('get_cart', {});
  expect(cart.lines).toMatchObject([{ quantity: 2 }]);
  const { items } = await shop.publisher('sessions', { limit: 5 });
  expect(items).toHaveLength(1);
  const summary = await shop.publisher('summary');
  expect(summary.days).toHaveLength(30);
  // @ts-expect-error There is no such tool.
  await expect(shop.call('sell_everything', {})).rejects.toMatchObject({ status: 404, code: 'not_found' });
});

it('works for a visitor without a key, who has no numbers', async () => {
  const shop = createClient({ url: server.url });
  expect((await shop.call('search_catalog', { query: 'lamp' })).total).toBe(1);
  await expect(shop.publisher('orders')).rejects.toMatchObject({ status: 401, code: 'unauthorized' });
});

it('says what was wrong, and which argument, as the shop says it', async () => {
  const shop = createClient({ url: server.url, key });
  const failure = await shop
    .call('update_cart', { add: [{ variant_id: 'lamp', quantity: 9999 }] })
    .catch((error: unknown) => error);
  expect(failure).toBeInstanceOf(ShopwrightError);
  expect(failure).toMatchObject({
    code: 'quantity_not_available',
    field: 'quantity',
    details: { available: 10 },
  });
  expect((failure as Error).message).toContain('Only 10');
});

it('says so when nobody answers', async () => {
  const shop = createClient({ url: 'http://127.0.0.1:9', key });
  await expect(shop.call('get_cart', {})).rejects.toMatchObject({ status: 0, code: 'network' });
});

it('weighs less than 10 kB, even with its types and comments, and imports nothing that runs', () => {
  const source = readFileSync(new URL('./index.ts', import.meta.url), 'utf8');
  expect(source).not.toMatch(/^(import|export) (?!type)[^;]* from /m);
  expect(Buffer.byteLength(source)).toBeLessThan(10_000);
});
