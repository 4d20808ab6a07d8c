import { anonymous, type Principal } from '../../../server/commerce/principals/model.ts';
import type { ShopSettings } from '../../../server/shop-services.ts';
import { askOf, completion, fillCheckout, type ReadyCheckout } from '../../fixtures/purchase.ts';
import { ADDRESS, BUYER, openTestShop, type TestShop } from '../../fixtures/shop.ts';
import { type GuardCase, throughThrow, throughTool } from '../guard-case.ts';

const MINUTE = 60_000;

/** A shop with a cup at $19.99 and a mug at $29.99, ten of each. */
export async function inShop<T>(
  work: (shop: TestShop) => Promise<T>,
  settings: Partial<ShopSettings> = {},
): Promise<T> {
  const shop = await openTestShop({ settings });
  try {
    await shop.put({ id: 'cup' }, { id: 'mug', price: 2999 });
    return await work(shop);
  } finally {
    await shop.close();
  }
}

/** Of its only variant. */
export async function quoteOf(shop: TestShop, id: string): Promise<string> {
  const { variants } = (await shop.ok('get_product', { product_id: id })) as {
    variants: { price: { quote_id: string } }[];
  };
  return variants[0]!.price.quote_id;
}

const buy = (shop: TestShop, quote_id: string, variant_id = 'cup', more: object = {}) =>
  shop.call('update_cart', { add: [{ variant_id, quote_id }], ...more });

const quotes: readonly GuardCase[] = [
  {
    guard: 'quote:forged',
    attempt: 'the MAC of a quote is altered',
    run: () =>
      inShop(async (shop) => {
        const id = await quoteOf(shop, 'cup');
        return throughTool(await buy(shop, `${id.slice(0, -1)}${id.endsWith('A') ? 'B' : 'A'}`));
      }),
  },
  {
    guard: 'quote:expired',
    attempt: 'the price of an hour ago',
    run: () =>
      inShop(async (shop) => {
        const id = await quoteOf(shop, 'cup');
        shop.clock.advance(60 * MINUTE);
        return throughTool(await buy(shop, id));
      }),
  },
  {
    guard: 'quote:revoked',
    attempt: 'a price that the merchant took back',
    run: () =>
      inShop(async (shop) => {
        const id = await quoteOf(shop, 'cup');
        const verdict = await shop.services.quotes.verify(id, { principal: anonymous() });
        await shop.services.catalog.revokePrice(verdict.ok ? verdict.quote.priceId : '');
        return throughTool(await buy(shop, id));
      }),
  },
  {
    guard: 'quote:other_market',
    attempt: 'the price of the American market in Europe',
    run: () =>
      inShop(async (shop) => {
        const id = await quoteOf(shop, 'cup');
        const verdict = await shop.services.quotes.verify(id, { principal: anonymous(), market: 'eu' });
        return verdict.ok ? id : undefined;
      }),
  },
  {
    guard: 'quote:customer_group',
    attempt: 'a stranger asks for the price of a group',
    run: () =>
      inShop((shop) =>
        throughThrow(() =>
          shop.services.quotes.issue(
            {
              ...{ priceId: `prc_${'0'.repeat(22)}`, productId: 'prod_cup', variantId: 'var_cup' },
              ...{ market: 'us', currency: 'USD', amount: 1, taxIncluded: false, priceVersion: 1 },
              customerGroup: 'staff',
            },
            anonymous(),
          ),
        ),
      ),
  },
  {
    guard: 'cart:quote_variant',
    attempt: 'the mug at the price of the cup',
    run: () => inShop(async (shop) => throughTool(await buy(shop, await quoteOf(shop, 'cup'), 'mug'))),
  },
];

/** Somebody comes to pay, with these arguments in place of what is right. */
const paying = (
  change: (ready: ReadyCheckout) => object,
  {
    settings,
    quantity = 1,
    principal,
  }: { settings?: Partial<ShopSettings>; quantity?: number; principal?: Principal } = {},
): Promise<string | undefined> =>
  inShop(async (shop) => {
    const call: TestShop['call'] = (name, args) => shop.call(name, args, principal);
    const ready = await fillCheckout(askOf({ call }), 'cup', { quantity });
    return throughTool(await call('complete_checkout', { ...completion(ready), ...change(ready) }));
  }, settings);

