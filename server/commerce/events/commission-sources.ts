import { attributions, commissionEntries, paidPayouts } from '../affiliates/model.ts';
import { source } from './source.ts';

/** Of the order, so that they come in their order with the rest of its story. */
export const commissionSource = source(commissionEntries, ({ before, after }) => {
  if (before || !after) return [];
  const { _id, orderId, attributionId, publisherId, lineId, productId, kind, reason, amount } = after;
  return [
    {
      type: `commission.${kind}`,
      subject: `order/${orderId}`,
      data: {
        entry_id: _id,
        commission_id: attributionId,
        order_id: orderId,
        publisher_id: publisherId,
        line_id: lineId,
        product_id: productId,
        reason,
        amount,
      },
    },
  ];
});

export const attributionSource = source(attributions, ({ before, after }) => {
  if (!after || after.status === before?.status) return [];
  const { _id, orderId, publisherId, status, net } = after;
  return [
    {
      type: `commission.${status}`,
      subject: `order/${orderId}`,
      data: { commission_id: _id, order_id: orderId, publisher_id: publisherId, net },
    },
  ];
});

/** Of the publisher: it is about many orders. */
export const payoutSource = source(paidPayouts, ({ before, after }) => {
  if (before || !after) return [];
  const { publisherId, month, amount, reference, paidOn } = after;
  return [
    {
      type: 'commission.paid',
      subject: `publisher/${publisherId}`,
      data: { publisher_id: publisherId, month, amount, reference, paid_on: paidOn },
    },
  ];
});
