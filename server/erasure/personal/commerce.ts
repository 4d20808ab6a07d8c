import { attributions } from '../../commerce/affiliates/model.ts';
import { carts } from '../../commerce/carts/model.ts';
import { checkouts } from '../../commerce/checkouts/model.ts';
import type { Buyer } from '../../commerce/customers/contact.ts';
import { handoffs } from '../../commerce/handoffs/model.ts';
import { leads } from '../../commerce/leads/model.ts';
import { toolCalls } from '../../commerce/ledger/model.ts';
import { isOver } from '../../commerce/orders/dispute.ts';
import { type Order, orderCodes, orders } from '../../commerce/orders/model.ts';
import { openUnits } from '../../commerce/orders/rules.ts';
import { paymentAttempts, refunds } from '../../commerce/payments/model.ts';
import { discountUses } from '../../commerce/pricing/model.ts';
import { sessions } from '../../commerce/sessions/model.ts';
import { productWatches } from '../../commerce/watches/model.ts';
import type { Contact } from '../contact.ts';
import type { WaitReason } from '../model.ts';
import { blackenAll, personal } from '../personal.ts';
import { erasedCheckout, erasedOrder, erasedRefund } from '../tombstone.ts';

const contactsOf = ({ email, phone }: Partial<Pick<Buyer, 'email' | 'phone'>>): Contact[] => [
  ...(email === undefined ? [] : [{ kind: 'email' as const, value: email }]),
  ...(phone === undefined ? [] : [{ kind: 'phone' as const, value: phone }]),
];
const customer = ({
  principalKind,
  principalId,
}: {
  principalKind: string;
  principalId: string;
}): Contact[] => (principalKind === 'customer' ? [{ kind: 'customer', value: principalId }] : []);

/** What the merchant still owes, and needs the person for. */
export function stillOwed(order: Order): WaitReason | undefined {
  if (order.disputes.some((dispute) => !isOver(dispute))) return 'dispute';
  if (order.returns.some(({ status }) => status === 'requested' || status === 'approved')) return 'return';
  return order.lines.some((line) => openUnits(line) > 0) ? 'delivery' : undefined;
}

/** The session goes first: then nothing new can be written for it. */
export const sessionData = personal({
  collection: sessions,
  holds: 'language, market, and the email or phone number that was proven',
  erased: 'deleted',
  contacts: (session) => [
    ...customer(session),
    ...(session.verifiedContact
      ? [{ kind: session.verifiedContact.kind, value: session.verifiedContact.value }]
      : []),
  ],
  thread: ({ _id }) => _id,
  of: { field: '_id', ids: 'threads' },
  fate: () => 'delete',
});

export const commerceData = [
  personal({
    collection: carts,
    holds: 'goods, codes that were typed, country',
    erased: 'deleted',
    of: { field: 'sessionId', ids: 'threads' },
    fate: () => 'delete',
  }),
  personal({
    collection: leads,
    holds: 'need, budget, name, email, phone',
    erased: 'deleted',
    contacts: ({ contact }) => contactsOf(contact as { email?: string; phone?: string }),
    thread: ({ sessionId }) => sessionId,
    of: { field: 'sessionId', ids: 'threads' },
    fate: () => 'delete',
    mentions: blackenAll,
  }),
  personal({
    collection: productWatches,
    holds: 'which product somebody waits for, and their email',
    erased: 'deleted',
    contacts: (watch) => contactsOf(watch.email === undefined ? {} : { email: watch.email }),
    thread: ({ sessionId }) => sessionId,
    of: { field: 'sessionId', ids: 'threads' },
    fate: () => 'delete',
  }),
  personal({
    collection: handoffs,
    holds: 'summary and notes for staff, what was asked',
    erased: 'deleted',
    of: { field: 'sessionId', ids: 'threads' },
    fate: () => 'delete',
    mentions: blackenAll,
  }),
  personal({
    collection: toolCalls,
    holds: 'which tools were called in a session, and which prices, stock and totals they told',
    erased: 'deleted',
    of: { field: 'sessionId', ids: 'threads' },
    fate: () => 'delete',
  }),
  personal({
    collection: checkouts,
    holds: 'name, email, phone, address, codes that were typed',
    erased: 'deleted; where a payment was tried, kept without the person',
    contacts: (checkout) => [...customer(checkout), ...(checkout.buyer ? contactsOf(checkout.buyer) : [])],
    thread: ({ sessionId }) => sessionId,
    of: { field: 'sessionId', ids: 'threads' },
    fate: (checkout, { found, now }) => {
      if (checkout.state === 'completing' || checkout.state === 'needs_buyer') return { wait: 'payment' };
      if (checkout.erasedAt !== undefined) return 'keep';
      return found.tried.has(checkout._id) ? { replace: erasedCheckout(checkout, now) } : 'delete';
    },
  }),
  personal({
    collection: orders,
    holds: 'name, email, phone, address, parcels, reasons and notes',
    erased: 'kept for the books without the person; goods, money, tax, dates and country stay',
    contacts: ({ buyer }) => contactsOf(buyer),
    thread: ({ sessionId }) => sessionId,
    of: { field: 'sessionId', ids: 'threads' },
    fate: (order, { force, now }) => {
      if (order.erasedAt !== undefined) return 'keep';
      const reason = force ? undefined : stillOwed(order);
      return reason === undefined ? { replace: erasedOrder(order, now) } : { wait: reason };
    },
    mentions: blackenAll,
  }),
  personal({
    collection: attributions,
    holds: 'which publisher led to an order, and a keyed hash of the delivery address, so that fraud is seen',
    erased: 'kept for the books without the hash',
    of: { field: 'orderId', ids: 'orders' },
    fate: ({ addressKey, ...replace }) => (addressKey === undefined ? 'keep' : { replace }),
  }),
  personal({
    collection: refunds,
    holds: 'reasons and notes',
    erased: 'kept for the books; reasons and notes are removed',
    of: { field: 'orderId', ids: 'orders' },
    fate: (refund) => {
      const replace = erasedRefund(refund);
      return JSON.stringify(replace) === JSON.stringify(refund) ? 'keep' : { replace };
    },
    mentions: blackenAll,
  }),
  personal({
    collection: discountUses,
    holds: 'a keyed hash of the email, so that a code counts once a customer',
    erased: 'kept for the books without the hash',
    of: { field: '_id', ids: 'discountUses' },
    fate: (use) => {
      const customerKey = `erased ${use.orderId}`;
      return use.customerKey === customerKey ? 'keep' : { replace: { ...use, customerKey } };
    },
  }),
  personal({
    collection: orderCodes,
    holds: 'that a code was sent for an order',
    erased: 'deleted',
    of: ({ orderId, sessionId }, { found }) => found.orders.has(orderId) || found.threads.has(sessionId),
    fate: () => 'delete',
  }),
  personal({
    collection: paymentAttempts,
    holds: 'the address of the bank page',
    erased: 'kept for the books without that address',
    of: { field: 'checkoutId', ids: 'checkouts' },
    fate: (attempt, { waiting }) => {
      const { actionUrl, ...replace } = attempt;
      return actionUrl === undefined || waiting.has(attempt.checkoutId) ? 'keep' : { replace };
    },
  }),
];
