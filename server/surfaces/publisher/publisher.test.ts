import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ADDRESS, BUYER } from '../../../test/fixtures/shop.ts';
import {
  OPERATOR_KEY,
  type ShopwrightServer,
  startShopwright,
} from '../../../test/fixtures/shopwright-server.ts';

/** A publisher from the first key to the payout, over HTTP, as the merchant and a bot of somebody else's do it. */

let server: ShopwrightServer;
beforeAll(async () => {
  server = await startShopwright();
  await server.put({ id: 'lamp', title: 'Lamp <b>"5%" & more</b>', price: 1999, stock: 1000 });
});
afterAll(() => server.close());

type Json = Record<string, unknown>;

async function admin<T = Json>(method: string, path: string, body?: object): Promise<T> {
  const answer = await server.ask(`/admin/v1${path}`, { method, key: OPERATOR_KEY, body });
  if (answer.status >= 300) throw new Error(`${path}: ${answer.status} ${answer.text}`);
  return answer.json as T;
}

async function newPublisher(name: string, rate = 1000) {
  const { id } = await admin<{ id: string }>('POST', '/publishers', { name });
  await admin('POST', '/commission-rules', {
    title: name,
    effect: { kind: 'percentage', rate },
    publisher_ids: [id],
  });
  const key = await admin<{ id: string; secret: string }>('POST', `/publishers/${id}/keys`, { name: 'Bot' });
  return { id, key: key.secret, keyId: key.id };
}

async function sell(key: string, quantity = 1): Promise<{ order_id: string; session_id: string }> {
  const tool = async <T>(name: string, args: object): Promise<T> => {
    const { status, text } = await server.tool(name, args, key);
    if (status !== 200) throw new Error(`${name}: ${text}`);
    return JSON.parse(text) as T;
  };
  type Cart = { session_id: string };
  const { session_id } = await tool<Cart>('update_cart', { add: [{ variant_id: 'lamp', quantity }] });
  const made = await tool<{ checkout_id: string }>('create_checkout', {
    ...{ session_id, buyer: BUYER, shipping_address: ADDRESS },
  });
  const { total } = await tool<{ total: { amount: number; currency: string } }>('update_checkout', {
    ...{ session_id, checkout_id: made.checkout_id, shipping_option_id: 'us-standard' },
  });
  const { order_id } = await tool<{ order_id: string }>('complete_checkout', {
    session_id,
    checkout_id: made.checkout_id,
    idempotency_key: `key-${made.checkout_id}`,
    confirmed_total: { amount: total.amount, currency: total.currency },
    confirmed_address: { line1: ADDRESS.line1, postal_code: ADDRESS.postal_code, country: 'US' },
    payment_token: 'tok_success',
  });
  return { order_id, session_id };
}

const mine = async (key: string, what: string) =>
  (await server.ask(`/v1/publisher/${what}`, { key })).json as { items: Json[] };

