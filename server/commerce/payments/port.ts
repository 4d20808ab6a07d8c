import type { Transaction } from '../../platform/store/port.ts';
import type { Money } from '../money.ts';
import type { Dispute } from '../orders/dispute.ts';

export interface ChargeRequest {
  /** The provider's idempotency key: the same key never charges twice. */
  attemptId: string;
  /** For the merchant who looks into the provider's records. */
  checkoutId?: string;
  amount: Money;
  /** A token of the provider that stands for card or wallet; never a card number. */
  token: string;
  /** Where the buyer's browser returns to after an action (3-D Secure). */
  returnUrl: string;
  /** What the provider's own page shows beside the total. */
  shopName?: string;
}

export type PaymentResult =
  | { status: 'succeeded'; paymentId: string; amount: Money }
  | { status: 'declined'; code: string; message: string }
  | { status: 'needs_action'; paymentId: string; actionUrl: string }
  | { status: 'pending'; paymentId: string }
  | { status: 'canceled' }
  /** The provider never heard of this attempt: nothing was charged. */
  | { status: 'not_found' };

export interface PaymentCallback {
  attemptId: string;
  result: PaymentResult;
}

export type RefundResult = { status: 'succeeded' } | { status: 'failed'; message: string };

/** News of a refund: a bank may refuse it days later, and the merchant may make one by hand at the provider. */
export interface RefundNews {
  /** The provider's. */
  providerRefundId: string;
  /** Ours; absent for one that was made by hand. */
  refundId?: string;
  /** As the provider named the payment. */
  paymentId: string;
  amount: Money;
  result: RefundResult | { status: 'pending' };
}

export interface DisputeNews {
  paymentId: string;
  dispute: Omit<Dispute, 'closedAt'>;
}

/** The outcome is not known: money may have moved. Ask `lookup` before anything else. */
export class PaymentOutcomeUnknownError extends Error {
  override readonly name = 'PaymentOutcomeUnknownError';
}

/** Jobs of one kind that ask the provider: one that does not answer must leave room for other work. */
export const ASKING_AT_ONCE = 4;

/** What the hosted page offers. `label` stands where the page has no words of its own for the token. */
export interface PaymentMethod {
  token: string;
  label: string;
}

export interface PaymentProvider {
  readonly name: string;
  /** True when no money moves. */
  readonly isTest: boolean;
  /** Token kinds that an agent may pass, told to callers by get_checkout. */
  readonly acceptedTokens: readonly { token: string; description: string }[];
  /** What the hosted page offers; its token is charged when the buyer chooses it. */
  readonly methods: readonly PaymentMethod[];
  /**
   * Writes what the provider must find again after a crash, in the transaction that commits the attempt, so that it takes
   * no commit of its own. `charge` follows after the commit, with the same object.
   * @throws CommerceError when the request can never be charged: then nothing of the attempt is kept
   */
  prepare?(tx: Transaction, request: ChargeRequest): Promise<void>;
  /** @throws PaymentOutcomeUnknownError on a timeout or a broken connection */
  charge(request: ChargeRequest, signal: AbortSignal): Promise<PaymentResult>;
  lookup(attemptId: string, signal: AbortSignal): Promise<PaymentResult>;
  /** Gives up an attempt that waits for the buyer; answers what it found (it may have succeeded meanwhile). */
  cancel(attemptId: string, signal: AbortSignal): Promise<PaymentResult>;
  /** Idempotent by `refundId`. @throws PaymentOutcomeUnknownError */
  refund(
    request: { refundId: string; attemptId: string; amount: Money },
    signal: AbortSignal,
  ): Promise<RefundResult>;
  /** Refunds and disputes that began at `since` (milliseconds, UTC) or later: for those of which no callback told. */
  newsSince?(
    since: number,
    signal: AbortSignal,
  ): Promise<{ refunds: readonly RefundNews[]; disputes: readonly DisputeNews[] }>;
  /** Checks the signature of a callback and reads it; undefined when it is not genuine. */
  parseCallback?(
    rawBody: Buffer,
    headers: Readonly<Record<string, string | string[] | undefined>>,
  ): PaymentCallback | undefined;
}
