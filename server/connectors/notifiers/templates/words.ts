import type { Notification } from '../../../commerce/notifier.ts';

interface Names {
  shop: string;
  orderNumber: string;
  product: string;
}

/** Everything that the emails say in one language. */
export interface Words {
  theShop: string;
  orderNumber: string;
  total: string;
  delivery: string;
  carrier: string;
  trackingNumber: string;
  track: string;
  refunded: string;
  amount: string;
  reason: string;
  /** Label of a handover's id. */
  handoff: string;
  /** Label of the command that turns a webhook on again. */
  resume: string;
  respondBy: string;
  price: string;
  confirmWatch: string;
  endWatch: string;
  toShop: string;
  notAsked: string;
  onlyEmail: string;
  bankDays: string;
  lookUp: string;
  codeWarning: string;
  signature: (shop: string) => string;
  templates: Record<
    Notification['template'],
    { subject: (names: Names) => string; opening: (names: Names) => string }
  >;
}
