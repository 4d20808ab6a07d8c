import { ADDRESS, BUYER } from '../../fixtures/shop.ts';
import type { Client } from './requests.ts';

type Kind = (client: Client) => Promise<unknown>;

const PATHS = [
  '/',
  '/wp-login.php',
  '/.env',
  '/openapi.json',
  '/docs',
  '/.well-known/jwks.json',
  '/.well-known/oauth-protected-resource',
  '/healthz',
  '/readyz',
  '/checkout',
  '/checkout/app.js',
];
const BAD_BODIES = [
  '{',
  '[]',
  'null',
  '{"query":7}',
  '{"query":"x","nonsense":true}',
  `{"query":"${'x'.repeat(400)}"}`,
  '{"__proto__":{"a":1}}',
  `${'['.repeat(80)}${']'.repeat(80)}`,
  '{"query":"a\\u0000b"}',
  '{"locale":"xx-","query":"a"}',
];
const LOCALES = ['en', 'de', 'es', 'pt-BR', 'fr', 'ja', 'en-GB'];

const KINDS: Record<string, { weight: number; run: Kind }> = {
  search: {
    weight: 34,
    run: (c) =>
      c.tool('search_catalog', {
        query: c.text(c.random.between(1, 4)),
        limit: c.random.between(1, 10),
        ...(c.random.chance(0.2) && { locale: c.random.pick(LOCALES) }),
        ...(c.random.chance(0.2) && { filters: { price_max: c.random.between(500, 200_000) } }),
        ...c.session(),
      }),
  },
  product: { weight: 10, run: (c) => c.tool('get_product', { product_id: c.variant(), ...c.session() }) },
  stock: {
    weight: 6,
    run: (c) => c.tool('check_stock', { variant_ids: [c.variant(), c.variant()], ...c.session() }),
  },
  compare: {
    weight: 2,
    run: (c) => c.tool('compare_products', { product_ids: [c.variant(), c.variant()], ...c.session() }),
  },
  recommend: {
    weight: 2,
    run: (c) => c.tool('recommend_products', { product_id: c.variant(), ...c.session() }),
  },
  cart: {
    weight: 10,
    run: (c) =>
      c.tool('update_cart', { add: [{ variant_id: c.variant() }], add_codes: [c.newWord()], ...c.session() }),
  },
  getCart: { weight: 5, run: (c) => c.tool('get_cart', c.session()) },
  buy: { weight: 1.5, run: buy },
  badInput: {
    weight: 7,
    run: (c) => c.send(c.http('POST', '/v1/tools/search_catalog', c.random.pick(BAD_BODIES))),
  },
  badRpc: {
    weight: 3,
    run: (c) =>
      c.send(
        c.http(
          'POST',
          '/mcp',
          c.random.pick([...BAD_BODIES, `{"jsonrpc":"2.0","id":1,"method":"${c.newWord()}"}`]),
          ['Accept: application/json, text/event-stream', 'Content-Type: application/json'],
        ),
      ),
  },
  handshake: { weight: 2, run: handshake },
  unknownId: {
    weight: 7,
    run: (c) => {
      const id = c.newWord();
      const [name, args] = c.random.pick<[string, object]>([
        ['get_product', { product_id: id }],
        ['check_stock', { variant_ids: [id] }],
        ['get_cart', { session_id: id }],
        ['get_cart', { session_id: `ses_${id.padEnd(22, '0').slice(0, 22)}` }],
        ['get_checkout', { checkout_id: id }],
        ['get_order', { order_id: id }],
        [id, {}],
        ['search_catalog', { query: 'x', market: id }],
      ]);
      return c.tool(name, args);
    },
  },
  unknownPath: {
    weight: 4,
    run: (c) => c.send(c.http('GET', c.random.chance(0.5) ? `/${c.newWord()}` : c.random.pick(PATHS))),
  },
  unknownMethod: {
    weight: 0.5,
    run: (c) => c.send(c.http('PROPFIND', `/v1/tools/${c.newWord()}`)),
  },
  wrongKey: {
    weight: 2,
    run: (c) =>
      c.send(
        c.http('POST', '/v1/tools/search_catalog', '{"query":"a"}', [
          `Authorization: Bearer sk_${c.newWord().padEnd(22, 'x').slice(0, 22)}`,
        ]),
      ),
  },
  quote: { weight: 1, run: (c) => c.send(c.http('GET', `/v1/quotes/${c.newWord()}`)) },
  price: {
    weight: 1,
    run: (c) =>
      c.send(
        c.admin('PUT', `/variants/${c.variant()}/price`, {
          market: 'us',
          amount: c.random.between(100, 500_000),
          currency: 'USD',
        }),
      ),
  },
  adjust: {
    weight: 1,
    run: (c) => c.send(c.admin('POST', `/stock/${c.variant()}/us-east/adjust`, { by: 1 })),
  },
  metrics: { weight: 0.1, run: (c) => c.send(c.http('GET', '/metrics', undefined, [bearer(c)])) },
  lead: {
    weight: 0.5,
    run: (c) =>
      c.tool('qualify_lead', {
        need: c.text(3),
        consent: true,
        contact: { email: `${c.newWord()}@load.example` },
        ...c.session(),
      }),
  },
};

const WEIGHTS = Object.fromEntries(Object.entries(KINDS).map(([name, { weight }]) => [name, weight]));

/** One thing that somebody wants of the shop; one request, or some that follow each other. */
export const oneClient = (client: Client): Promise<unknown> =>
  KINDS[client.random.weighted(WEIGHTS)]!.run(client);

const bearer = (client: Client): string => `Authorization: Bearer ${client.world.adminKey}`;

/** A purchase; now and then it is declined, or left at the bank. */
async function buy(client: Client): Promise<void> {
  const cart = await client.tool('update_cart', { add: [{ variant_id: client.variant() }] });
  if (!cart) return;
  const ids = { session_id: cart.session_id };
  const checkout = await client.tool('create_checkout', {
    ...ids,
    buyer: { ...BUYER, email: `${client.newWord()}@load.example` },
    shipping_address: ADDRESS,
  });
  const [option] = (checkout?.shipping_options ?? []) as { id: string }[];
  if (!checkout || !option) return;
  const ready = await client.tool('update_checkout', {
    ...ids,
    checkout_id: checkout.checkout_id,
    shipping_option_id: option.id,
  });
  if (!ready) return;
  const { amount, currency } = ready.total as { amount: number; currency: string };
  await client.tool('complete_checkout', {
    ...ids,
    checkout_id: checkout.checkout_id,
    idempotency_key: `${client.newWord()}-${client.newWord()}`,
    confirmed_total: { amount, currency },
    confirmed_address: {
      line1: ADDRESS.line1,
      postal_code: ADDRESS.postal_code,
      country: ADDRESS.country,
    },
    payment_token: client.random.weighted({ tok_success: 80, tok_decline: 15, tok_needs_action: 5 }),
  });
  await client.tool('get_order', ids);
}

/** What MCP clients ask before they call, on the road of the SDK. */
async function handshake(client: Client): Promise<void> {
  const headers = ['Accept: application/json, text/event-stream', 'Content-Type: application/json'];
  const ask = (method: string, params: object) =>
    client.send(
      client.http('POST', '/mcp', JSON.stringify({ jsonrpc: '2.0', id: 1, method, params }), headers),
    );
  await ask('initialize', {
    protocolVersion: '2025-11-25',
    capabilities: {},
    clientInfo: { name: client.newWord(), version: '1' },
  });
  await ask('tools/list', {});
  await ask('resources/list', {});
}
