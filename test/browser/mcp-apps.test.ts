import { Client, StreamableHTTPClientTransport } from '@modelcontextprotocol/client';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { APP_MIME_TYPE, APPS_EXTENSION } from '../../server/surfaces/mcp/apps/extension.ts';
import { type AppsHost, openApp } from '../fixtures/apps-host.ts';
import { addPublisher } from '../fixtures/publishers.ts';
import { type ShopwrightServer, startShopwright } from '../fixtures/shopwright-server.ts';
import { launchBrowser } from './browser.ts';

/** The product cards in a host that speaks MCP Apps by the official SDK, its frames and policy as strict as the specification. */

const SCREENSHOTS = process.env.SCREENSHOTS;

let browser: Browser;
let server: ShopwrightServer;
let client: Client;
beforeAll(async () => {
  browser = await launchBrowser();
  server = await startShopwright();
  const pack = (id: string, title: string, price: number, litres: number, picture: string) => ({
    ...{ id, title, price },
    extra: {
      product_type: 'Backpack',
      brand: 'Tarnfell',
      attributes: [
        { name: 'capacity', label: 'Capacity', value: litres, unit: 'l' },
        { name: 'material', label: 'Material', value: 'Recycled nylon' },
      ],
      images: [{ url: `/sample/images/backpack-${picture}.svg`, alt: `${title}, ${picture}` }],
    },
  });
  const variant = (color: string, price: number) => ({
    ...{ id: `day-${color}`, options: { color }, requires_shipping: true },
    prices: [{ market: 'us', amount: price, currency: 'USD' }],
    stock: [{ location: 'east', on_hand: 3 }],
  });
  const tour = pack('tour', 'Ridgeline 45 Backpack', 14_990, 45, 'blue');
  await server.put(
    pack('ridge', 'Ridgeline 28 Backpack', 8990, 28, 'forest'),
    pack('child', 'Little Hiker 10 Backpack', 3490, 10, 'yellow'),
    { ...tour, extra: { ...tour.extra, related: [{ product_id: 'ridge', kind: 'complement' }] } },
    {
      ...{ id: 'day', title: 'Day sack' },
      extra: {
        options: [{ name: 'color', label: 'Color', values: [{ value: 'red' }, { value: 'grey' }] }],
        variants: [variant('red', 2990), variant('grey', 2790)],
      },
    },
    { id: 'odd', title: 'Zither <b>bold</b>', price: 4999 },
    {
      ...{ id: 'gone', title: 'Zither, old', price: 900, stock: 0 },
      extra: { images: [{ url: '/nowhere.png', alt: 'Nothing' }] },
    },
  );
  const { _id: publisherId } = await addPublisher(server.shop, 'Trail Notes');
  const key = await server.shop.services.apiKeys.create({
    ...{ name: 'Bot', kind: 'publisher_server', publisherId },
  });
  client = new Client(
    { name: 'host', version: '1' },
    {
      capabilities: { extensions: { [APPS_EXTENSION]: { mimeTypes: [APP_MIME_TYPE] } } },
      versionNegotiation: { mode: 'auto' },
    },
  );
  const requestInit = { headers: { Authorization: `Bearer ${key.secret}` } };
  await client.connect(new StreamableHTTPClientTransport(new URL('/mcp', server.url), { requestInit }));
});
afterAll(async () => {
  await client.close();
  await server.close();
  await browser.close();
});

const search = (query: string, more: object = {}) => ({
  name: 'search_catalog',
  arguments: { query, limit: 3, ...more },
});
const card = (host: AppsHost, name: string) => host.view.getByRole('article').filter({ hasText: name });
const background = (host: AppsHost) =>
  host.evaluate<string>("getComputedStyle(document.querySelector('article')).backgroundColor");
const shot = async (host: AppsHost, name: string) => {
  if (SCREENSHOTS) await host.page.locator('#sandbox').screenshot({ path: `${SCREENSHOTS}/${name}.png` });
};