describe('a publisher', () => {
  it('sells, and sees session, order, movements and statement, and nothing of the buyer', async () => {
    const blog = await newPublisher('Blog');
    const { order_id, session_id } = await sell(blog.key, 2);
    const answers = await Promise.all(
      ['sessions', 'orders', 'commissions', 'statements', 'summary'].map((what) =>
        server.ask(`/v1/publisher/${what}`, { key: blog.key }),
      ),
    );
    const [sessions, orders, commissions, statements] = answers.map(({ json }) => json!.items as Json[]);
    expect(sessions).toHaveLength(1);
    expect(orders).toMatchObject([
      { status: 'pending', commission: { amount: 400, currency: 'USD' }, session: sessions![0]!.session },
    ]);
    expect(commissions).toMatchObject([
      { kind: 'earned', amount: { amount: 400 }, basis: { amount: 3998 }, order: orders![0]!.id },
    ]);
    expect(statements).toMatchObject([{ currency: 'USD', orders: 1, earned: 400, net: 400, payable: 0 }]);
    expect(answers[4]!.json).toMatchObject({ totals: { pending: { USD: 400 } } });
    const all = answers.map(({ text }) => text).join();
    const order = await admin<{ number: string }>('GET', `/orders/${order_id}`);
    for (const secret of [order_id, order.number, session_id, BUYER.email, ADDRESS.line1, 'Ada'])
      expect(all).not.toContain(secret);
  });

  it('sees nothing of another publisher', async () => {
    const [one, two] = [await newPublisher('One'), await newPublisher('Two')];
    await sell(one.key);
    for (const what of ['sessions', 'orders', 'commissions', 'statements'])
      expect((await mine(two.key, what)).items, what).toEqual([]);
  });

  it('earns nothing with a forged, revoked or wrong-origin key', async () => {
    const blog = await newPublisher('Blog');
    const { secret: browser } = await admin<{ secret: string }>('POST', `/publishers/${blog.id}/keys`, {
      ...{ name: 'Page', use: 'browser', origins: ['https://blog.example'] },
    });
    await admin('DELETE', `/keys/${blog.keyId}`);
    const cart = { add: [{ variant_id: 'lamp' }] };
    const withOrigin = (key: string, origin?: string) =>
      server.ask('/v1/tools/update_cart', {
        ...{ method: 'POST', key, body: cart },
        ...(origin !== undefined && { headers: { Origin: origin } }),
      });
    const mcp = (key: string) =>
      server.ask('/mcp', {
        ...{ method: 'POST', key },
        headers: { Accept: 'application/json, text/event-stream', Origin: 'https://evil.example' },
        body: {
          ...{ jsonrpc: '2.0', id: 1, method: 'tools/call' },
          params: { name: 'update_cart', arguments: cart },
        },
      });
    const statuses = [
      await withOrigin(`${blog.key.slice(0, -1)}_`),
      await withOrigin('sk_0000000000000000000000'),
      await withOrigin(blog.key),
      await withOrigin(browser),
      await withOrigin(browser, 'https://evil.example'),
      await withOrigin(browser, 'https://blog.example.evil.example'),
      await mcp(browser),
      await mcp(blog.key),
      await withOrigin(browser, 'https://blog.example'),
    ].map(({ status }) => status);
    expect(statuses).toEqual([401, 401, 401, 403, 403, 403, 401, 401, 200]);
    const credited = await admin<{ items: Json[] }>('GET', `/commissions?publisher_id=${blog.id}`);
    expect(credited.items).toEqual([]);
  });

  it('has a browser key that reads, recommends and fills carts, and no more', async () => {
    const blog = await newPublisher('Blog');
    const origin = 'https://blog.example';
    const { secret: key } = await admin<{ secret: string }>('POST', `/publishers/${blog.id}/keys`, {
      ...{ name: 'Page', use: 'browser', origins: [origin] },
    });
    const headers = { Origin: origin };
    const tool = (name: string, body: object) =>
      server.ask(`/v1/tools/${name}`, { method: 'POST', key, body, headers });
    expect((await tool('search_catalog', { query: 'lamp' })).status).toBe(200);
    expect((await tool('recommend_products', { product_id: 'lamp' })).status).toBe(200);
    expect((await tool('update_cart', { add: [{ variant_id: 'lamp' }] })).status).toBe(200);
    expect((await tool('create_checkout', {})).json?.code).toBe('forbidden');
    expect((await tool('get_order', { order_id: 'x' })).json?.code).toBe('forbidden');
    expect((await server.ask('/v1/publisher/orders', { key, headers })).status).toBe(403);
  });
});

