import { afterEach, beforeEach, expect, test } from 'vitest';
import { type CheckoutPageServer, serveCheckoutPage } from '../../../test/fixtures/checkout-page-server.ts';
import { money } from '../../commerce/money.ts';

const signal = new AbortController().signal;
let server: CheckoutPageServer;
let bankUrl: string;

beforeEach(async () => {
  server = await serveCheckoutPage();
  const answer = await server.provider.charge(
    {
      attemptId: 'pay_1',
      amount: money(4598, 'USD'),
      token: 'tok_needs_action',
      returnUrl: `${server.origin}/checkout/return`,
    },
    signal,
  );
  if (answer.status !== 'needs_action') throw new Error(answer.status);
  bankUrl = answer.actionUrl;
});
afterEach(() => server.close());

async function openForm() {
  const response = await fetch(bankUrl);
  const html = await response.text();
  return {
    response,
    html,
    cookie: response.headers.get('set-cookie')?.split(';')[0] ?? '',
    token: /name="form_token" value="([^"]+)"/.exec(html)?.[1] ?? '',
  };
}

const decide = (fields: Record<string, string>, headers: Record<string, string> = {}) =>
  fetch(bankUrl, { method: 'POST', body: new URLSearchParams(fields), headers, redirect: 'manual' });
const status = async () => (await server.provider.lookup('pay_1', signal)).status;

test('shows what is to be paid and that it is a test', async () => {
  const { response, html } = await openForm();
  expect(html).toContain('$45.98');
  expect(html).toContain('No money moves');
  expect(response.headers.get('content-security-policy')).toContain("frame-ancestors 'none'");
  expect(response.headers.get('set-cookie')).toMatch(/HttpOnly/);
});

test.each([
  ['approve', 'succeeded'],
  ['decline', 'declined'],
])('%s sends the buyer back with a payment that is %s', async (decision, expected) => {
  const { cookie, token } = await openForm();
  const response = await decide({ decision, form_token: token }, { cookie });
  expect(response.status).toBe(303);
  expect(response.headers.get('location')).toBe(`${server.origin}/checkout/return`);
  expect(await status()).toBe(expected);
  expect(await (await fetch(bankUrl)).text()).toContain('already decided');
});

test('a form from elsewhere decides nothing', async () => {
  const mine = await openForm();
  const theirs = await openForm();
  const approve = { decision: 'approve', form_token: mine.token };
  expect((await decide(approve)).status).toBe(403);
  expect((await decide(approve, { cookie: theirs.cookie })).status).toBe(403);
  expect((await decide({ decision: 'approve' }, { cookie: mine.cookie })).status).toBe(403);
  expect((await decide(approve, { cookie: mine.cookie, 'sec-fetch-site': 'cross-site' })).status).toBe(403);
  expect((await decide({ ...approve, decision: 'maybe' }, { cookie: mine.cookie })).status).toBe(422);
  expect(await status()).toBe('needs_action');
});

test('an unknown payment is a page that says so', async () => {
  const response = await fetch(`${server.origin}/test-bank/testpay_unknown`);
  expect(response.status).toBe(404);
  expect(await response.text()).toContain('Unknown payment');
});
