import type { Clock } from '../../platform/clock.ts';
import type { Jobs } from '../../platform/jobs/port.ts';
import type { Store } from '../../platform/store/port.ts';
import { recordDispute } from './disputes.ts';
import { paymentAttempts } from './model.ts';
import type { DisputeNews, PaymentCallback, PaymentProvider, RefundNews } from './port.ts';
import type { RefundService } from './refund-service.ts';
import type { PaymentService } from './service.ts';

export interface PaymentNewsDeps {
  store: Store;
  clock: Clock;
  jobs: Jobs;
  provider: PaymentProvider;
  payments: PaymentService;
  refunds: RefundService;
  providerTimeoutMs: number;
}

/**
 * Takes what the payment provider tells by itself; signatures have been checked. News may come late, twice and in any order;
 * each method resolves when what it says is on disk, and leaves alone what concerns another shop at the same account.
 */
export class PaymentNews {
  readonly #deps: PaymentNewsDeps;
  constructor(deps: PaymentNewsDeps) {
    this.#deps = deps;
  }

  async payment({ attemptId, result }: PaymentCallback): Promise<void> {
    if (await this.#deps.store.get(paymentAttempts, attemptId))
      await this.#deps.payments.receive(attemptId, result);
  }

  refund(news: RefundNews): Promise<void> {
    return this.#deps.refunds.record(news);
  }

  dispute(news: DisputeNews): Promise<void> {
    return recordDispute(this.#deps, news);
  }

  /** Asks the provider for the refunds and disputes since then (milliseconds, UTC), for those of which no callback told. */
  async readBack(since: number): Promise<void> {
    const { provider, providerTimeoutMs } = this.#deps;
    const found = await provider.newsSince?.(since, AbortSignal.timeout(providerTimeoutMs));
    for (const news of found?.refunds ?? []) await this.refund(news);
    for (const news of found?.disputes ?? []) await this.dispute(news);
  }
}
