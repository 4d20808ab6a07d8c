import type { Words } from './words.ts';

export const en: Words = {
  theShop: 'the shop',
  orderNumber: 'Order number',
  total: 'Total',
  delivery: 'Estimated delivery',
  carrier: 'Carrier',
  trackingNumber: 'Tracking number',
  track: 'Track your parcel',
  refunded: 'Refunded',
  amount: 'Amount',
  reason: 'Reason',
  handoff: 'Handover',
  resume: 'Turn it on again with',
  respondBy: 'Answer by',
  price: 'Price',
  confirmWatch: 'Confirm',
  endWatch: 'End this, or get no more such emails',
  toShop: 'To the shop',
  notAsked: 'If you did not ask for this, do nothing: you will hear no more of it.',
  onlyEmail: 'This was the one email that you asked for.',
  bankDays: 'Depending on your bank, it takes a few days until the money is on your account.',
  lookUp:
    'To look up your order, give the assistant this order number. We will then send a code to this address.',
  codeWarning: 'Enter it only where you asked for it. If you did not ask for a code, ignore this message.',
  signature: (shop) => `Kind regards, ${shop}`,
  templates: {
    order_confirmation: {
      subject: ({ shop, orderNumber }) => `Your order ${orderNumber} at ${shop}`,
      opening: () => 'Thank you for your order. We have received your payment.',
    },
    order_shipped: {
      subject: ({ orderNumber }) => `Your order ${orderNumber} is on its way`,
      opening: () => 'Good news: your parcel is on its way.',
    },
    order_canceled: {
      subject: ({ orderNumber }) => `Your order ${orderNumber} was canceled`,
      opening: () => 'Your order was canceled.',
    },
    order_refunded: {
      subject: ({ orderNumber }) => `Refund for your order ${orderNumber}`,
      opening: () => 'We have sent your money back.',
    },
    order_code: {
      subject: ({ shop }) => `Your code for ${shop}`,
      opening: () => 'With this code you can see your order:',
    },
    payment_refunded: {
      subject: ({ shop }) => `Your payment to ${shop} is being refunded`,
      opening: () =>
        'Your payment arrived, but we could not make the order. You get all of your money back; we are sorry.',
    },
    watch_confirm: {
      subject: ({ product }) => `Please confirm: ${product}`,
      opening: ({ shop, product }) =>
        `Somebody, we hope you, wants one email from ${shop} about ${product}. Confirm it with this link; it is good for seven days.`,
    },
    watch_back_in_stock: {
      subject: ({ product }) => `${product} is in stock again`,
      opening: ({ shop, product }) =>
        `${product} is in stock again at ${shop}. We cannot promise for how long.`,
    },
    watch_price_below: {
      subject: ({ product }) => `${product} costs less now`,
      opening: ({ product }) => `${product} costs less now than the amount you named.`,
    },
    refund_failed: {
      subject: ({ orderNumber }) => `A refund failed: order ${orderNumber}`,
      opening: () =>
        'A refund could not be made: the money is still with the shop. Try it again or close it in the admin API (GET /admin/v1/refunds?status=failed), or pay the buyer in another way.',
    },
    dispute_opened: {
      subject: ({ orderNumber }) => `A payment is disputed: order ${orderNumber}`,
      opening: () =>
        'The buyer’s bank asks for the money back. Answer at your payment provider in time, or the money is lost.',
    },
    dispute_closed: {
      subject: ({ orderNumber }) => `A dispute is decided: order ${orderNumber}`,
      opening: () => 'The bank has decided about a dispute. The outcome stands below.',
    },
    handoff_waiting: {
      subject: ({ shop }) => `A customer waits for a person at ${shop}`,
      opening: () =>
        'A customer in the chat waits for a person. Open the inbox (shopwright inbox) to see why and to answer.',
    },
    webhook_gone: {
      subject: ({ shop }) => `A webhook of ${shop} was disabled`,
      opening: () =>
        'Its address answered 410 Gone, so no more events are sent there. If that was not meant, turn it on again: it goes on where it stopped.',
    },
    webhook_unreachable: {
      subject: ({ shop }) => `A webhook of ${shop} was disabled`,
      opening: () =>
        'Its address has taken nothing for three days, so no more events are sent there. Once it answers again, turn it on: it goes on where it stopped. Events are kept for 30 days.',
    },
  },
};
