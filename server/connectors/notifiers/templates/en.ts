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
  },
};
