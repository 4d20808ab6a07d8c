import type { Clock } from '../../platform/clock.ts';
import type { Ids } from '../../platform/ids.ts';
import type { Jobs } from '../../platform/jobs/port.ts';
import type { Store, Transaction } from '../../platform/store/port.ts';
import { CommerceError } from '../errors.ts';
import { add, format } from '../money.ts';
import { type Order, orders } from '../orders/model.ts';
import { event, refundable } from '../orders/rules.ts';
import { replaceOrder } from '../orders/write.ts';
import { type PaymentAttempt, paymentAttempts, type Refund, refunds } from './model.ts';
import type { RefundNews } from './port.ts';
import { moveRefund, type RefundDeps, recordRefundResult } from './refund-state.ts';

/** What is done about refunds after they were promised: by the provider's news, or by the merchant. */
export class RefundService {
  readonly #deps: { store: Store; clock: Clock; ids: Ids; jobs: Jobs };
  constructor(deps: { store: Store; clock: Clock; ids: Ids; jobs: Jobs }) {
    this.#deps = deps;
  }

  /**
   * Writes down what the provider tells of a refund, also of one that was made there by hand; in any order and any number of
   * times. What belongs to no payment of this shop is left alone.
   */
  async record(news: RefundNews): Promise<void> {
    await this.#deps.store.transaction(async (tx) => {
      const ours = news.refundId === undefined ? undefined : await tx.get(refunds, news.refundId);
      const known = ours ?? (await tx.get(refunds, idAtProvider(news.providerRefundId)));
      const refund = known ?? (await this.#madeByHand(tx, news));
      if (refund && news.result.status !== 'pending')
        await recordRefundResult(tx, this.#now(), refund, news.result);
    });
  }

  async #madeByHand(tx: Transaction, news: RefundNews): Promise<Refund | undefined> {
    // One that failed before it was heard of has moved no money.
    if (news.result.status === 'failed') return undefined;
    const [attempt] = await tx.find(paymentAttempts, { where: { paymentId: news.paymentId }, limit: 1 });
    if (!attempt || news.amount.currency !== attempt.amount.currency) return undefined;
    const order = await orderOf(tx, attempt);
    if (order) {
      const text = `Refund of ${format(news.amount, order.locale)} made at the payment provider`;
      const told = event(order, this.#deps.clock.now(), 'refunded_at_provider', text);
      await replaceOrder(tx, { ...told, refunded: add(order.refunded, news.amount) });
    }
    return tx.insert(refunds, {
      _id: idAtProvider(news.providerRefundId),
      orderId: order?._id ?? '',
      attemptId: attempt._id,
      amount: news.amount,
      reason: 'made at the payment provider',
      status: 'pending',
      madeAtProvider: true,
    });
  }

  /** Tries a refund that failed once more. @throws CommerceError `not_found`, `conflict` */
  async retry(id: string, within?: Transaction): Promise<Refund> {
    return this.#change(id, within, async (tx, refund) => {
      const deps = this.#now();
      const order = refund.orderId === '' ? undefined : await tx.get(orders, refund.orderId);
      if (order && refundable(order).amount < refund.amount.amount) {
        throw new CommerceError(
          'conflict',
          `Only ${format(refundable(order), order.locale)} of order ${order.number} can still be refunded. Close this refund instead.`,
          { details: { refundable: refundable(order) } },
        );
      }
      await moveRefund(tx, refund, { ...refund, status: 'retried' });
      const again = await tx.insert(refunds, {
        _id: deps.ids.next('rfnd'),
        orderId: refund.orderId,
        attemptId: refund.attemptId,
        amount: refund.amount,
        reason: refund.reason,
        status: 'started',
        retryOf: refund._id,
      });
      await deps.jobs.enqueue(tx, {
        kind: 'payment.refund',
        key: again._id,
        payload: { refundId: again._id },
      });
      const now = order && (await tx.get(orders, order._id));
      if (now) {
        const text = `Refund of ${format(refund.amount, now.locale)} is tried again`;
        const told = event(now, deps.now, 'refund_retried', text);
        await replaceOrder(tx, { ...told, refunded: add(now.refunded, refund.amount) });
      }
      return again;
    });
  }

  /** Ends a refund that failed: the buyer was paid in another way, or is not paid. @throws CommerceError */
  async close(
    id: string,
    closing: { paidElsewhere: boolean; note: string },
    within?: Transaction,
  ): Promise<Refund> {
    return this.#change(id, within, async (tx, refund) =>
      moveRefund(tx, refund, { ...refund, status: 'closed', closing }, (order) => {
        const amount = format(refund.amount, order.locale);
        const text = closing.paidElsewhere
          ? `Refund of ${amount} was paid in another way`
          : `Refund of ${amount} was given up`;
        return event(order, this.#deps.clock.now(), 'refund_closed', text);
      }),
    );
  }

  async #change(
    id: string,
    within: Transaction | undefined,
    change: (tx: Transaction, refund: Refund) => Promise<Refund>,
  ): Promise<Refund> {
    const work = async (tx: Transaction): Promise<Refund> => {
      const refund = await tx.get(refunds, id);
      if (!refund)
        throw new CommerceError('not_found', `There is no refund "${id}". List them with GET /refunds.`, {
          field: 'id',
        });
      if (refund.status !== 'failed')
        throw new CommerceError('conflict', `This refund is ${refund.status}; only one that failed is open.`);
      return change(tx, refund);
    };
    return within ? work(within) : this.#deps.store.transaction(work);
  }

  #now(): RefundDeps {
    return { ...this.#deps, now: this.#deps.clock.now() };
  }
}

const idAtProvider = (providerRefundId: string): string => `rfnd_at_${providerRefundId}`;

export async function orderOf(tx: Transaction, attempt: PaymentAttempt): Promise<Order | undefined> {
  const [order] = await tx.find(orders, { where: { checkoutId: attempt.checkoutId }, limit: 1 });
  return order?.attemptId === attempt._id ? order : undefined;
}
