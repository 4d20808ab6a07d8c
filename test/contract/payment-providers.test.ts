import { stripePayments } from '../../server/connectors/payments/stripe/payment.ts';
import { createTestPaymentProvider, testPayments } from '../../server/connectors/payments/test-provider.ts';
import { ManualClock } from '../../server/platform/clock.ts';
import { randomIds } from '../../server/platform/ids.ts';
import { openSqliteStore } from '../../server/platform/store/sqlite/store.ts';
import { startFakeStripe } from '../fakes/stripe/server.ts';
import { SECRET_KEY, stripeProvider } from '../fixtures/stripe-shop.ts';
import { describePaymentProvider } from './payment-provider-contract.ts';

describePaymentProvider('the test provider', async () => {
  const clock = new ManualClock();
  const store = await openSqliteStore({ path: ':memory:', clock, collections: [testPayments] });
  const provider = createTestPaymentProvider({
    store,
    clock,
    ids: randomIds,
    publicUrl: 'https://shop.example',
  });
  return {
    provider,
    tokens: { succeed: 'tok_success', decline: 'tok_decline', askBuyer: 'tok_needs_action' },
    decide: async (actionUrl, approve) =>
      void (await provider.decideAtBank(actionUrl.split('/').at(-1) ?? '', approve)),
    kept: async (attemptId) => {
      const payment = await store.get(testPayments, attemptId);
      if (payment?.status !== 'succeeded') return 0;
      return payment.amount.amount - payment.refunds.reduce((sum, r) => sum + r.amount.amount, 0);
    },
    close: () => store.close(),
  };
});

describePaymentProvider('Stripe', async () => {
  const clock = new ManualClock();
  const store = await openSqliteStore({ path: ':memory:', clock, collections: [stripePayments] });
  const fake = await startFakeStripe({ clock, secretKey: SECRET_KEY });
  return {
    provider: stripeProvider(fake, { store, clock }),
    tokens: {
      succeed: 'pm_card_visa',
      decline: 'pm_card_chargeDeclinedInsufficientFunds',
      askBuyer: 'pm_card_threeDSecure2Required',
    },
    decide: async (actionUrl, approve) => {
      const body = new URLSearchParams({ decision: approve ? 'approve' : 'decline' });
      await fetch(actionUrl, { method: 'POST', body, redirect: 'manual' });
    },
    kept: async (attemptId) => fake.ledger.kept(attemptId),
    close: async () => {
      await fake.close();
      await store.close();
    },
  };
});
