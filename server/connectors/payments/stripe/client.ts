import Stripe from 'stripe';
import { PaymentOutcomeUnknownError } from '../../../commerce/payments/port.ts';

export interface StripeClientOptions {
  secretKey: string;
  /** Another address than Stripe's, for tests: `http://127.0.0.1:4010`. */
  apiBase?: string | undefined;
  /** Milliseconds for one request. Default 8 s. */
  requestTimeoutMs?: number;
  /** How often Stripe's client repeats a request by itself, under the same idempotency key. Default 1. */
  retries?: number;
}

export function createStripeClient(options: StripeClientOptions): Stripe {
  const base = options.apiBase === undefined ? undefined : new URL(options.apiBase);
  return new Stripe(options.secretKey, {
    timeout: options.requestTimeoutMs ?? 8_000,
    maxNetworkRetries: options.retries ?? 1,
    telemetry: false,
    appInfo: { name: 'Shopwright' },
    ...(base && {
      host: base.hostname,
      port: base.port || (base.protocol === 'https:' ? '443' : '80'),
      protocol: base.protocol === 'https:' ? ('https' as const) : ('http' as const),
    }),
  });
}

/**
 * Waits no longer than the caller does. Stripe's client takes no signal: a request that is under way goes on, and what
 * it did is found by the next look-up.
 * @throws PaymentOutcomeUnknownError when the signal comes first
 */
export async function within<R>(signal: AbortSignal, work: () => Promise<R>): Promise<R> {
  const late = () => new PaymentOutcomeUnknownError('Stripe did not answer in time');
  if (signal.aborted) throw late();
  const { promise: timeout, reject } = Promise.withResolvers<never>();
  const onAbort = () => reject(late());
  signal.addEventListener('abort', onAbort, { once: true });
  try {
    return await Promise.race([work(), timeout]);
  } finally {
    signal.removeEventListener('abort', onAbort);
  }
}
