import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { carts } from '../../server/commerce/carts/model.ts';
import { checkouts } from '../../server/commerce/checkouts/model.ts';
import { handoffs } from '../../server/commerce/handoffs/model.ts';
import { leads } from '../../server/commerce/leads/model.ts';
import { orders } from '../../server/commerce/orders/model.ts';
import { examples } from '../../server/surfaces/rest/examples.ts';
import { tools } from '../../tools/registry.ts';
import { type ShopwrightServer, startShopwright } from '../fixtures/shopwright-server.ts';
import { type Caller, everyCaller } from './principals.ts';

/** Somebody with another's ids, in every tool: nothing of theirs is shown, nothing of theirs changes. */

const ADDRESS = {
  name: 'Alice Hidden',
  line1: '77 Secret Lane',
  city: 'Los Angeles',
  region: 'CA',
  postal_code: '90077',
  country: 'US',
};
const CONTACT = { name: 'Alice Hidden', email: 'alice.hidden@example.com', phone: '+14155550177' };

interface Belongings {
  session_id: string;
  checkout_id: string;
  open_checkout_id: string;
  order_id: string;
  order_number: string;
  line_id: string;
  quote_id: string;
}

let server: ShopwrightServer;
let callers: Caller[];
beforeAll(async () => {
  server = await startShopwright();
  await server.put({ id: 'lamp', stock: 1000 }, { id: 'chair', stock: 1000 });
  callers = await everyCaller(server);
});
afterAll(() => server.close());

async function ok<T>(name: string, args: object, key: string | undefined): Promise<T> {
  const { status, text } = await server.tool(name, args, key);
  if (status !== 200) throw new Error(`${name}: ${text}`);
  return JSON.parse(text) as T;
}

/** Buys once, leaves a second checkout open, and asks for a person. */
async function shopper(key: string | undefined): Promise<Belongings> {
  type Found = { session_id: string; products: { price: { quote_id: string } }[] };
  const found = await ok<Found>('search_catalog', { query: 'lamp' }, key);
  const { session_id } = found;
  const own = <T>(name: string, args: object) => ok<T>(name, { ...args, session_id }, key);
  type Checkout = {
    checkout_id: string;
    total: { amount: number; currency: string };
    shipping_options: { id: string }[];
  };
  const checkout = async (variant: string) => {
    await own('update_cart', { add: [{ variant_id: variant }] });
    const made = await own<Checkout>('create_checkout', { buyer: CONTACT, shipping_address: ADDRESS });
    return own<Checkout>('update_checkout', {
      checkout_id: made.checkout_id,
      shipping_option_id: made.shipping_options[0]!.id,
    });
  };
  const first = await checkout('lamp');
  const { amount, currency } = first.total;
  const order = await own<{ order_id: string; order_number: string }>('complete_checkout', {
    checkout_id: first.checkout_id,
    idempotency_key: `key-of-${session_id}`,
    confirmed_total: { amount, currency },
    confirmed_address: { line1: ADDRESS.line1, postal_code: ADDRESS.postal_code, country: 'US' },
    payment_token: 'tok_success',
  });
  const open = await checkout('chair');
  const cart = await own<{ lines: { line_id: string }[] }>('get_cart', {});
  await own('qualify_lead', {
    need: 'A secret need of Alice',
    timeframe: 'now',
    consent: true,
    contact: CONTACT,
  });
  await own('request_handoff', { reason: 'asked_for', summary: 'A secret summary of Alice' });
  return {
    session_id,
    checkout_id: first.checkout_id,
    open_checkout_id: open.checkout_id,
    order_id: order.order_id,
    order_number: order.order_number,
    line_id: cart.lines[0]!.line_id,
    quote_id: found.products[0]!.price.quote_id,
  };
}

const everythingOf = async (): Promise<string> => {
  const { store } = server.shop;
  const all = await Promise.all(
    [carts, checkouts, orders, leads, handoffs].map((c) => store.find(c as typeof carts)),
  );
  return JSON.stringify(all);
};

const SECRETS = /Hidden|Secret Lane|90077|alice|4155550177|secret need|secret summary/i;
/** Only what the caller sent itself may come back. */
const leaked = (text: string, args: object): string | undefined => {
  const sent = JSON.stringify(args);
  const match = SECRETS.exec(text)?.[0];
  return match && !sent.includes(match) ? match : undefined;
};

/** The example of a tool with every id replaced by the owner's. */
function withIdsOf(owner: Partial<Record<string, string>>, value: unknown, field = ''): unknown {
  if (Array.isArray(value)) return value.map((item) => withIdsOf(owner, item, field));
  if (typeof value === 'object' && value !== null) {
    return Object.fromEntries(
      Object.entries(value).map(([name, item]) => [name, withIdsOf(owner, item, name)]),
    );
  }
  return owner[field] ?? value;
}