describe('a card', () => {
  it('says who is paid, in the language of the reader, and nothing in it is markup', async () => {
    const blog = await newPublisher('Tom & <i>Ana</i>');
    const labels = [];
    for (const locale of ['en', 'es', 'pt', 'de', 'fr']) {
      const { json } = await server.tool(
        'product_cards',
        { variant_ids: ['lamp'], formats: ['html', 'markdown'], locale },
        blog.key,
      );
      const { label, text } = json!.disclosure as { label: string; text: string };
      labels.push(label);
      expect(text).toContain('Tom & <i>Ana</i>');
      const [card] = json!.cards as { html: string; markdown: string; proof_url: string; buy_url: string }[];
      expect(card!.html).not.toMatch(/<b>|<i>|<script/);
      expect(card!.html).toContain('Lamp &#60;b&#62;');
      expect(card!.html).toContain('rel="sponsored nofollow noopener"');
      expect(card!.markdown).toContain('Lamp \\<b\\>');
      const proof = await server.ask(new URL(card!.proof_url).pathname);
      expect(proof.json).toMatchObject({ unit_price: { amount: 1999, currency: 'USD' } });
    }
    expect(labels).toEqual(['Paid link', 'Enlace pagado', 'Link pago', 'Bezahlter Link', 'Lien rémunéré']);
  });

  it('has a link to a page that changes nothing until its button is pressed; then the cart is filled', async () => {
    const blog = await newPublisher('Blog');
    const { json } = await server.tool('product_cards', { variant_ids: ['lamp'] }, blog.key);
    const [card] = json!.cards as { buy_url: string }[];
    const { pathname } = new URL(card!.buy_url);
    const page = await server.ask(pathname);
    expect(page.status).toBe(200);
    for (const text of ['$19.99', 'Paid link: Blog earns', 'Go to checkout', 'Lamp &#60;b&#62;'])
      expect(page.text).toContain(text);
    expect(page.headers.get('content-security-policy')).toContain("default-src 'none'");
    expect(page.text).not.toContain('<script');
    // The session of the call that made the card.
    expect((await mine(blog.key, 'sessions')).items).toHaveLength(1);
    const pressed = await server.ask(pathname, { method: 'POST' });
    expect(pressed.status).toBe(303);
    expect(pressed.headers.get('location')).toMatch(/\/checkout#chk_/);
    expect((await mine(blog.key, 'sessions')).items).toHaveLength(2);
    const secret = pressed.headers.get('location')!.split('#')[1];
    const opened = await server.ask('/checkout/api/exchange', {
      ...{ method: 'POST', body: { secret, framed: false } },
    });
    expect(JSON.stringify(opened.json)).toContain('"quantity":1');
    // The last character may carry bits that stand for nothing.
    const altered = pathname.replace(/.(?=.{6}$)/, (sign) => (sign === 'A' ? 'B' : 'A'));
    expect((await server.ask(altered)).status).toBe(404);
  });

  it('of something that sold out leads to a page that says so', async () => {
    await server.put({ id: 'last', price: 100, stock: 0 });
    const blog = await newPublisher('Blog');
    const { json } = await server.tool(
      'product_cards',
      { variant_ids: ['last'], formats: ['html'] },
      blog.key,
    );
    const [card] = json!.cards as { buy_url: string; html: string }[];
    expect(card!.html).toContain('Sold out');
    const { pathname } = new URL(card!.buy_url);
    expect((await server.ask(pathname)).text).toContain('Sold out');
    const pressed = await server.ask(pathname, { method: 'POST' });
    expect(pressed.headers.get('location')).toBe(pathname);
  });
});

describe('the merchant', () => {
  it('sees what is held, decides once, and exports the payouts', async () => {
    const blog = await newPublisher('=HYPERLINK("x"), Inc');
    await admin('PATCH', `/publishers/${blog.id}`, { domains: ['example.com'] });
    const { order_id } = await sell(blog.key, 2);
    const list = await admin<{ items: { id: string; order_id: string; signals: Json[] }[] }>(
      'GET',
      `/commissions?publisher_id=${blog.id}&status=held`,
    );
    expect(list.items).toMatchObject([{ order_id, signals: [{ kind: 'self_purchase' }] }]);
    const path = `/commissions/${list.items[0]!.id}`;
    await admin('POST', `${path}/decide`, { verdict: 'released', note: 'Our own trade fair' });
    await admin('POST', `/orders/${order_id}/ship`, {});
    server.clock.advance(30 * 86_400_000);
    await server.shop.housekeep();
    expect(await admin('GET', path)).toMatchObject({
      status: 'approved',
      decision: { verdict: 'released', by: 'operator' },
      entries: [{ kind: 'earned', amount: { amount: 400 } }],
    });
    const month = new Date(server.clock.now()).toISOString().slice(0, 7);
    const csv = await server.ask(`/admin/v1/payouts/${month}/csv`, { key: OPERATOR_KEY });
    expect(csv.headers.get('content-type')).toContain('text/csv');
    const row = csv.text.split('\r\n').find((line) => line.includes(blog.id));
    expect(row).toBe(`${month},${blog.id},"'=HYPERLINK(""x""), Inc",USD,0,0.00,0.00,0.00,0.00,4.00,400,,`);
    const { items } = await admin<{ items: Json[] }>('GET', `/payouts/${month}`);
    expect(items.find((item) => item.publisher_id === blog.id)).toMatchObject({ payable: 400 });
    const late = await server.ask(`/admin/v1${path}/decide`, {
      ...{ method: 'POST', key: OPERATOR_KEY, body: { verdict: 'rejected', note: 'too late' } },
    });
    expect(late.status).toBe(409);
  });

  it('marks a month as paid once it is over, once, and deducts later what comes back', async () => {
    const blog = await newPublisher('Paid blog');
    const { order_id } = await sell(blog.key, 2);
    await admin('POST', `/orders/${order_id}/ship`, {});
    server.clock.advance(31 * 86_400_000);
    await server.shop.housekeep();
    const monthNow = () => new Date(server.clock.now()).toISOString().slice(0, 7);
    const month = monthNow();
    const body = { publisher_id: blog.id, reference: '=SEPA 17', paid_on: '2030-02-03' };
    const pay = (which: string, more: object = {}) =>
      server.ask(`/admin/v1/payouts/${which}/paid`, {
        ...{ method: 'POST', key: OPERATOR_KEY, body: { ...body, ...more } },
      });
    const early = await pay(month);
    expect([early.status, early.json?.detail]).toEqual([409, expect.stringContaining('is not over')]);
    while (monthNow() === month) server.clock.advance(86_400_000);
    expect((await pay(month, { currency: 'EUR' })).json?.detail).toContain('Nothing is to be paid');
    expect((await pay(month, { publisher_id: 'pub_none' })).status).toBe(404);
    expect((await pay(month, { paid_on: 'yesterday' })).status).toBe(422);

    const paid = { month, paid_on: '2030-02-03', reference: '=SEPA 17' };
    const done = await pay(month);
    expect(done.json).toEqual({
      items: [{ publisher_id: blog.id, ...paid, amount: { amount: 400, currency: 'USD' }, by: 'operator' }],
    });
    expect(await pay(month)).toMatchObject({
      status: 409,
      json: { detail: expect.stringContaining('4.00 USD') },
    });

    const csv = await server.ask(`/admin/v1/payouts/${month}/csv`, { key: OPERATOR_KEY });
    expect(csv.text).toContain(",4.00,400,2030-02-03,'=SEPA 17\r\n");
    const { items } = await mine(blog.key, `statements?month=${month}`);
    expect(items).toMatchObject([{ payable: 400, paid: { amount: 400, paid_on: '2030-02-03' } }]);
    expect((await mine(blog.key, 'commissions')).items).toMatchObject([{ paid_on: '2030-02-03' }]);
    const summary = await server.ask('/v1/publisher/summary', { key: blog.key });
    expect(summary.json).toMatchObject({ totals: { approved: { USD: 400 }, paid: { USD: 400 } } });
    const told = await server.ask('/v1/events?types=commission.paid', { key: OPERATOR_KEY });
    expect(told.json?.items).toMatchObject([
      { subject: `publisher/${blog.id}`, data: { ...paid, amount: { amount: 400 } } },
    ]);

    const { total } = (await admin<Json>('GET', `/orders/${order_id}`)) as { total: Json };
    await admin('POST', `/orders/${order_id}/refund`, { amount: total, reason: 'broken' });
    const [later] = (await mine(blog.key, `statements?month=${monthNow()}`)).items;
    expect(later).toMatchObject({ reversed: -400, payable: -400 });
    expect(later).not.toHaveProperty('paid');
    expect((await mine(blog.key, 'commissions')).items).toMatchObject([
      { kind: 'reversed', amount: { amount: -400 } },
      { kind: 'earned', paid_on: '2030-02-03' },
    ]);
    expect((await mine(blog.key, `statements?month=${month}`)).items).toEqual(items);
  });

  it.each([
    [
      'a rule of the past',
      '/commission-rules',
      { title: 'x', effect: { kind: 'fixed', amounts: {} }, valid_from: '2020-01-01T00:00:00Z' },
    ],
    [
      'a rule for nobody',
      '/commission-rules',
      { title: 'x', effect: { kind: 'percentage', rate: 1 }, publisher_ids: ['pub_none'] },
    ],
    ['more than all', '/commission-rules', { title: 'x', effect: { kind: 'percentage', rate: 10_001 } }],
    ['a key for any page', '/publishers/ID/keys', { name: 'x', use: 'browser', origins: ['*'] }],
    ['a key for a page without an origin', '/publishers/ID/keys', { name: 'x', use: 'browser' }],
    [
      'a key for a publisher who is not there',
      '/keys',
      { name: 'x', kind: 'publisher_server', publisher_id: 'pub_none' },
    ],
  ])('is told what is wrong with %s', async (_what, path, body) => {
    const { id } = await newPublisher('Blog');
    const answer = await server.ask(`/admin/v1${path.replace('ID', id)}`, {
      ...{ method: 'POST', key: OPERATOR_KEY, body },
    });
    expect([404, 422]).toContain(answer.status);
    expect(String(answer.json?.detail).length).toBeGreaterThan(15);
  });
});
