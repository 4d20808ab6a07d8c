import { afterAll, beforeAll, expect, it } from 'vitest';
import { completion, fillCheckout } from '../../../test/fixtures/purchase.ts';
import {
  OPERATOR_KEY,
  type ShopwrightServer,
  startShopwright,
} from '../../../test/fixtures/shopwright-server.ts';

let server: ShopwrightServer;
beforeAll(async () => {
  server = await startShopwright();
  await server.put({ id: 'lamp', price: 1000, stock: 100 });
});
afterAll(() => server.close());

const admin = async (method: string, path: string, body?: object, headers: Record<string, string> = {}) => {
  const answer = await server.ask(`/admin/v1${path}`, { key: OPERATOR_KEY, method, body, headers });
  return { status: answer.status, json: answer.json as Record<string, unknown> };
};

/** An order of which a refund of 3.00 has failed. */
async function failedRefund(): Promise<{ orderId: string; refundId: string }> {
  const ask = async (name: string, args: object) => {
    const { status, json } = await server.tool(name, args);
    return { status, body: json as Record<string, unknown> };
  };
  const { body } = await ask('complete_checkout', completion(await fillCheckout(ask, 'lamp')));
  const orderId = String(body.order_id);
  const amount = { amount: 300, currency: 'USD' };
  await admin('POST', `/orders/${orderId}/refund`, { amount, reason: 'scratched' });
  const { json } = await admin('GET', `/refunds?order_id=${orderId}`);
  const [refund] = json.items as { id: string }[];
  await server.shop.services.refunds.record({
    providerRefundId: 're_1',
    refundId: refund!.id,
    paymentId: 'unknown',
    amount,
    result: { status: 'failed', message: 'the account is closed' },
  });
  return { orderId, refundId: refund!.id };
}

const refunded = async (orderId: string): Promise<number> =>
  ((await admin('GET', `/orders/${orderId}`)).json.refunded as { amount: number }).amount;

it('lists what failed, and why; the order does not count it', async () => {
  const { orderId, refundId } = await failedRefund();
  const { json } = await admin('GET', `/refunds?status=failed&order_id=${orderId}`);
  expect(json.items).toMatchObject([
    {
      id: refundId,
      order_id: orderId,
      status: 'failed',
      failure: 'the account is closed',
      reason: 'scratched',
    },
  ]);
  expect(await refunded(orderId)).toBe(0);
});

it('tries a refund again, once for a key', async () => {
  const { orderId, refundId } = await failedRefund();
  const headers = { 'Idempotency-Key': 'again-please' };
  const first = await admin('POST', `/refunds/${refundId}/retry`, undefined, headers);
  expect(first.json).toMatchObject({ retry_of: refundId, order_id: orderId, status: 'started' });
  expect(await admin('POST', `/refunds/${refundId}/retry`, undefined, headers)).toEqual(first);
  expect(await admin('POST', `/refunds/${refundId}/retry`)).toMatchObject({
    status: 409,
    json: { code: 'conflict' },
  });
  expect(await refunded(orderId)).toBe(300);
});

it('closes a refund that was paid in another way', async () => {
  const { orderId, refundId } = await failedRefund();
  const closing = { paid_elsewhere: true, note: 'by bank transfer' };
  expect((await admin('POST', `/refunds/${refundId}/close`, closing)).json).toMatchObject({
    status: 'closed',
    closing,
  });
  expect(await refunded(orderId)).toBe(300);
  expect(await admin('POST', '/refunds/rfnd_none/close', closing)).toMatchObject({
    status: 404,
    json: { code: 'not_found' },
  });
});
