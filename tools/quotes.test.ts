import { afterEach, beforeEach, expect, it } from 'vitest';
import { anonymous, DEFAULT_SCOPES, type Principal } from '../server/commerce/principals/model.ts';
import { verifyQuote } from '../server/proof/index.ts';
import { ADDRESS, BUYER, openTestShop, type TestShop } from '../test/fixtures/shop.ts';

let shop: TestShop;
beforeEach(async () => {
  shop = await openTestShop();
  await shop.put(
    { id: 'mug', title: 'Blue Mug', price: 1200, stock: 50 },
    { id: 'pot', title: 'Tea Pot', price: 3450 },
  );
});
afterEach(async () => {
  expect(shop.faults).toEqual([]);
  await shop.close();
});

interface Shown {
  variant_id: string;
  price: { quote_id: string; amount: number };
}

async function quoteOf(
  query: string,
  args: object = {},
  principal?: Principal,
): Promise<Shown & { session_id: string }> {
  const found = await shop.ok('search_catalog', { query, ...args }, principal);
  return { ...(found.products as Shown[])[0]!, session_id: found.session_id as string };
}

const add = (quote_id: string, variant_id = 'var_mug', args: object = {}, principal?: Principal) =>
  shop.fails('update_cart', { add: [{ variant_id, quote_id }], ...args }, principal);

it('charges exactly what was quoted, also after the price rose', async () => {
  const { session_id, price } = await quoteOf('mug');
  await shop.put({ id: 'mug', title: 'Blue Mug', price: 9900, stock: 50 });
  const cart = await shop.ok('update_cart', {
    session_id,
    add: [{ variant_id: 'var_mug', quote_id: price.quote_id }],
  });
  expect(cart.lines).toMatchObject([{ unit_price: { amount: 1200 } }]);
  const checkout = await shop.ok('create_checkout', {
    session_id,
    buyer: BUYER,
    shipping_address: { ...ADDRESS, region: 'OR' },
    shipping_option_id: 'us-standard',
  });
  const done = await shop.ok('complete_checkout', {
    session_id,
    checkout_id: checkout.checkout_id,
    idempotency_key: 'exactly-as-quoted',
    confirmed_total: { amount: 1700, currency: 'USD' },
    confirmed_address: { line1: ADDRESS.line1, postal_code: ADDRESS.postal_code, country: 'US' },
    payment_token: 'tok_success',
  });
  expect(done).toMatchObject({ status: 'completed', total: { amount: 1700 } });
});

it('refuses what it never promised, and says why', async () => {
  const { price } = await quoteOf('mug');
  const letter = price.quote_id.at(-5) === 'A' ? 'B' : 'A';
  const altered = `${price.quote_id.slice(0, -5)}${letter}${price.quote_id.slice(-4)}`;
  expect(await add(altered)).toMatchObject({ code: 'quote_invalid', field: 'quote_id' });
  expect(await add('q_nonsense')).toMatchObject({ code: 'quote_invalid', details: { reason: 'malformed' } });
  expect(await add(price.quote_id, 'var_pot')).toMatchObject({
    code: 'quote_invalid',
    details: { reason: 'other_variant' },
  });
  expect(await add(price.quote_id, 'var_mug', { market: 'eu' })).toMatchObject({
    code: 'quote_invalid',
    details: { reason: 'other_market' },
  });
  shop.clock.advance(16 * 60_000);
  expect(await add(price.quote_id)).toMatchObject({ code: 'quote_invalid', details: { reason: 'expired' } });
});

it('refuses a price version that the merchant revoked', async () => {
  const { price } = await quoteOf('mug');
  const { product } = await shop.services.catalog.getVariant('var_mug');
  const { priceId } = product.variants[0]!.prices.find((p) => p.market === 'us')!;
  await shop.services.catalog.revokePrice(priceId);
  const refused = await add(price.quote_id);
  expect(refused).toMatchObject({ code: 'quote_invalid', details: { reason: 'revoked' } });
});

it('keeps a group’s price, and its quote, to the customers of the group', async () => {
  const club = (id: string): Principal => ({
    ...anonymous(),
    kind: 'api_key',
    id,
    scopes: DEFAULT_SCOPES.api_key,
    customerGroups: ['club'],
  });
  const { product } = await shop.services.catalog.getVariant('var_mug');
  const input = { market: 'us', amount: 900, currency: 'USD', customer_group: 'club' };
  const { testProduct } = await import('../test/fixtures/shop.ts');
  const base = testProduct({ id: 'mug', title: 'Blue Mug', price: 1200, stock: 50 });
  base.variants[0]!.prices.push(input);
  await shop.services.catalog.put(base);
  expect(product._id).toBe('prod_mug');
  const member = await quoteOf('mug', {}, club('key_member'));
  expect(member.price.amount).toBe(900);
  expect((await quoteOf('mug')).price.amount).toBe(1200);
  const stranger = await add(member.price.quote_id);
  const otherMember = await add(member.price.quote_id, 'var_mug', {}, club('key_other'));
  expect(stranger).toMatchObject({ code: 'quote_invalid', details: { reason: 'unknown' } });
  expect(otherMember).toEqual(stranger);
});

it('comes with proofs that anyone can check, and that fail when altered', async () => {
  const result = await shop.call('search_catalog', { query: 'mug' });
  if (!result.ok) throw new Error(result.error.message);
  const { proof } = result.meta.quotes![0]!;
  const jwks = shop.services.keys.jwks();
  const at = shop.clock.now();
  expect(
    await verifyQuote(proof, jwks, {
      at,
      issuer: 'http://shop.test',
      expected: { variantId: 'var_mug', unitPrice: { amount: 1200, currency: 'USD' } },
    }),
  ).toMatchObject({ valid: true });
  expect(
    await verifyQuote(proof, jwks, { at, expected: { unitPrice: { amount: 1100, currency: 'USD' } } }),
  ).toMatchObject({ valid: false });
  const [head, body, signature] = proof.split('.') as [string, string, string];
  const claims = JSON.parse(Buffer.from(body, 'base64url').toString()) as Record<string, unknown>;
  for (const change of [
    { exp: Number(claims.exp) + 60 },
    ...Object.keys(claims).map((key) => ({ [key]: 'x' })),
  ]) {
    const forged = Buffer.from(JSON.stringify({ ...claims, ...change })).toString('base64url');
    expect(await verifyQuote([head, forged, signature].join('.'), jwks, { at })).toMatchObject({
      valid: false,
    });
  }
});

it('answers a search within the budget of a model', async () => {
  await shop.put(
    ...Array.from({ length: 30 }, (_, i) => ({
      id: `jacket-${i}`,
      title: `Waterproof mountain hiking jacket with hood number ${i}`,
    })),
  );
  const result = await shop.call('search_catalog', { query: 'jacket' });
  if (!result.ok) throw new Error(result.error.message);
  expect(result.output.products).toHaveLength(5);
  // Four characters a token is a low estimate for JSON; three is safe.
  expect(JSON.stringify(result.output).length / 3).toBeLessThan(2000);
});
