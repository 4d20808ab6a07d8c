import { z } from 'zod';
import {
  type Attribution,
  AttributionStatus,
  CommissionEffect,
  CommissionEntry,
  type PaidPayout,
} from '../../commerce/affiliates/model.ts';
import type { Statement } from '../../commerce/affiliates/statements.ts';
import type { Session } from '../../commerce/sessions/model.ts';
import { Moment, Money, moment } from '../admin/shapes.ts';

/** What publishers and the merchant see of commission. Nothing of it says who bought. */

export const OrderOutput = z.strictObject({
  id: z.string().describe('Names the credited order; the same in its commissions'),
  session: z.string().describe('SHA-256 (hex) of the session_id that bought'),
  status: AttributionStatus.describe(
    'pending until nothing can be returned, then approved; held: the merchant looks at it; rejected: earns nothing',
  ),
  commission: Money.describe('What it earns now'),
  ordered_at: Moment,
  due_at: Moment.optional().describe('Approved from then on; absent while goods are still to be sent'),
  approved_at: Moment.optional(),
});
export const orderOutput = (one: Attribution): z.input<typeof OrderOutput> => ({
  id: one._id,
  session: one.sessionId,
  status: one.status,
  commission: one.net,
  ordered_at: moment(one.createdAt),
  ...(one.dueAt !== undefined && one.status !== 'rejected' && { due_at: moment(one.dueAt) }),
  ...(one.approvedAt !== undefined && { approved_at: moment(one.approvedAt) }),
});

const { kind, reason } = CommissionEntry.shape;
export const CommissionOutput = z.strictObject({
  id: z.string(),
  order: z.string().describe('id of the credited order'),
  product_id: z.string(),
  kind,
  reason,
  amount: Money.describe('Negative when reversed'),
  basis: Money.optional().describe('The line after discounts, without tax'),
  rule: z.strictObject({ id: z.string(), effect: CommissionEffect }).optional(),
  at: Moment,
  paid_on: z.iso.date().optional().describe('When the merchant paid it; absent until it is marked'),
});
export const commissionOutput = (
  entry: CommissionEntry,
  paid?: Pick<PaidPayout, 'paidOn'>,
): z.input<typeof CommissionOutput> => ({
  id: entry._id,
  order: entry.attributionId,
  product_id: entry.productId,
  kind: entry.kind,
  reason: entry.reason,
  amount: entry.amount,
  ...(entry.basis && { basis: entry.basis }),
  ...(entry.rule && { rule: entry.rule }),
  at: moment(entry.createdAt),
  ...(paid && { paid_on: paid.paidOn }),
});

const minor = z.int().describe('Minor units');
export const StatementOutput = z.strictObject({
  month: z.string(),
  currency: z.string(),
  orders: z.int().describe('Credited orders with an entry in this month'),
  earned: minor,
  reversed: minor,
  restored: minor,
  net: minor.describe('The sum of this month’s entries, minor units'),
  payable: minor.describe(
    'What this month is to be paid: orders approved in it, and what changed since on those approved before; minor units, deducted when negative',
  ),
  paid: z
    .strictObject({
      amount: minor,
      paid_on: z.iso.date(),
      reference: z.string().describe('Of the transfer, in the merchant’s words'),
    })
    .optional()
    .describe('Absent until the merchant marked it as paid'),
});
export const statementOutput = ({ paid, ...statement }: Statement): z.input<typeof StatementOutput> => ({
  ...statement,
  ...(paid && {
    paid: { amount: paid.amount.amount, paid_on: paid.paidOn, reference: paid.reference },
  }),
});

/** `YYYY-MM`. */
export const Month = z
  .string()
  .regex(/^\d{4}-(0[1-9]|1[0-2])$/, 'a month such as 2026-01')
  .describe('Month in UTC, such as 2026-01; default: this month');

export const SessionOutput = z.strictObject({
  session: z.string().describe('SHA-256 (hex) of the session_id'),
  market: z.string(),
  locale: z.string(),
  began_at: Moment,
  last_seen_at: Moment,
});
export const sessionOutput = (session: Session): z.input<typeof SessionOutput> => ({
  session: session._id,
  market: session.market,
  locale: session.locale,
  began_at: moment(session.createdAt),
  last_seen_at: moment(session.lastSeenAt),
});