test('a search shows cards with picture, price, proof, disclosure and a buy link that the host opens', async () => {
  const host = await openApp(browser, client, search('backpack'));
  const ridgeline = card(host, 'Ridgeline 28').first();
  await ridgeline.waitFor();
  expect(await host.view.getByRole('article').count()).toBe(3);
  expect(await ridgeline.innerText()).toMatch(/\$89\.90\s+In stock/);
  expect(await ridgeline.innerText()).toContain('Paid link: Trail Notes earns a commission if you buy.');
  await expect
    .poll(() => host.evaluate<number>("document.querySelector('img').naturalWidth"))
    .toBeGreaterThan(0);
  await shot(host, 'mcp-apps');
  await ridgeline.getByRole('link', { name: 'Buy: Ridgeline 28' }).click();
  await ridgeline.getByRole('link', { name: 'Proof of this price: Ridgeline 28' }).press('Enter');
  await expect.poll(() => host.opened.length).toBe(2);
  const [buy, proof] = host.opened as [string, string];
  const page = await server.ask(buy.replace(server.url, ''));
  expect(page.text).toContain('Ridgeline 28');
  expect(page.text).toContain('Trail Notes earns a commission');
  expect((await server.ask(proof.replace(server.url, ''))).json).toMatchObject({
    unit_price: { amount: 8990, currency: 'USD' },
  });
  expect(host.page.frames().map((frame) => frame.url())).toContain('about:srcdoc');
  expect(host.complaints).toEqual([]);
  await host.close();
});

test('words stay words, what is sold out cannot be bought, a picture that is not there leaves no hole', async () => {
  const host = await openApp(browser, client, search('zither'));
  await host.view.getByRole('heading', { name: 'Zither <b>bold</b>' }).waitFor();
  const gone = card(host, 'Zither, old');
  expect(await gone.innerText()).toContain('Sold out');
  expect(await gone.getByRole('link').allInnerTexts()).toEqual(['Proof of this price']);
  await expect.poll(() => gone.getByRole('img').count()).toBe(0);
  await host.close();
});

test('a comparison shows what differs, a recommendation why, a product its variants', async () => {
  const ids = ['ridge', 'child'];
  const compared = await openApp(browser, client, {
    ...{ name: 'compare_products', arguments: { product_ids: ids } },
  });
  const facts = card(compared, 'Ridgeline 28').locator('dl');
  await facts.waitFor();
  expect(await facts.locator('dt').count()).toBe(1);
  expect(await facts.innerText()).toMatch(/Capacity\s+28 l/);
  await shot(compared, 'mcp-apps-compare');
  await compared.close();

  const recommended = await openApp(browser, client, {
    ...{ name: 'recommend_products', arguments: { product_id: 'tour' } },
  });
  await recommended.view.getByText('Goes with Ridgeline 45').first().waitFor();
  await recommended.close();

  const product = await openApp(browser, client, {
    ...{ name: 'get_product', arguments: { product_id: 'day' } },
  });
  await product.view.getByRole('article').first().waitFor();
  expect(await product.view.getByRole('article').count()).toBe(2);
  expect(await card(product, 'grey').innerText()).toMatch(/Day sack[\s\S]*\$27\.90/);
  await product.close();
});

test('takes theme and colours of the host, also when they change, and the language of the shop’s answer', async () => {
  const host = await openApp(browser, client, search('backpack', { locale: 'de' }), {
    context: { theme: 'dark' },
    viewport: { width: 390, height: 1500 },
  });
  await host.view.getByRole('link', { name: 'Kaufen' }).first().waitFor();
  expect(await host.view.getByText('Beleg für diesen Preis').count()).toBe(3);
  expect(await background(host)).toBe('rgb(27, 34, 32)');
  await shot(host, 'mcp-apps-phone-dark');
  expect(await host.evaluate<boolean>('document.documentElement.scrollWidth > innerWidth')).toBe(false);
  await host.bridge.sendHostContextChange({
    theme: 'light',
    styles: { variables: { '--color-background-primary': 'rgb(250, 240, 230)' } as never },
  });
  await expect.poll(() => background(host)).toBe('rgb(250, 240, 230)');
  expect(host.complaints).toEqual([]);
  await host.close();
});

test('a host that opens no links leaves the customer the address', async () => {
  const host = await openApp(browser, client, search('backpack'), { links: false });
  await host.view.getByRole('link', { name: 'Buy: Ridgeline 28' }).first().click();
  const notice = host.view.getByRole('status');
  await expect.poll(() => notice.innerText()).toContain(`This link was not opened: ${server.url}/buy/`);
  await host.close();
});
