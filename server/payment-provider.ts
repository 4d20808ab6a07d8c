import type { PaymentNews } from './commerce/payments/news.ts';
import type { PaymentProvider } from './commerce/payments/port.ts';
import { loadSecret } from './commerce/secrets.ts';
import type { Config } from './config.ts';
import { createTestPaymentProvider } from './connectors/payments/test-provider.ts';
import type { Clock } from './platform/clock.ts';
import type { Mount } from './platform/http/app.ts';
import type { Ids } from './platform/ids.ts';
import type { Store } from './platform/store/port.ts';
import { createTestBank } from './surfaces/checkout-page/test-bank.ts';

export interface PaymentProviderDeps {
  config: Config;
  store: Store;
  clock: Clock;
  ids: Ids;
  /** Asked for only once callbacks come. */
  news: () => PaymentNews;
  onFault: (error: unknown) => void;
}

export interface ChosenProvider {
  provider: PaymentProvider;
  /** What the provider needs over HTTP: its callbacks, or its bank. */
  mounts: readonly Mount[];
}

/** Makes a payment provider over the parts of a server. */
export type ChoosePaymentProvider = (deps: PaymentProviderDeps) => Promise<ChosenProvider>;

/** The payment provider that the settings name. Stripe's package is loaded only where it is used. */
export async function choosePaymentProvider(deps: PaymentProviderDeps): Promise<ChosenProvider> {
  return deps.config.paymentProvider === 'stripe' ? stripe(deps) : test(deps);
}

async function test({ config, store, clock, ids, news }: PaymentProviderDeps): Promise<ChosenProvider> {
  const provider = createTestPaymentProvider({
    store,
    clock,
    ids,
    publicUrl: config.publicUrl,
    callbackKey: await loadSecret(store, 'test-payment-callback'),
    deliverCallback: async (body, headers) => {
      const callback = provider.parseCallback(body, headers);
      if (callback) await news().payment(callback);
    },
  });
  const { publicUrl, frameAncestors } = config;
  const bank = createTestBank({ bank: provider, publicUrl, frameAncestors });
  return { provider, mounts: [{ path: '/test-bank', router: bank, cors: false, body: 'none' }] };
}

async function stripe({ config, store, clock, news, onFault }: PaymentProviderDeps): Promise<ChosenProvider> {
  const { stripeSecretKey, stripeWebhookSecret, stripeApiBase } = config;
  if (!stripeSecretKey || !stripeWebhookSecret) throw new Error('the settings name Stripe without its keys');
  const { createStripeProvider } = await import('./connectors/payments/stripe/provider.ts');
  const { createStripeWebhook } = await import('./connectors/payments/stripe/webhook.ts');
  const provider = createStripeProvider({
    store,
    clock,
    secretKey: stripeSecretKey,
    webhookSecret: stripeWebhookSecret,
    apiBase: stripeApiBase,
  });
  const webhook = createStripeWebhook({
    provider,
    news: () => news(),
    onFault,
  });
  return {
    provider,
    mounts: [{ path: '/payments/stripe/webhook', router: webhook, cors: false, body: 'none' }],
  };
}
