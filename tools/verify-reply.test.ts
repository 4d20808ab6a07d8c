import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { anonymous, type Principal, STOREFRONT_SCOPES } from '../server/commerce/principals/model.ts';
import { ADDRESS, BUYER, openTestShop, type TestShop } from '../test/fixtures/shop.ts';

interface Verdict {
  ok: boolean;
  violations: {
    kind: string;
    start: number;
    end: number;
    text: string;
    message: string;
    replacement?: string;
    quote_id?: string;
  }[];
  grounded_text: string;
  facts_used: { kind: string; quote_id?: string; product?: string; span: { start: number; end: number } }[];
  refused_quotes: { quote_id: string; reason: string; message: string }[];
}
interface Product {
  session_id: string;
  variants: { variant_id: string; price: { quote_id: string; text: string } }[];
}

let shop: TestShop;
beforeEach(async () => {
  shop = await openTestShop();
  await shop.put(
    { id: 'trail', title: 'Trail Pack', price: 8900, stock: 12 },
    { id: 'city', title: 'City Pack', price: 5900, stock: 0 },
  );
});
afterEach(() => shop.close());

const group: Principal = {
  kind: 'customer',
  id: 'cus_1',
  scopes: STOREFRONT_SCOPES,
  customerGroups: ['club'],
};

async function quoteOf(id: string, args: object = {}, principal?: Principal) {
  const product = (await shop.ok(
    'get_product',
    { product_id: id, ...args },
    principal,
  )) as unknown as Product;
  return { quote: product.variants[0]!.price.quote_id, session: product.session_id };
}
const verify = async (args: object, principal?: Principal): Promise<Verdict> =>
  (await shop.ok('verify_reply', args, principal)) as unknown as Verdict;

