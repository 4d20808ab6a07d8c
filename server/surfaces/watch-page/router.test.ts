import { afterEach, beforeEach, expect, it } from 'vitest';
import { type ShopwrightServer, startShopwright } from '../../../test/fixtures/shopwright-server.ts';
import { productWatches, suppressions } from '../../commerce/watches/model.ts';

let server: ShopwrightServer;
let path: string;
beforeEach(async () => {
  server = await startShopwright();
  await server.put({ id: 'lamp', stock: 0, title: 'Lamp <b>' });
  const { status } = await server.tool('watch_product', {
    product_id: 'lamp',
    event: 'back_in_stock',
    email: 'ada@example.com',
    locale: 'de',
  });
  expect(status).toBe(200);
  const [watch] = await server.shop.store.find(productWatches);
  path = new URL(server.shop.services.watches.linkOf(watch!)).pathname;
});
afterEach(() => server.close());

const post = (body: string) =>
  server.ask(path, {
    method: 'POST',
    body,
    headers: { 'Content-Type': 'application/x-www-form-urlencoded' },
  });
const status = async () => (await server.shop.store.find(productWatches))[0]?.status;

it('shows what it is about in the customer’s language, and looking changes nothing', async () => {
  const { status: code, text, headers } = await server.ask(path);
  expect(code).toBe(200);
  expect(text).toContain('lang="de"');
  expect(text).toContain('Lamp &#60;b&#62;');
  expect(text).toContain('Ja, schicken Sie mir die E-Mail');
  expect(text).not.toContain('ada@example.com');
  expect(headers.get('content-security-policy')).toContain("default-src 'none'");
  expect(await status()).toBe('unconfirmed');
});

it('confirms, ends and ends for good', async () => {
  expect((await post('do=confirm')).text).toContain('Sie erhalten eine E-Mail');
  expect(await status()).toBe('active');
  expect((await post('do=never')).text).toContain('keine solchen E-Mails mehr');
  expect(await status()).toBe('ended');
  expect(await server.shop.store.count(suppressions)).toBe(1);
});

it('ends by the button of a mail program', async () => {
  await post('do=confirm');
  await post('List-Unsubscribe=One-Click');
  expect(await status()).toBe('ended');
  expect(await server.shop.store.count(suppressions)).toBe(0);
});

it('opens nothing for another link', async () => {
  for (const other of [`${path}x`, '/watch/watch_1.abc', '/watch/nothing']) {
    const answer = await server.ask(other);
    expect({ other, status: answer.status }).toEqual({ other, status: 404 });
  }
  expect((await server.ask(path, { method: 'PUT' })).status).toBe(405);
});
