import type { JsonLog } from '../json-log.ts';
import type { OutsideFact, PaymentStatus } from './facts.ts';

export interface Payment {
  attemptId: string;
  paymentId: string;
  checkoutId: string;
  amount: { amount: number; currency: string };
  status: PaymentStatus;
  refunds: Map<string, number>;
}

const STATUS: Readonly<Record<string, PaymentStatus>> = {
  tok_success: 'succeeded',
  tok_decline: 'declined',
  tok_needs_action: 'needs_action',
  tok_timeout: 'succeeded',
  tok_timeout_declined: 'declined',
  tok_duplicate_callback: 'succeeded',
  tok_pending: 'pending',
};
const PENDING_MS = 300;

/** The provider's books: idempotent by attempt and by refund, and written down before anybody is told. */
export class Payments {
  readonly #log: JsonLog<OutsideFact>;
  readonly #byAttempt = new Map<string, Payment>();
  #told: (payment: Payment) => void = () => {};

  constructor(log: JsonLog<OutsideFact>) {
    this.#log = log;
  }

  /** Called whenever a payment succeeds or is declined after it waited. */
  onDecision(told: (payment: Payment) => void): void {
    this.#told = told;
  }

  find(attemptId: string): Payment | undefined {
    return this.#byAttempt.get(attemptId);
  }

  ofCheckout(checkoutId: string): Payment[] {
    return [...this.#byAttempt.values()].filter((payment) => payment.checkoutId === checkoutId);
  }

  charge(request: Pick<Payment, 'attemptId' | 'checkoutId' | 'amount'> & { token: string }): Payment {
    const known = this.#byAttempt.get(request.attemptId);
    if (known) return known;
    const { attemptId, checkoutId, amount, token } = request;
    const payment: Payment = {
      attemptId,
      checkoutId,
      amount,
      paymentId: `outpay_${this.#byAttempt.size + 1}`,
      status: STATUS[token] ?? 'declined',
      refunds: new Map(),
    };
    this.#byAttempt.set(attemptId, payment);
    this.#set(payment, payment.status);
    if (payment.status === 'pending')
      setTimeout(() => payment.status === 'pending' && this.#decide(payment, 'succeeded'), PENDING_MS);
    return payment;
  }

  cancel(attemptId: string): Payment | undefined {
    const payment = this.#byAttempt.get(attemptId);
    if (payment?.status === 'needs_action' || payment?.status === 'pending') this.#set(payment, 'canceled');
    return payment;
  }

  /** The buyer at the bank. */
  decide(payment: Payment, approve: boolean): void {
    if (payment.status === 'needs_action') this.#decide(payment, approve ? 'succeeded' : 'declined');
  }

  /** @returns why not; undefined when the money went back, now or before */
  refund(refundId: string, attemptId: string, amount: number): string | undefined {
    const payment = this.#byAttempt.get(attemptId);
    if (payment?.status !== 'succeeded') return 'there is no such payment';
    const earlier = payment.refunds.get(refundId);
    if (earlier !== undefined) return earlier === amount ? undefined : 'another amount under the same id';
    const before = [...payment.refunds.values()].reduce((sum, part) => sum + part, 0);
    if (before + amount > payment.amount.amount) return 'more than was paid';
    payment.refunds.set(refundId, amount);
    this.#log.write({ kind: 'refund', refundId, attemptId, amount });
    return undefined;
  }

  #decide(payment: Payment, status: PaymentStatus): void {
    this.#set(payment, status);
    this.#told(payment);
  }

  #set(payment: Payment, status: PaymentStatus): void {
    payment.status = status;
    const { attemptId, paymentId, checkoutId, amount } = payment;
    this.#log.write({ kind: 'payment', attemptId, paymentId, checkoutId, status, ...amount });
  }
}