const pending = () => ({ payment_token: 'tok_pending' });

const underpaid = () => paying(({ total }) => ({ confirmed_total: { ...total, amount: total.amount - 1 } }));

const payments: readonly GuardCase[] = [
  {
    guard: 'payment:total',
    attempt: 'the buyer agreed to one cent less',
    without: ['payment:amount'],
    run: underpaid,
  },
  {
    guard: 'payment:amount',
    attempt: 'one cent less was charged than the order costs',
    without: ['payment:total'],
    run: underpaid,
  },
  {
    guard: 'payment:address',
    attempt: 'the goods go to another street',
    run: () =>
      paying(() => ({
        confirmed_address: {
          line1: '2 Other St',
          postal_code: ADDRESS.postal_code,
          country: ADDRESS.country,
        },
      })),
  },
  {
    guard: 'payment:complete',
    attempt: 'no way of shipping was chosen',
    run: () =>
      inShop(async (shop) => {
        const { session_id } = await shop.ok('update_cart', { add: [{ variant_id: 'cup' }] });
        const made = await shop.ok('create_checkout', {
          session_id,
          buyer: BUYER,
          shipping_address: ADDRESS,
        });
        const { amount, currency } = made.total as ReadyCheckout['total'];
        const ready = {
          session_id,
          checkout_id: made.checkout_id,
          total: { amount, currency },
        } as ReadyCheckout;
        return throughTool(await shop.call('complete_checkout', completion(ready)));
      }),
  },
  {
    guard: 'payment:page_contact',
    attempt: 'an agent pays what the buyer typed on the page',
    run: () =>
      inShop(async (shop) => {
        const ready = await fillCheckout(askOf(shop), 'cup');
        const { checkouts } = shop.services;
        const stored = await checkouts.byId(ready.checkout_id);
        const principal = checkouts.principalOf(stored, undefined);
        await checkouts.change(
          ready.checkout_id,
          { buyer: BUYER, shippingAddress: ADDRESS },
          principal,
          'page',
        );
        return throughTool(await shop.call('complete_checkout', completion(ready)));
      }),
  },
  {
    guard: 'payment:agreement',
    attempt: 'the order changed after the page was shown',
    run: () =>
      inShop(async (shop) => {
        const { checkout_id: checkoutId, total } = await fillCheckout(askOf(shop), 'cup');
        const { payments: service, checkouts } = shop.services;
        const principal = checkouts.principalOf(await checkouts.byId(checkoutId), undefined);
        return throughThrow(() =>
          service.complete({
            ...{ checkoutId, principal, keyOwner: 'page', idempotencyKey: 'once', token: 'tok_success' },
            ...{ confirmedTotal: total, agreement: 'what was shown before' },
          }),
        );
      }),
  },
  {
    guard: 'hold:session',
    attempt: 'a session leaves another payment unfinished',
    run: () => paying(pending, { settings: { maxUnfinishedPaymentsPerSession: 0 } }),
  },
  {
    guard: 'hold:address',
    attempt: 'a network address leaves another payment unfinished',
    run: () => paying(pending, { settings: { maxUnfinishedPaymentsPerAddress: 0 } }),
  },
  {
    guard: 'hold:key',
    attempt: 'a key leaves another payment unfinished',
    run: () =>
      paying(pending, {
        settings: { maxUnfinishedPaymentsPerPrincipal: 0 },
        principal: { ...anonymous(), kind: 'api_key', id: 'key_1' },
      }),
  },
  {
    guard: 'hold:stock',
    attempt: 'one unfinished payment holds most of the stock',
    run: () => paying(pending, { settings: { maxHeldShare: 0.2 }, quantity: 9 }),
  },
];

export const purchaseCases: readonly GuardCase[] = [...quotes, ...payments];
