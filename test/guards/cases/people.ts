import { anonymous, type Principal } from '../../../server/commerce/principals/model.ts';
import { askOf, completion, fillCheckout } from '../../fixtures/purchase.ts';
import type { TestShop } from '../../fixtures/shop.ts';
import { OPERATOR_KEY, type ShopwrightServer, startShopwright } from '../../fixtures/shopwright-server.ts';
import { type GuardCase, throughTool } from '../guard-case.ts';
import { inShop } from './purchases.ts';

const KEY: Principal = { ...anonymous(), kind: 'api_key', id: 'key_other' };

async function inServer(work: (server: ShopwrightServer) => Promise<string | undefined>) {
  const server = await startShopwright();
  try {
    return await work(server);
  } finally {
    await server.close();
  }
}

async function orderOf(shop: TestShop): Promise<string> {
  const done = await shop.ok('complete_checkout', completion(await fillCheckout(askOf(shop), 'cup')));
  return String(done.order_id);
}

const access: readonly GuardCase[] = [
  {
    guard: 'session:credential',
    attempt: 'a session in the hands of another credential',
    run: () =>
      inShop(async (shop) => {
        const { session_id } = await shop.ok('update_cart', { add: [{ variant_id: 'cup' }] });
        return throughTool(await shop.call('get_cart', { session_id }, KEY));
      }),
  },
  {
    guard: 'session:expired',
    attempt: 'a session of last year',
    run: () =>
      inShop(async (shop) => {
        const { session_id } = await shop.ok('update_cart', { add: [{ variant_id: 'cup' }] });
        shop.clock.advance(365 * 86_400_000);
        return throughTool(await shop.call('get_cart', { session_id }));
      }),
  },
  {
    guard: 'checkout:session',
    attempt: 'another session reads a checkout',
    run: () =>
      inShop(async (shop) => {
        const { checkout_id } = await fillCheckout(askOf(shop), 'cup');
        return throughTool(await shop.call('get_checkout', { checkout_id }));
      }),
  },
  {
    guard: 'order:proof',
    attempt: 'another session reads an order',
    run: () =>
      inShop(async (shop) => {
        const order_id = await orderOf(shop);
        return throughTool(await shop.call('get_order', { order_id }));
      }),
  },
  {
    guard: 'order:code_tries',
    attempt: 'the right code after five wrong ones',
    run: () =>
      inShop(async (shop) => {
        const order_id = await orderOf(shop);
        const { session_id } = await shop.ok('get_cart');
        await shop.fails('get_order', { session_id, order_id });
        await shop.jobs.drain();
        const code = shop.sent.find(({ template }) => template === 'order_code')?.values.code;
        if (code === undefined) throw new Error('no code was sent');
        const wrong = String((Number(code) + 1) % 1_000_000).padStart(6, '0');
        for (let tries = 0; tries < 5; tries += 1)
          await shop.fails('get_order', { session_id, order_id, code: wrong });
        return throughTool(await shop.call('get_order', { session_id, order_id, code }));
      }),
  },
  {
    guard: 'tool:scope',
    attempt: 'a key without the scope calls a tool',
    run: () =>
      inShop(async (shop) =>
        throughTool(await shop.call('search_catalog', { query: 'cup' }, { ...KEY, scopes: new Set() })),
      ),
  },
  {
    guard: 'tool:text',
    attempt: 'a null byte in a search',
    run: () => inShop(async (shop) => throughTool(await shop.call('search_catalog', { query: 'cu\0p' }))),
  },
  {
    guard: 'route:admin',
    attempt: 'a stranger lists the orders',
    without: ['route:scope'],
    run: () => inServer(async ({ ask }) => through(await ask('/admin/v1/orders'))),
  },
  {
    guard: 'route:scope',
    attempt: 'a key for stock lists the orders',
    run: () =>
      inServer(async ({ ask }) => {
        const body = { kind: 'admin', name: 'Stock', scopes: ['admin:stock'] };
        const made = await ask('/admin/v1/keys', { method: 'POST', key: OPERATOR_KEY, body });
        if (made.status >= 300) throw new Error(made.text);
        return through(await ask('/admin/v1/orders', { key: String(made.json!.secret) }));
      }),
  },
];

const through = ({ status, text }: { status: number; text: string }): string | undefined =>
  status < 300 ? text.slice(0, 200) : undefined;

const EMAIL = 'ada@example.com';
const watch = (shop: TestShop, product_id: string, email = EMAIL, more: object = {}) =>
  shop.call('watch_product', { product_id, event: 'back_in_stock', email, ...more });

/** Six things that are sold out. */
const inSoldOut = (work: (shop: TestShop) => Promise<string | undefined>) =>
  inShop(async (shop) => {
    await shop.put(...['a', 'b', 'c', 'd', 'e', 'f'].map((id) => ({ id, stock: 0 })));
    return work(shop);
  });

async function mails(shop: TestShop): Promise<number> {
  await shop.jobs.drain();
  return shop.sent.filter(({ template }) => template === 'watch_confirm').length;
}

/** Somebody wants no emails; then somebody else gives their address. */
const afterOptOut = (): Promise<string | undefined> =>
  inSoldOut(async (shop) => {
    await watch(shop, 'a');
    const before = await mails(shop);
    const token = shop.sent.at(-1)!.values.watchUrl!.split('/watch/')[1]!;
    const { watches } = shop.services;
    await watches.end((await watches.byToken(token))!._id, { never: true });
    await watch(shop, 'b');
    return (await mails(shop)) > before ? 'an email to somebody who wants none' : undefined;
  });

const consent: readonly GuardCase[] = [
  {
    guard: 'lead:consent',
    attempt: 'a phone number without consent',
    run: () =>
      inShop(async (shop) =>
        throughTool(await shop.call('qualify_lead', { need: 'a cup', contact: { email: EMAIL } })),
      ),
  },
  {
    guard: 'watch:link',
    attempt: 'the link of a watch is guessed',
    run: () =>
      inSoldOut(async (shop) => {
        await watch(shop, 'a');
        await mails(shop);
        const token = shop.sent.at(-1)!.values.watchUrl!.split('/watch/')[1]!;
        const forged = `${token.slice(0, -1)}${token.endsWith('A') ? 'B' : 'A'}`;
        return (await shop.services.watches.byToken(forged))?._id;
      }),
  },
  {
    guard: 'watch:limit',
    attempt: 'one session writes to six people',
    run: () =>
      inSoldOut(async (shop) => {
        const { session_id } = await shop.ok('get_cart');
        for (const id of ['a', 'b', 'c', 'd', 'e'])
          await shop.ok('watch_product', {
            session_id,
            product_id: id,
            event: 'back_in_stock',
            email: `${id}@example.com`,
          });
        return throughTool(await watch(shop, 'f', EMAIL, { session_id }));
      }),
  },
  {
    guard: 'watch:asked',
    attempt: 'one person is asked four times in a day',
    run: () =>
      inSoldOut(async (shop) => {
        for (const id of ['a', 'b', 'c', 'd']) await watch(shop, id);
        return (await mails(shop)) > 3 ? 'a fourth email' : undefined;
      }),
  },
  {
    guard: 'watch:opt_out',
    attempt: 'a watch after “never again”',
    without: ['watch:opt_out_mail'],
    run: afterOptOut,
  },
  {
    guard: 'watch:opt_out_mail',
    attempt: 'an email after “never again”',
    without: ['watch:opt_out'],
    run: afterOptOut,
  },
];

export const peopleCases: readonly GuardCase[] = [...access, ...consent];
