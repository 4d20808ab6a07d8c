import { Client, type ClientCapabilities, StreamableHTTPClientTransport } from '@modelcontextprotocol/client';
import { getUiCapability, RESOURCE_MIME_TYPE } from '@modelcontextprotocol/ext-apps/server';
import { Client as Client1 } from '@modelcontextprotocol/sdk/client/index.js';
import { StreamableHTTPClientTransport as Transport1 } from '@modelcontextprotocol/sdk/client/streamableHttp.js';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { addPublisher } from '../../../../test/fixtures/publishers.ts';
import { type ShopwrightServer, startShopwright } from '../../../../test/fixtures/shopwright-server.ts';
import { APP_MIME_TYPE, APPS_EXTENSION } from './extension.ts';
import { CARDS_META_KEY } from './product-cards.ts';

const EXTENSIONS = { [APPS_EXTENSION]: { mimeTypes: [APP_MIME_TYPE] } };
const URI = 'ui://shopwright/product-cards';
const CARD_TOOLS = [
  'compare_products',
  'get_product',
  'product_cards',
  'recommend_products',
  'search_catalog',
];

let server: ShopwrightServer;
let token: string;
beforeAll(async () => {
  server = await startShopwright();
  await server.put(
    {
      ...{ id: 'lamp', title: 'Reading lamp', price: 4999 },
      extra: { images: [{ url: 'https://pictures.example/lamp.png', alt: { en: 'A lamp' } }] },
    },
    { id: 'floor', title: 'Floor lamp', price: 12_900 },
    { id: 'gone', title: 'Old lamp', price: 900, stock: 0 },
  );
  const { _id: publisherId } = await addPublisher(server.shop, 'Night Readers');
  const made = await server.shop.services.apiKeys.create({
    name: 'Bot',
    kind: 'publisher_server',
    publisherId,
  });
  token = made.secret;
});
afterAll(() => server.close());

type Extensions = typeof EXTENSIONS | undefined;
const info = { name: 'host', version: '1' };
const where = () => new URL('/mcp', server.url);
const withKey = () => ({ requestInit: { headers: { Authorization: `Bearer ${token}` } } });

async function v2(mode: 'auto' | 'legacy', extensions: Extensions) {
  const client = new Client(info, {
    ...(extensions && { capabilities: { extensions } }),
    ...(mode === 'auto' && { versionNegotiation: { mode } }),
  });
  await client.connect(new StreamableHTTPClientTransport(where(), withKey()));
  return client;
}
async function v1(extensions: Extensions) {
  const client = new Client1(info, extensions && { capabilities: { extensions } });
  await client.connect(new Transport1(where(), withKey()));
  return client;
}

const kinds = [
  ['client v2, 2026-07-28', (extensions: Extensions) => v2('auto', extensions)],
  ['client v2, 2025-11-25', (extensions: Extensions) => v2('legacy', extensions)],
  ['client 1.x', v1],
] as const;

const search = (query: string) => ({ name: 'search_catalog', arguments: { query } });

describe.each(kinds)('%s', (_name, connect) => {
  test('one that negotiates the extension finds the page by its tools, and the cards in the results', async () => {
    const client = await connect(EXTENSIONS);
    const { tools } = await client.listTools();
    const shown = tools.filter(({ _meta }) => _meta?.ui !== undefined);
    expect(shown.map(({ name }) => name).sort()).toEqual(CARD_TOOLS);
    for (const { _meta } of shown) expect(_meta).toEqual({ ui: { resourceUri: URI } });

    const result = await client.callTool(search('lamp'));
    const output = result.structuredContent as { products: { variant_id: string; price: object }[] };
    const made = result._meta?.[CARDS_META_KEY] as {
      cards: Record<string, unknown>[];
      disclosure: { text: string };
      locale: string;
    };
    expect(made.cards.map(({ variant_id, price }) => ({ variant_id, price }))).toEqual(
      output.products.map(({ variant_id, price }) => ({ variant_id, price })),
    );
    expect(made.cards).toContainEqual(
      expect.objectContaining({
        title: 'Reading lamp',
        image: 'https://pictures.example/lamp.png',
        image_alt: 'A lamp',
        buy_url: expect.stringContaining(`${server.url}/buy/`),
        proof_url: expect.stringContaining(`${server.url}/v1/quotes/`),
      }),
    );
    expect(made).toMatchObject({
      locale: 'en',
      disclosure: { text: expect.stringContaining('Night Readers') },
    });
    expect(result._meta?.['shopwright/quotes']).toHaveLength(3);
    expect(result.content).toEqual([{ type: 'text', text: JSON.stringify(output) }]);
    await client.close();
  });

  test('reads the page as a resource, with the origins that it needs', async () => {
    const client = await connect(EXTENSIONS);
    const { contents } = await client.readResource({ uri: URI });
    expect(contents).toEqual([
      {
        uri: URI,
        mimeType: RESOURCE_MIME_TYPE,
        text: expect.stringMatching(/^<!doctype html>/),
        _meta: {
          ui: {
            csp: { resourceDomains: [server.url, 'https://pictures.example'] },
            prefersBorder: false,
          },
        },
      },
    ]);
    const { resources } = await client.listResources();
    expect(resources.filter(({ uri }) => uri === URI)).toEqual([
      expect.objectContaining({ mimeType: RESOURCE_MIME_TYPE, title: 'Product cards' }),
    ]);
    expect(getUiCapability(client.getServerCapabilities() as ClientCapabilities)).toEqual({});
    await client.close();
  });

  test('one that does not hears nothing of it, and reads the same text', async () => {
    const plain = await connect(undefined);
    const other = await connect({ [APPS_EXTENSION]: { mimeTypes: ['text/x-other'] } } as never);
    for (const client of [plain, other]) {
      const { tools } = await client.listTools();
      expect(tools.filter(({ _meta }) => _meta !== undefined)).toEqual([]);
      const result = await client.callTool(search('lamp'));
      expect(Object.keys(result._meta ?? {})).not.toContain(CARDS_META_KEY);
      expect(result.content).toEqual([{ type: 'text', text: JSON.stringify(result.structuredContent) }]);
      const { resources } = await client.listResources();
      expect(resources.filter(({ uri }) => uri === URI)).toEqual([]);
      await client.close();
    }
  });
});

test('the page is small, takes nothing from elsewhere and makes no markup of words', async () => {
  const client = await v2('auto', EXTENSIONS);
  const { contents } = await client.readResource({ uri: URI });
  const html = (contents[0] as { text: string }).text;
  expect(Buffer.byteLength(html)).toBeLessThan(16_000);
  expect(html).not.toMatch(/\bsrc="|@import|\burl\(|\bfetch\(|innerHTML|eval\(/);
  await client.close();
});

test('a product shows what of it can be bought first; what is nowhere to be found shows no cards', async () => {
  const client = await v2('auto', EXTENSIONS);
  const found = await client.callTool({ name: 'get_product', arguments: { product_id: 'lamp' } });
  expect(found._meta?.[CARDS_META_KEY]).toMatchObject({ cards: [{ title: 'Reading lamp', in_stock: true }] });
  const none = await client.callTool(search('xylophone'));
  expect(none.structuredContent).toMatchObject({ products: [] });
  expect(none._meta).not.toHaveProperty(CARDS_META_KEY);
  await client.close();
});
