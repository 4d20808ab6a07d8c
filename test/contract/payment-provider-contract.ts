import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { money } from '../../server/commerce/money.ts';
import { PaymentOutcomeUnknownError, type PaymentProvider } from '../../server/commerce/payments/port.ts';

/** A provider on its own, with tokens that play each outcome. */
export interface ProviderUnderTest {
  provider: PaymentProvider;
  tokens: { succeed: string; decline: string; askBuyer: string };
  /** The buyer decides on the page that `actionUrl` names. */
  decide(actionUrl: string, approve: boolean): Promise<void>;
  /** What was taken less what was given back for an attempt, in minor units, as the provider's own books say. */
  kept(attemptId: string): Promise<number>;
  close(): Promise<void>;
}

/** What the shop relies on with every payment provider. */
export function describePaymentProvider(name: string, open: () => Promise<ProviderUnderTest>): void {
  describe(`${name}, as a payment provider`, () => {
    let test: ProviderUnderTest;
    beforeEach(async () => {
      test = await open();
    });
    afterEach(() => test.close());

    const signal = AbortSignal.timeout(60_000);
    const amount = money(4598, 'USD');
    const request = (token: string, attemptId = 'pay_1', charged = amount) => ({
      attemptId,
      amount: charged,
      token,
      returnUrl: 'https://shop.example/checkout/return',
    });
    const charge = (token: string, attemptId?: string, charged?: typeof amount) =>
      test.provider.charge(request(token, attemptId, charged), signal);

    it('charges an attempt once, however often it is asked to', async () => {
      expect(await charge(test.tokens.succeed)).toMatchObject({ status: 'succeeded', amount });
      expect(await charge(test.tokens.succeed)).toMatchObject({ status: 'succeeded', amount });
      expect(await test.provider.lookup('pay_1', signal)).toMatchObject({ status: 'succeeded', amount });
      expect(await test.kept('pay_1')).toBe(4598);
    });

    it('refuses a known attempt with another amount, currency or token', async () => {
      await charge(test.tokens.succeed);
      for (const again of [
        charge(test.tokens.succeed, 'pay_1', money(1, 'USD')),
        charge(test.tokens.succeed, 'pay_1', money(4598, 'EUR')),
        charge(test.tokens.decline),
      ]) {
        await expect(again).rejects.toMatchObject({ code: 'idempotency_conflict' });
      }
      expect(await test.kept('pay_1')).toBe(4598);
    });

    it('says why a payment was declined, and still says so later', async () => {
      const declined = { status: 'declined', code: 'insufficient_funds' };
      expect(await charge(test.tokens.decline)).toMatchObject(declined);
      expect(await test.provider.lookup('pay_1', signal)).toMatchObject(declined);
      expect(await test.kept('pay_1')).toBe(0);
    });

    it('waits for the buyer, who decides once', async () => {
      const answer = await charge(test.tokens.askBuyer);
      if (answer.status !== 'needs_action') throw new Error(answer.status);
      expect(await test.provider.lookup('pay_1', signal)).toMatchObject({
        status: 'needs_action',
        actionUrl: answer.actionUrl,
      });
      await test.decide(answer.actionUrl, true);
      await test.decide(answer.actionUrl, false);
      expect(await test.provider.lookup('pay_1', signal)).toMatchObject({ status: 'succeeded', amount });
      expect(await test.provider.cancel('pay_1', signal)).toMatchObject({ status: 'succeeded', amount });
      expect(await test.kept('pay_1')).toBe(4598);
    });

    it('takes nothing for what was declined at the bank', async () => {
      const answer = await charge(test.tokens.askBuyer);
      if (answer.status !== 'needs_action') throw new Error(answer.status);
      await test.decide(answer.actionUrl, false);
      expect(await test.provider.lookup('pay_1', signal)).toMatchObject({
        status: 'declined',
        code: 'authentication_failed',
      });
    });

    it('takes nothing after it was canceled', async () => {
      const answer = await charge(test.tokens.askBuyer);
      if (answer.status !== 'needs_action') throw new Error(answer.status);
      expect(await test.provider.cancel('pay_1', signal)).toEqual({ status: 'canceled' });
      await test.decide(answer.actionUrl, true);
      expect(await test.provider.lookup('pay_1', signal)).toEqual({ status: 'canceled' });
      expect(await test.kept('pay_1')).toBe(0);
    });

    it('never heard of an attempt that did not arrive', async () => {
      const sent = test.provider.charge(request(test.tokens.succeed), AbortSignal.abort());
      await expect(sent).rejects.toBeInstanceOf(PaymentOutcomeUnknownError);
      expect(await test.provider.lookup('pay_1', signal)).toEqual({ status: 'not_found' });
      expect(await test.provider.cancel('pay_1', signal)).toEqual({ status: 'not_found' });
    });

    it('refuses card numbers and what is no token, and records nothing', async () => {
      await expect(charge('4242 4242 4242 4242')).rejects.toMatchObject({
        code: 'invalid_input',
        message: expect.stringContaining('card number'),
      });
      await expect(charge('nonsense')).rejects.toMatchObject({ code: 'invalid_input' });
      expect(await test.provider.lookup('pay_1', signal)).toEqual({ status: 'not_found' });
    });

    it('refunds each refund once, and never more than was paid', async () => {
      await charge(test.tokens.succeed);
      const refund = (refundId: string, minor: number, currency = 'USD') =>
        test.provider.refund({ refundId, attemptId: 'pay_1', amount: money(minor, currency) }, signal);
      expect(await refund('r1', 4000)).toEqual({ status: 'succeeded' });
      expect(await refund('r1', 4000)).toEqual({ status: 'succeeded' });
      expect(await refund('r1', 10)).toMatchObject({ status: 'failed' });
      expect(await refund('r2', 599)).toMatchObject({ status: 'failed' });
      expect(await refund('r3', 598, 'EUR')).toMatchObject({ status: 'failed' });
      expect(await refund('r4', 0)).toMatchObject({ status: 'failed' });
      expect(await refund('r5', 598)).toEqual({ status: 'succeeded' });
      expect(await refund('r6', 1)).toMatchObject({ status: 'failed' });
      expect(await test.kept('pay_1')).toBe(0);
    });

    it('has nothing to refund where nothing was paid', async () => {
      const missing = { refundId: 'r1', attemptId: 'pay_none', amount };
      expect(await test.provider.refund(missing, signal)).toMatchObject({ status: 'failed' });
    });
  });
}