const ownerKinds = ['anonymous', 'API key', 'publisher', 'operator'];
describe.each(ownerKinds)('belongings of: %s', (ownerKind) => {
  let alice: Belongings;
  let before: string;
  beforeAll(async () => {
    alice = await shopper(callers.find((caller) => caller.name === ownerKind)!.key);
    before = await everythingOf();
  });
  const strangers = () => callers.filter((caller) => caller.scopes && caller.name !== ownerKind);

  it.each(tools.map((tool) => [tool.name]))('%s does not take their session from another', async (name) => {
    for (const { name: who, key } of strangers()) {
      for (const checkout of [alice.checkout_id, alice.open_checkout_id]) {
        const ids = { ...alice, checkout_id: checkout, order_id: alice.order_id };
        const args = { ...(withIdsOf(ids, examples[name]!.input) as object), session_id: alice.session_id };
        const { status, text, json } = await server.tool(name, args, key);
        expect({ who, status }, text).toEqual({ who, status: json?.code === 'forbidden' ? 403 : 404 });
        expect(leaked(text, args), who).toBeUndefined();
      }
    }
    expect(await everythingOf(), 'nothing was changed').toBe(before);
  });

  it.each(
    tools
      .filter((tool) => /checkout_id|order_id|line_id/.test(JSON.stringify(Object.keys(tool.input.shape))))
      .map((t) => [t.name]),
  )('%s does not take their ids in a session of another', async (name) => {
    // Also somebody with the same credential: what binds is the session.
    for (const { name: who, key, scopes } of callers) {
      if (!scopes?.has('catalog:read')) continue;
      const { session_id } = await ok<{ session_id: string }>('search_catalog', { query: '' }, key);
      for (const order of [alice.order_id, alice.order_number]) {
        for (const checkout of [alice.checkout_id, alice.open_checkout_id]) {
          const ids = { ...alice, checkout_id: checkout, order_id: order, session_id };
          const args = withIdsOf(ids, examples[name]!.input) as object;
          const { status, text, json } = await server.tool(name, args, key);
          expect([403, 404], `${who}: ${text}`).toContain(status);
          expect(['forbidden', 'not_found', 'proof_required'], who).toContain(json?.code);
          expect(leaked(text, args), who).toBeUndefined();
        }
      }
    }
    expect(await everythingOf(), 'nothing was changed').toBe(before);
  });

  it('a line of their cart cannot be changed from another session', async () => {
    const { session_id } = await ok<{ session_id: string }>('search_catalog', { query: '' }, undefined);
    const answers = [
      await server.tool('update_cart', { session_id, set: [{ line_id: alice.line_id, quantity: 5 }] }),
      await server.tool('update_cart', { session_id, remove: [alice.line_id] }),
    ];
    for (const { status, text } of answers) {
      expect([404, 409, 422], text).toContain(status);
      expect(SECRETS.test(text)).toBe(false);
    }
    expect(await everythingOf()).toBe(before);
  });

  it('an unknown order and theirs are told apart by nobody', async () => {
    for (const { key, scopes } of callers) {
      if (!scopes?.has('orders:read')) continue;
      const real = await server.tool('get_order', { order_id: alice.order_number }, key);
      const invented = await server.tool('get_order', { order_id: 'SW-00000-00000' }, key);
      expect(real.json).toEqual(invented.json);
    }
  });
});

describe('a price for a customer group', () => {
  it('is quoted to its own key only, and its quote is worth nothing to others', async () => {
    const { services } = server.shop;
    await services.catalog.setPrice('lamp', {
      market: 'us',
      amount: 1500,
      currency: 'USD',
      customer_group: 'trade',
    });
    await services.search.settled();
    const trade = await services.apiKeys.create({
      name: 'trade',
      kind: 'api_key',
      customerGroups: ['trade'],
    });
    const other = await services.apiKeys.create({
      name: 'other',
      kind: 'api_key',
      customerGroups: ['trade'],
    });
    type Found = { products: { price: { amount: number; quote_id: string } }[] };
    const priceFor = async (key: string | undefined) =>
      (await ok<Found>('search_catalog', { query: 'lamp' }, key)).products[0]!.price;
    const quoted = await priceFor(trade.secret);
    expect(quoted.amount).toBe(1500);
    expect((await server.ask(`/v1/quotes/${quoted.quote_id}`, { key: trade.secret })).status).toBe(200);
    for (const { name, key, scopes } of [
      ...callers,
      { name: 'same group', key: other.secret, scopes: new Set<string>() },
    ]) {
      if (!scopes) continue;
      const { status, text } = await server.ask(`/v1/quotes/${quoted.quote_id}`, { key });
      expect({ name, status }).toEqual({ name, status: 404 });
      expect(text).not.toContain('1500');
      if (!scopes.has('cart:write')) continue;
      expect((await priceFor(key)).amount, name).toBe(1999);
      const add = [{ variant_id: 'lamp', quote_id: quoted.quote_id }];
      expect((await server.tool('update_cart', { add }, key)).json?.code, name).toBe('quote_invalid');
    }
  });
});
