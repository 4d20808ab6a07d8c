import { hash } from 'node:crypto';
import type { Clock } from '../../platform/clock.ts';
import { defineGuard } from '../../platform/guard.ts';
import type { Ids } from '../../platform/ids.ts';
import type { Jobs } from '../../platform/jobs/port.ts';
import type { Store, Transaction } from '../../platform/store/port.ts';
import { CommerceError } from '../errors.ts';
import { format, type Money, min } from '../money.ts';
import type { Once } from '../once/once.ts';
import type { Session } from '../sessions/model.ts';
import { notifyBuyer, putBack, startRefund } from './effects.ts';
import { type Order, orders } from './model.ts';
import type { OrderProof } from './proof.ts';
import {
  event,
  type LineQuantity,
  openUnits,
  refundable,
  returnLines,
  statusAfter,
  takeUnits,
  valueOfUnits,
  withUnits,
} from './rules.ts';
import { replaceOrder } from './write.ts';

const unproven = defineGuard('order:proof', 'Nobody reads the order of somebody else.');

export interface OrderDeps {
  store: Store;
  clock: Clock;
  ids: Ids;
  jobs: Jobs;
  proof: OrderProof;
  /** Days after delivery (or dispatch) within which goods can be sent back. */
  returnDays: number;
}

export interface OrderAccess {
  order: Order;
  /** Whether contact and address may be shown. */
  contactVisible: boolean;
}

export class OrderService {
  readonly #deps: OrderDeps;
  constructor(deps: OrderDeps) {
    this.#deps = deps;
  }

  /**
   * @param options `code`: what the buyer received; `withContact`: contact and address are wanted, which need the code from
   * the session that bought too
   * @throws CommerceError `proof_required` (a code is then on its way if the order exists), `code_wrong`
   */
  async look(
    session: Session,
    idOrNumber: string,
    options: { code?: string | undefined; withContact?: boolean } = {},
  ): Promise<OrderAccess> {
    const { proof } = this.#deps;
    const order = await proof.find(idOrNumber);
    if (options.code !== undefined) await proof.prove(session, order, options.code);
    if (order) {
      const proven = await proof.isProven(session, order);
      const own = order.sessionId === session._id && !options.withContact;
      if (!unproven(!proven && !own)) return { order, contactVisible: proven };
    }
    await proof.sendCode(session, order);
    throw new CommerceError(
      'proof_required',
      'If this order exists, a six-digit code is on its way to the email or phone of its buyer. Ask for the code and call again with it.',
      { field: 'code' },
    );
  }

  /** The orders that this session bought, newest first. */
  async ofSession(session: Session): Promise<Order[]> {
    const found = await this.#deps.store.find(orders, { where: { sessionId: session._id }, limit: 100 });
    return found.sort((a, b) => b.createdAt - a.createdAt);
  }

  /** @throws CommerceError `not_found` */
  async get(idOrNumber: string): Promise<Order> {
    const order = await this.#deps.proof.find(idOrNumber);
    if (!order) throw unknownOrder(idOrNumber);
    return order;
  }

  /** Records a parcel. Without lines, everything that is left goes. `within`: a transaction to take part in. */
  async ship(
    id: string,
    parcel: { lines?: LineQuantity[]; carrier?: string; trackingNumber?: string; trackingUrl?: string },
    within?: Transaction,
  ): Promise<Order> {
    const { ids, clock } = this.#deps;
    return this.#change(
      id,
      async (order, tx) => {
        const units = takeUnits(order, parcel.lines, openUnits, 'shipped');
        const next = event(
          withUnits(order, units, 'fulfilled'),
          clock.now(),
          'shipped',
          'A parcel is on its way',
        );
        next.fulfillments = [
          ...order.fulfillments,
          {
            id: ids.next('ful'),
            lines: units,
            ...(parcel.carrier !== undefined && { carrier: parcel.carrier }),
            ...(parcel.trackingNumber !== undefined && { trackingNumber: parcel.trackingNumber }),
            ...(parcel.trackingUrl !== undefined && { trackingUrl: parcel.trackingUrl }),
            events: [{ at: clock.now(), status: 'shipped' }],
          },
        ];
        await notifyBuyer(tx, this.#deps.jobs, 'order_shipped', order._id, next.fulfillments.at(-1)!.id);
        return next;
      },
      within,
    );
  }