describe('verify_reply', () => {
  it('lets a text through that says what its quotes say, and tells which', async () => {
    const { quote } = await quoteOf('trail');
    const text = 'The Trail Pack costs $89.00.';
    const verdict = await verify({ text, language: 'en', quote_ids: [quote] });
    expect(verdict).toMatchObject({ ok: true, violations: [], grounded_text: text, refused_quotes: [] });
    expect(verdict.facts_used).toMatchObject([
      { kind: 'price', quote_id: quote, product: 'Trail Pack', span: { start: 21, end: 27 } },
    ]);
  });

  it('names the right price where another product’s is said, and puts it in', async () => {
    const [trail, city] = [await quoteOf('trail'), await quoteOf('city')];
    const verdict = await verify({
      text: 'The Trail Pack costs $59.00.',
      language: 'en',
      quote_ids: [trail.quote, city.quote],
    });
    expect(verdict.violations).toMatchObject([
      {
        kind: 'binding',
        start: 21,
        end: 27,
        text: '$59.00',
        message: 'Trail Pack costs $89.00; $59.00 is the price of City Pack.',
        replacement: '$89.00',
      },
    ]);
    expect(verdict.grounded_text).toBe('The Trail Pack costs $89.00.');
  });

  it('trusts nothing without a quote', async () => {
    const verdict = await verify({ text: 'The Trail Pack costs $89.00.', language: 'en' });
    expect(verdict.ok).toBe(false);
    expect(verdict.grounded_text).toBe('');
  });

  it('calls a price whose quote ran out stale, with the price of now and a fresh quote', async () => {
    const { quote } = await quoteOf('trail');
    shop.clock.advance(16 * 60_000);
    await shop.put({ id: 'trail', title: 'Trail Pack', price: 9900, stock: 12 });
    const verdict = await verify({
      text: 'The Trail Pack costs $89.00.',
      language: 'en',
      quote_ids: [quote],
    });
    expect(verdict.refused_quotes).toMatchObject([{ quote_id: quote, reason: 'expired' }]);
    const [violation] = verdict.violations;
    expect(violation).toMatchObject({ kind: 'stale_fact', text: '$89.00', replacement: '$99.00' });
    expect(verdict.grounded_text).toBe('The Trail Pack costs $99.00.');
    const again = await verify({
      text: verdict.grounded_text,
      language: 'en',
      quote_ids: [violation!.quote_id!],
    });
    expect(again.ok).toBe(true);
  });

  it('says nothing by forged and malformed quotes', async () => {
    const { quote } = await quoteOf('trail');
    const forged = `${quote.slice(0, -1)}${quote.endsWith('A') ? 'B' : 'A'}`;
    const text = 'The Trail Pack costs $89.00.';
    const verdict = await verify({ text, language: 'en', quote_ids: [forged, 'q_none'] });
    expect(verdict.refused_quotes.map(({ reason }) => reason)).toEqual(['forged', 'malformed']);
    expect(verdict.ok).toBe(false);
  });

  it('does not find the quotes of another session, customer or group', async () => {
    const own = await quoteOf('city');
    shop.clock.advance(60_000);
    const other = await quoteOf('trail');
    const text = 'The Trail Pack costs $89.00.';
    const verdict = await verify({
      text,
      language: 'en',
      quote_ids: [other.quote],
      session_id: own.session,
    });
    expect(verdict.refused_quotes).toMatchObject([{ quote_id: other.quote, reason: 'other_session' }]);
    expect(verdict.ok).toBe(false);

    await shop.put({
      id: 'club',
      title: 'Club Pack',
      extra: {
        variants: [
          {
            id: 'club',
            options: {},
            requires_shipping: true,
            prices: [{ market: 'us', amount: 4900, currency: 'USD', customer_group: 'club' }],
          },
        ],
      } as never,
    });
    const bound = await quoteOf('club', {}, group);
    const said = { text: 'The Club Pack costs $49.00.', language: 'en', quote_ids: [bound.quote] };
    expect((await verify(said, group)).ok).toBe(true);
    const stranger = await verify(said);
    expect(stranger.refused_quotes).toMatchObject([{ reason: 'unknown' }]);
    expect(stranger.ok).toBe(false);
  });

  it('refuses the session of another credential', async () => {
    const { session } = await quoteOf('trail');
    const error = await shop.fails(
      'verify_reply',
      { text: 'Hi', language: 'en', session_id: session },
      { ...anonymous(), kind: 'api_key', id: 'key_1' },
    );
    expect(error.code).toBe('session_unknown');
  });

  it('knows what a session heard, its cart, its checkout and its order, and no other’s', async () => {
    await shop.discount({
      code: 'HIKE10',
      title: { en: '10 % off hiking' },
      effect: { kind: 'percentage', rate: 1000 },
    });
    const { session } = await quoteOf('trail');
    const in_ = { language: 'en', session_id: session };
    expect((await verify({ ...in_, text: 'The Trail Pack costs $89.00.' })).ok).toBe(true);
    expect((await verify({ ...in_, text: 'The City Pack costs $59.00.' })).ok).toBe(false);

    await shop.ok('update_cart', { session_id: session, add: [{ variant_id: 'trail', quantity: 2 }] });
    const cart = 'Your cart holds 2 Trail Packs. The total is $178.00.';
    expect((await verify({ ...in_, text: cart })).violations).toEqual([]);
    const stranger = await quoteOf('trail');
    expect((await verify({ language: 'en', session_id: stranger.session, text: cart })).ok).toBe(false);

    await shop.ok('update_cart', { session_id: session, add_codes: ['HIKE10', 'SUMMER50'] });
    for (const said of [
      'With HIKE10 you save $17.80, and the total is $160.20.',
      'The code HIKE10 gives you 10 % off.',
      'The code SUMMER50 is not valid.',
    ])
      expect((await verify({ ...in_, text: said })).violations).toEqual([]);
    for (const lie of ['With SUMMER50 you save $17.80.', 'With HIKE10 you get 20 % off.', cart])
      expect((await verify({ ...in_, text: lie })).ok, lie).toBe(false);

    const made = (await shop.ok('create_checkout', {
      session_id: session,
      buyer: BUYER,
      shipping_address: ADDRESS,
      shipping_option_id: 'us-standard',
    })) as unknown as { checkout_id: string; total: { amount: number; currency: string; text: string } };
    const total = `The total comes to ${made.total.text}.`;
    expect((await verify({ ...in_, text: total })).violations).toEqual([]);
    expect((await verify({ ...in_, text: 'The total is $1.00.' })).grounded_text).toBe(
      `The total is ${made.total.text}.`,
    );
    const done = (await shop.ok('complete_checkout', {
      session_id: session,
      checkout_id: made.checkout_id,
      idempotency_key: 'order-0001',
      confirmed_total: { amount: made.total.amount, currency: made.total.currency },
      confirmed_address: { line1: ADDRESS.line1, postal_code: ADDRESS.postal_code, country: 'US' },
      payment_token: 'tok_success',
    })) as unknown as { order_number: string };
    const order = `Your order number is ${done.order_number}.`;
    expect((await verify({ ...in_, text: order })).violations).toEqual([]);
    expect((await verify({ language: 'en', session_id: stranger.session, text: order })).ok).toBe(false);
  });

  it('takes the language from the session, and never guesses it', async () => {
    const { quote, session } = await quoteOf('trail', { market: 'eu', locale: 'de' });
    const text = 'Der Trail Pack kostet 89,00 €.';
    expect((await verify({ text, session_id: session, quote_ids: [quote] })).ok).toBe(true);
    expect(await shop.fails('verify_reply', { text, quote_ids: [quote] })).toMatchObject({
      code: 'invalid_input',
      field: 'language',
    });
    expect(await shop.fails('verify_reply', { text, language: 'not a language' })).toMatchObject({
      field: 'language',
    });
    const unknown = await verify({ text: 'Costa 89,00 €.', language: 'it', quote_ids: [quote] });
    expect(unknown).toMatchObject({ ok: false, violations: [{ kind: 'language' }], grounded_text: '' });
  });

  it('says what is wrong with texts that are too long, and with too many quotes', async () => {
    expect(await shop.fails('verify_reply', { text: 'a'.repeat(20_001), language: 'en' })).toMatchObject({
      code: 'invalid_input',
      field: 'text',
    });
    const many = Array.from({ length: 51 }, (_, index) => `q_${index}`);
    expect(await shop.fails('verify_reply', { text: '', language: 'en', quote_ids: many })).toMatchObject({
      field: 'quote_ids',
    });
  });
});
