import { PaymentOutcomeUnknownError, type PaymentProvider } from '../../server/commerce/payments/port.ts';
import { type ChoosePaymentProvider, choosePaymentProvider } from '../../server/payment-provider.ts';
import type { Random } from '../crash/random.ts';

export interface Outage {
  from: number;
  until: number;
}

/** A few times a day the payment provider cannot be reached, once for longer than jobs go on trying. */
export function planOutages(random: Random, start: number, hours: number): Outage[] {
  const minutes = 60_000;
  const plan: Outage[] = [];
  for (let hour = 1 + random.next() * 2; hour < hours; hour += 3 + random.next() * 5) {
    const from = start + Math.round(hour * 60 * minutes);
    const length = plan.length % 3 === 1 ? random.between(60, 90) : random.between(2, 20);
    plan.push({ from, until: from + length * minutes });
  }
  return plan;
}

/**
 * The test provider, out of reach now and then: half of what it is asked then is lost on the way there, and half on the way
 * back, so that money moves and nobody is told.
 */
export const withOutages =
  (outages: readonly Outage[], random: Random): ChoosePaymentProvider =>
  async (deps) => {
    const { provider, mounts } = await choosePaymentProvider(deps);
    const unsure = async <T>(ask: () => Promise<T>): Promise<T> => {
      const now = deps.clock.now();
      if (!outages.some(({ from, until }) => from <= now && now < until)) return ask();
      if (random.chance(0.5)) await ask();
      throw new PaymentOutcomeUnknownError('The payment provider was not heard');
    };
    const unreliable: Pick<PaymentProvider, 'charge' | 'lookup' | 'cancel' | 'refund'> = {
      charge: (request, signal) => unsure(() => provider.charge(request, signal)),
      lookup: (attemptId, signal) => unsure(() => provider.lookup(attemptId, signal)),
      cancel: (attemptId, signal) => unsure(() => provider.cancel(attemptId, signal)),
      refund: (request, signal) => unsure(() => provider.refund(request, signal)),
    };
    return { provider: { ...provider, ...unreliable }, mounts };
  };
