import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { createShopwright } from '../server/app.ts';
import { anonymous } from '../server/commerce/principals/model.ts';
import { loadConfig } from '../server/config.ts';
import { ManualClock } from '../server/platform/clock.ts';
import { createLogger } from '../server/platform/telemetry/logger.ts';

/**
 * Writes `server/surfaces/rest/examples.json`: one purchase in the sample shop from the first search to the return, every
 * tool called once. Run it after a tool's input or output changed: `node scripts/write-examples.ts`.
 */

type Json = Record<string, unknown>;
const examples: Record<string, { input: Json; output: Json }> = {};
const shop = await createShopwright({
  config: loadConfig({}, { environment: 'test', publicUrl: 'https://shop.example', logLevel: 'silent' }),
  logger: createLogger({ environment: 'test', logLevel: 'silent' }),
  clock: new ManualClock(Date.UTC(2026, 0, 5, 12)),
  storePath: ':memory:',
});
await shop.start();

const principal = anonymous('203.0.113.7');
let session: string | undefined;

/** Calls in the session of the calls before; the example shows the session only where it is needed. */
async function call<T = Json>(name: string, input: Json, { kept = true } = {}): Promise<T> {
  const sent = { ...input, ...(session !== undefined && kept && { session_id: session }) };
  const result = await shop.callTool(
    name,
    session === undefined ? input : { ...input, session_id: session },
    {
      principal,
    },
  );
  if (!result.ok) throw new Error(`${name}: ${result.error.message}`);
  session ??= String(result.output.session_id);
  examples[name] ??= { input: sent, output: result.output };
  return result.output as T;
}

type Found = {
  products: {
    product_id: string;
    variant_id: string;
    title: string;
    price: { quote_id: string; text: string };
  }[];
};
const found = await call<Found>(
  'search_catalog',
  { query: 'backpack for hiking', limit: 2 },
  { kept: false },
);
const [first, second] = found.products;
if (!first || !second) throw new Error('the sample shop has no backpacks');
await call('suggest_searches', { query: 'hiking ba', limit: 3, products: 2 }, { kept: false });
await call('get_product', { product_id: first.product_id }, { kept: false });
await call('compare_products', { product_ids: [first.product_id, second.product_id] }, { kept: false });
await call(
  'recommend_products',
  { product_id: first.product_id, kind: 'complement', limit: 1 },
  { kept: false },
);
await call('related_products', { product_id: first.product_id, limit: 2 }, { kept: false });
await call('check_stock', { variant_ids: [first.variant_id] }, { kept: false });
await call('get_policy', { kind: 'returns' }, { kept: false });
await call('update_cart', {
  add: [{ variant_id: first.variant_id, quantity: 1, quote_id: first.price.quote_id }],
});
await call('get_cart', {});
await call('product_cards', { variant_ids: [first.variant_id], formats: ['markdown'] }, { kept: false });
await call('verify_reply', {
  text: `The ${first.title} costs ${first.price.text}, and the ${second.title} costs ${first.price.text}.`,
  language: 'en',
  quote_ids: [first.price.quote_id, second.price.quote_id],
});
const address = {
  name: 'Ada Buyer',
  line1: '1 Main St',
  city: 'Los Angeles',
  region: 'CA',
  postal_code: '90001',
  country: 'US',
};
type Checkout = {
  checkout_id: string;
  total: { amount: number; currency: string };
  shipping_options: { id: string }[];
};
const made = await call<Checkout>('create_checkout', {
  buyer: { email: 'ada@example.com' },
  shipping_address: address,
});
const { checkout_id } = made;
await call('update_checkout', { checkout_id, shipping_option_id: made.shipping_options[0]!.id });
const ready = await call<Checkout>('get_checkout', { checkout_id });
const { amount, currency } = ready.total;
await call('remember_preferences', {
  preferences: ['no leather'],
  sizes: [{ of: 'shoes', size: '42' }],
  liked_product_ids: [first.product_id],
  consent_words: 'yes, remember that',
});
await call('get_preferences', {});
await call('forget_preferences', { preferences: ['no leather'] });
await call('link_channel', { action: 'make_code' });
const order = await call<{ order_id: string; order_number: string }>('complete_checkout', {
  checkout_id,
  idempotency_key: 'order-2026-01-05-1',
  confirmed_total: { amount, currency },
  confirmed_address: { line1: address.line1, postal_code: address.postal_code, country: address.country },
  payment_token: 'tok_success',
});
await call('get_order', { order_id: order.order_number });
await shop.services.orders.ship(order.order_id, { carrier: 'UPS', trackingNumber: '1Z999AA10123456784' });
await call('request_return', { order_id: order.order_number, reason: 'The straps are too short.' });
await call('update_cart', { add: [{ variant_id: second.variant_id }] });
const other = await call<Checkout>('create_checkout', {
  buyer: { email: 'ada@example.com' },
  shipping_address: address,
});
await call('cancel_checkout', { checkout_id: other.checkout_id });
await call('qualify_lead', {
  need: 'Twelve backpacks with our logo for a hiking club',
  timeframe: 'this_month',
  budget: { amount: 120_000, currency: 'USD' },
  product_ids: [first.product_id],
  consent: true,
  contact: { name: 'Ada', email: 'ada@example.com' },
});
await call('watch_product', {
  product_id: second.product_id,
  event: 'price_below',
  below: { amount: 1000, currency: 'USD' },
  email: 'ada@example.com',
});
await call('request_handoff', {
  reason: 'asked_for',
  summary: 'Wants a quote for twelve backpacks with a logo.',
});
await shop.close();

const path = fileURLToPath(new URL('../server/surfaces/rest/examples.json', import.meta.url));
writeFileSync(path, `${JSON.stringify(examples, null, 1)}\n`);