  async track(
    id: string,
    fulfillmentId: string,
    step: { status: 'in_transit' | 'out_for_delivery' | 'delivered' | 'failed'; text?: string },
    within?: Transaction,
  ): Promise<Order> {
    return this.#change(
      id,
      async (order) => {
        if (!order.fulfillments.some((f) => f.id === fulfillmentId)) {
          throw new CommerceError(
            'not_found',
            `Order ${order.number} has no fulfillment "${fulfillmentId}".`,
            {
              field: 'fulfillment_id',
            },
          );
        }
        const at = this.#deps.clock.now();
        const fulfillments = order.fulfillments.map((f) =>
          f.id === fulfillmentId
            ? {
                ...f,
                events: [
                  ...f.events,
                  { at, status: step.status, ...(step.text !== undefined && { text: step.text }) },
                ],
              }
            : f,
        );
        return event(
          { ...order, fulfillments },
          at,
          step.status,
          step.text ?? step.status.replaceAll('_', ' '),
        );
      },
      within,
    );
  }

  /** Cancels what is not sent yet, puts it back into stock and refunds it. Without lines, all of it. */
  async cancel(
    id: string,
    request: { lines?: LineQuantity[]; reason: string },
    within?: Transaction,
  ): Promise<Order> {
    return this.#change(
      id,
      async (order, tx) => {
        const units = takeUnits(order, request.lines, openUnits, 'canceled');
        const value = valueOfUnits(order, units, (line) => line.canceled);
        let next = withUnits(order, units, 'canceled');
        const whole = next.lines.every((line) => line.canceled === line.quantity);
        next.stockSources = await putBack(tx, order, units);
        next = event(next, this.#deps.clock.now(), 'canceled', whole ? 'Canceled' : 'Partly canceled');
        next = await startRefund(
          tx,
          this.#deps,
          next,
          whole ? refundable(order) : min(value, refundable(order)),
          request.reason,
        );
        await notifyBuyer(tx, this.#deps.jobs, 'order_canceled', order._id, String(next.version));
        return next;
      },
      within,
    );
  }

  /** @throws CommerceError when more would be refunded than was paid */
  async refund(id: string, request: { amount: Money; reason: string }, within?: Transaction): Promise<Order> {
    return this.#change(
      id,
      async (order, tx) => {
        const most = refundable(order);
        if (request.amount.currency !== order.currency) {
          throw new CommerceError('invalid_input', `Order ${order.number} was paid in ${order.currency}.`, {
            field: 'amount',
          });
        }
        if (request.amount.amount > most.amount) {
          throw new CommerceError(
            'conflict',
            `At most ${format(most, order.locale)} can still be refunded.`,
            {
              field: 'amount',
              details: { refundable: most },
            },
          );
        }
        const next = await startRefund(tx, this.#deps, order, request.amount, request.reason);
        await notifyBuyer(tx, this.#deps.jobs, 'order_refunded', order._id, String(order.version));
        return event(
          next,
          this.#deps.clock.now(),
          'refunded',
          `Refund of ${format(request.amount, order.locale)}`,
        );
      },
      within,
    );
  }

  /** Asks to send goods back. @throws CommerceError `not_returnable` with the reason */
  async requestReturn(
    order: Order,
    request: { lines?: LineQuantity[]; reason: string; once?: Once | undefined },
  ): Promise<{ order: Order; returnId: string }> {
    const now = this.#deps.clock.now();
    const returnId =
      request.once === undefined ? this.#deps.ids.next('rtn') : `rtn_${hash('sha256', request.once.key)}`;
    const changed = await this.#change(order._id, async (current) => {
      if (current.returns.some(({ id }) => id === returnId)) return current;
      const lines = returnLines(current, request.lines, now, this.#deps.returnDays);
      return event(
        {
          ...current,
          returns: [
            ...current.returns,
            { id: returnId, lines, reason: request.reason, status: 'requested', requestedAt: now },
          ],
        },
        now,
        'return_requested',
        'Return requested',
      );
    });
    return { order: changed, returnId };
  }

  /** Decides on a return; when it is received, the goods go back into stock and are refunded. */
  async decideReturn(
    id: string,
    returnId: string,
    status: 'approved' | 'refused' | 'received',
    within?: Transaction,
  ): Promise<Order> {
    return this.#change(
      id,
      async (order, tx) => {
        const request = order.returns.find((r) => r.id === returnId);
        if (!request)
          throw new CommerceError('not_found', `Order ${order.number} has no return "${returnId}".`, {
            field: 'return_id',
          });
        if (request.status === 'refused' || request.status === 'received') {
          throw new CommerceError('conflict', `This return is ${request.status} already.`);
        }
        const returns = order.returns.map((r) => (r.id === returnId ? { ...r, status } : r));
        let next = event(
          { ...order, returns },
          this.#deps.clock.now(),
          `return_${status}`,
          `Return ${status}`,
        );
        if (status === 'received') {
          const value = valueOfUnits(order, request.lines, (line) => line.canceled + line.returned);
          next = withUnits(next, request.lines, 'returned');
          next.stockSources = await putBack(tx, order, request.lines);
          next = await startRefund(tx, this.#deps, next, min(value, refundable(order)), 'return');
        }
        return next;
      },
      within,
    );
  }

  async #change(
    id: string,
    change: (order: Order, tx: Transaction) => Promise<Order>,
    within?: Transaction,
  ): Promise<Order> {
    const work = async (tx: Transaction): Promise<Order> => {
      const order = await this.#deps.proof.find(id, tx);
      if (!order) throw unknownOrder(id);
      const next = await change(order, tx);
      return replaceOrder(tx, { ...next, status: statusAfter(next) });
    };
    return within ? work(within) : this.#deps.store.transaction(work);
  }
}

const unknownOrder = (id: string): CommerceError =>
  new CommerceError('not_found', `There is no order "${id}".`, { field: 'order_id' });
