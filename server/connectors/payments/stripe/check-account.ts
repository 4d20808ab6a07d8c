import Stripe from 'stripe';
import { createStripeClient } from './client.ts';
import { STRIPE_EVENTS } from './events.ts';

export interface AccountCheck {
  status: 'ok' | 'warn' | 'fail';
  message: string;
  mend?: string;
}

export const WEBHOOK_PATH = '/payments/stripe/webhook';

/** Asks Stripe whether it takes the key, and whether it knows where to send its events. Changes nothing. */
export async function checkStripeAccount(options: {
  secretKey: string;
  apiBase?: string | undefined;
  publicUrl: string;
  timeoutMs: number;
}): Promise<AccountCheck> {
  const stripe = createStripeClient({ ...options, requestTimeoutMs: options.timeoutMs, retries: 0 });
  const mode = /_test_/.test(options.secretKey) ? 'test mode: nobody is charged' : 'live mode';
  try {
    await stripe.checkout.sessions.list({ limit: 1 });
  } catch (error) {
    if (error instanceof Stripe.errors.StripeConnectionError) {
      return {
        status: 'fail',
        message: 'Stripe does not answer',
        mend: 'Check the network and its firewall: HTTPS to api.stripe.com must be open.',
      };
    }
    const code =
      error instanceof Stripe.errors.StripeError ? (error.statusCode ?? error.type) : 'unknown error';
    return {
      status: 'fail',
      message: `Stripe refused the secret key (${code})`,
      mend: 'Set SHOPWRIGHT_STRIPE_SECRET_KEY to a key that may write Checkout Sessions, PaymentIntents and Refunds, and read Disputes.',
    };
  }
  try {
    await stripe.disputes.list({ limit: 1 });
  } catch {
    return {
      status: 'warn',
      message: `${mode}; this key may not see disputes`,
      mend: 'Let it read Disputes, so that those are told of which no event came.',
    };
  }
  const url = `${options.publicUrl}${WEBHOOK_PATH}`;
  const hint = `In Stripe, send ${STRIPE_EVENTS.join(', ')} to ${url}.`;
  try {
    const endpoints = await stripe.webhookEndpoints.list({ limit: 100 });
    const endpoint = endpoints.data.find((known) => known.url === url && known.status === 'enabled');
    if (!endpoint) return { status: 'warn', message: `${mode}; Stripe sends no events here`, mend: hint };
    const missing = STRIPE_EVENTS.filter(
      (event) => !endpoint.enabled_events.some((enabled) => enabled === '*' || enabled === event),
    );
    if (missing.length > 0)
      return { status: 'warn', message: `${mode}; Stripe does not send ${missing.join(', ')}`, mend: hint };
  } catch {
    return {
      status: 'warn',
      message: `${mode}; this key may not see where Stripe sends its events`,
      mend: hint,
    };
  }
  return mode === 'live mode'
    ? { status: 'ok', message: 'Stripe, live mode: key and events are in order' }
    : {
        status: 'warn',
        message: `Stripe, ${mode}`,
        mend: 'Fine for trying out. Set live keys before you sell.',
      };
}
