import { afterEach, beforeEach, expect, test } from 'vitest';
import { type CheckoutPageServer, serveCheckoutPage } from '../../../test/fixtures/checkout-page-server.ts';
import { CommerceError } from '../../commerce/errors.ts';
import { PaymentOutcomeUnknownError } from '../../commerce/payments/port.ts';
import type { CheckoutPageView } from './port.ts';

interface Answer {
  csrf: string;
  view: CheckoutPageView;
  code: string;
  message: string;
  errors: { field: string; code: string }[];
}
const read = async (response: Response) => (await response.json()) as Answer;

const BUYER = { email: 'ana@example.com' };
const ADDRESS = {
  name: 'Ana Silva',
  line1: '1 Main St',
  city: 'Austin',
  region: 'TX',
  postal_code: '78701',
  country: 'US',
};

let server: CheckoutPageServer;
beforeEach(async () => {
  server = await serveCheckoutPage();
});
afterEach(() => server.close());

const post = (path: string, body: unknown, headers: Record<string, string> = {}) =>
  fetch(`${server.origin}/checkout/api/${path}`, {
    method: 'POST',
    body: typeof body === 'string' ? body : JSON.stringify(body),
    headers: { 'content-type': 'application/json', ...headers },
  });

async function open(secret = 'secret-1') {
  server.checkout.link(secret);
  const response = await post('exchange', { secret });
  const { csrf, view } = await read(response);
  const setCookie = response.headers.get('set-cookie') ?? '';
  const cookie = setCookie.split(';')[0]!;
  const headers = { cookie, 'x-csrf-token': csrf };
  return { response, csrf, view, setCookie, cookie, headers };
}

const payment = (view: { total: unknown; agreement: string }, token = 'tok_success') => ({
  token,
  idempotencyKey: 'page-0123456789abcdef',
  confirmedTotal: view.total,
  agreement: view.agreement,
});

test('the page is static, strict and never cached', async () => {
  const response = await fetch(`${server.origin}/checkout`);
  const html = await response.text();
  const csp = response.headers.get('content-security-policy') ?? '';
  expect(csp).toContain("default-src 'none'");
  expect(csp).toContain("script-src 'self'");
  expect(csp).toContain("frame-ancestors 'none'");
  expect(csp).not.toContain('unsafe-inline');
  expect(html).not.toMatch(/<script(?![^>]*src=)/);
  expect(html).not.toMatch(/ style=| on\w+=/);
  expect(response.headers.get('referrer-policy')).toBe('no-referrer');
  expect(response.headers.get('cache-control')).toBe('no-store');
  expect(response.headers.get('x-frame-options')).toBe('DENY');
  for (const [file, type] of [
    ['app.js', 'text/javascript'],
    ['style.css', 'text/css'],
  ]) {
    const asset = await fetch(`${server.origin}/checkout/${file}`);
    expect(asset.headers.get('content-type')).toContain(type);
    const again = await fetch(asset.url, { headers: { 'if-none-match': asset.headers.get('etag') ?? '' } });
    expect(again.status).toBe(304);
  }
});

test('the secret is traded once for a cookie that scripts cannot read', async () => {
  const { view, setCookie } = await open();
  expect(view).toMatchObject({ id: 'chk_fake', shopName: 'Northwind Outfitters' });
  expect(setCookie).toMatch(/^shopwright_checkout=/);
  expect(setCookie).toMatch(/Path=\/checkout;/);
  expect(setCookie).toMatch(/HttpOnly/);
  expect(setCookie).toMatch(/SameSite=Lax/);
  expect(setCookie).not.toMatch(/Secure|Partitioned/);
  const again = await post('exchange', { secret: 'secret-1' });
  expect(again.status).toBe(404);
  expect(again.headers.get('content-type')).toContain('application/problem+json');
  expect(await read(again)).toMatchObject({ code: 'not_found', status: 404 });
  expect(again.headers.get('set-cookie')).toBeNull();
});

test('the browser that used the link may open it again', async () => {
  const { cookie, csrf } = await open();
  const again = await post('exchange', { secret: 'secret-1' }, { cookie });
  expect(again.status).toBe(200);
  expect((await read(again)).csrf).toBe(csrf);
  expect((await post('exchange', { secret: 'another' }, { cookie })).status).toBe(404);
});

test('in a frame, and on https, the cookie is partitioned', async () => {
  const framed = await (async () => {
    server.checkout.link('framed');
    return post('exchange', { secret: 'framed', framed: true });
  })();
  expect(framed.headers.get('set-cookie')).toMatch(
    /Secure; SameSite=None; Partitioned|Secure; Partitioned; SameSite=None|Partitioned/,
  );
  await server.close();
  server = await serveCheckoutPage({
    publicUrl: 'https://shop.example/store',
    frameAncestors: ['https://chat.example'],
  });
  const { setCookie } = await open('secure');
  expect(setCookie).toMatch(/Path=\/store\/checkout;/);
  for (const part of ['Secure', 'SameSite=None', 'Partitioned', 'HttpOnly'])
    expect(setCookie).toContain(part);
  const page = await fetch(`${server.origin}/checkout`);
  expect(page.headers.get('content-security-policy')).toContain('frame-ancestors https://chat.example');
  expect(page.headers.get('x-frame-options')).toBeNull();
  expect(await page.text()).toContain('src="/store/checkout/app.js"');
});

