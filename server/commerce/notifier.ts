/** What is sent to a customer outside the conversation. `dedupeKey` makes a repeated send harmless. */
export interface Notification {
  dedupeKey: string;
  to: { email?: string; phone?: string };
  locale: string;
  template:
    | 'order_confirmation'
    | 'order_shipped'
    | 'order_canceled'
    | 'order_refunded'
    | 'order_code'
    | 'payment_refunded'
    | 'watch_confirm'
    | 'watch_back_in_stock'
    | 'watch_price_below'
    /** To the merchant. */
    | 'refund_failed'
    | 'dispute_opened'
    | 'dispute_closed'
    | 'handoff_waiting'
    | 'webhook_gone'
    | 'webhook_unreachable';
  /** Values for the template, already rendered for people. */
  values: Record<string, string>;
}

export interface Notifier {
  /** @throws when it could not be handed over; the caller tries again */
  send(notification: Notification): Promise<void>;
}
