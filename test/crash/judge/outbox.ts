import type { Evidence, Violation } from './evidence.ts';

/** By the kind of event in the order's history, the start of the subject that tells the buyer of it. */
export const SUBJECTS: readonly { template: string; event?: string; subject: (number: string) => string }[] =
  [
    { template: 'order_confirmation', subject: (number) => `Your order ${number} at Test Shop` },
    {
      template: 'order_shipped',
      event: 'shipped',
      subject: (number) => `Your order ${number} is on its way`,
    },
    {
      template: 'order_canceled',
      event: 'canceled',
      subject: (number) => `Your order ${number} was canceled`,
    },
    { template: 'order_refunded', event: 'refunded', subject: (number) => `Refund for your order ${number}` },
  ];

/**
 * Every message was sent, under one message id for each occasion: copies of the same id are the same message.
 * @param more whether there may be messages about what the shop does not know any more
 */
export function* judgeOutbox({ orders, mails }: Evidence, more = false): Generator<Violation> {
  for (const order of orders.values()) {
    for (const { template, event, subject } of SUBJECTS) {
      const wanted = event === undefined ? 1 : order.events.filter(({ kind }) => kind === event).length;
      const sent = mails.get(subject(order.number))?.size ?? 0;
      if (more ? sent < wanted : sent !== wanted)
        yield {
          invariant: 'every message is sent once',
          detail: `${order._id}: ${sent} of ${wanted} ${template}`,
        };
    }
  }
}