test('without the cookie, with an altered one or a late one there is nothing to see', async () => {
  const { cookie } = await open();
  const session = (value: string) =>
    fetch(`${server.origin}/checkout/api/session`, { headers: { cookie: value } });
  expect((await session(cookie)).status).toBe(200);
  expect((await session('')).status).toBe(401);
  const [name, value] = cookie.split('=') as [string, string];
  const forged = Buffer.from(JSON.stringify(['chk_other', 'x', 9e15, 'n'])).toString('base64url');
  expect((await session(`${name}=${forged}.${value.split('.')[1]}`)).status).toBe(401);
  expect((await session(`${name}=garbage`)).status).toBe(401);
  server.clock.advance(4 * 3_600_000);
  const late = await session(cookie);
  expect(late.status).toBe(401);
  expect((await read(late)).message).toContain('new payment link');
});

test('nothing changes without the token that belongs to this cookie, or from another site', async () => {
  const first = await open('one');
  const second = await open('two');
  const update = { buyer: BUYER };
  expect((await post('update', update, { cookie: first.cookie })).status).toBe(403);
  const crossed = { cookie: second.cookie, 'x-csrf-token': first.csrf };
  expect((await post('update', update, crossed)).status).toBe(403);
  expect((await post('pay', payment(first.view), crossed)).status).toBe(403);
  const foreign = { ...first.headers, 'sec-fetch-site': 'cross-site' };
  expect((await post('update', update, foreign)).status).toBe(403);
  expect(server.checkout.buyer).toBeUndefined();
  expect(server.checkout.payments).toHaveLength(0);
  expect((await post('update', update, first.headers)).status).toBe(200);
});

test('wrong fields are named one by one and change nothing', async () => {
  const { headers } = await open();
  const response = await post(
    'update',
    {
      buyer: { email: 'nope', phone: '12' },
      shippingAddress: { ...ADDRESS, city: ' ', country: 'Spain', name: 'x'.repeat(200) },
    },
    headers,
  );
  expect(response.status).toBe(422);
  const { errors } = await read(response);
  expect(errors.map(({ field, code }) => [field, code])).toEqual(
    expect.arrayContaining([
      ['buyer.email', 'email'],
      ['buyer.phone', 'phone'],
      ['shippingAddress.city', 'required'],
      ['shippingAddress.country', 'country'],
      ['shippingAddress.name', 'too_long'],
    ]),
  );
  expect(server.checkout.address).toBeUndefined();
});

test('an error of the checkout keeps its code, status, field and message', async () => {
  const { headers } = await open();
  const response = await post('update', { shippingAddress: { ...ADDRESS, postal_code: '00000' } }, headers);
  expect(response.headers.get('content-type')).toContain('application/problem+json');
  expect(await read(response)).toMatchObject({
    status: 422,
    code: 'invalid_input',
    field: 'shippingAddress.postal_code',
    message: 'This postal code does not exist.',
  });
});

test('pays the total that was shown, from the address of the browser', async () => {
  const { headers } = await open();
  const { view } = await read(await post('update', { buyer: BUYER, shippingAddress: ADDRESS }, headers));
  const response = await post('pay', payment(view), headers);
  expect((await read(response)).view).toMatchObject({ status: 'completed', orderNumber: 'SW-7K4QPX2M' });
  expect(server.checkout.payments[0]).toMatchObject({
    token: 'tok_success',
    address: expect.stringContaining('127.0.0.1'),
  });
});

test('a card number is refused at the door, and no field takes one', async () => {
  const { headers, view } = await open();
  expect((await post('pay', payment(view, '4242424242424242'), headers)).status).toBe(422);
  expect((await post('pay', { ...payment(view), cardNumber: '4242424242424242' }, headers)).status).toBe(422);
  expect(server.checkout.payments).toHaveLength(0);
});

test('a decline, an unknown outcome and an error of ours are told apart', async () => {
  const { headers, view } = await open();
  const declined = await post('pay', payment(view, 'tok_decline'), headers);
  expect([declined.status, (await read(declined)).code]).toEqual([402, 'payment_declined']);
  server.checkout.nextPayError = new PaymentOutcomeUnknownError('no answer');
  const unknown = await post('pay', payment(view), headers);
  expect([unknown.status, (await read(unknown)).code]).toEqual([409, 'payment_unknown']);
  server.checkout.nextPayError = new CommerceError('out_of_stock', 'Only 1 left.', {
    details: { available: 1 },
  });
  expect(await (await post('pay', payment(view), headers)).json()).toMatchObject({
    code: 'out_of_stock',
    details: { available: 1 },
  });
  server.checkout.nextPayError = new Error('password is hunter2');
  const ours = await post('pay', payment(view), headers);
  expect(ours.status).toBe(500);
  expect(await ours.text()).not.toContain('hunter2');
  expect(server.errors).toHaveLength(1);
});

test('what is not JSON, too big or unknown is a problem, not a crash', async () => {
  const { headers } = await open();
  expect((await post('update', '{"buyer":', headers)).status).toBe(400);
  expect((await post('update', { codes: ['x'.repeat(20_000)] }, headers)).status).toBe(413);
  expect((await post('update', [1], headers)).status).toBe(422);
  expect((await post('exchange', {})).status).toBe(422);
  expect((await fetch(`${server.origin}/checkout/..%2frouter.ts`)).status).toBe(404);
  expect(server.errors).toEqual([]);
});
