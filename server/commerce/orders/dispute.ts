import { z } from 'zod';
import { Money } from '../money.ts';

/** The buyer's bank asks for the money back (a chargeback). Answered at the payment provider, within its time. */
export const Dispute = z.strictObject({
  /** The payment provider's. */
  id: z.string(),
  status: z.enum(['needs_response', 'under_review', 'won', 'lost']),
  amount: Money,
  /** The provider's word for it, such as `fraudulent` or `product_not_received`. */
  reason: z.string(),
  openedAt: z.int(),
  respondBy: z.int().optional(),
  closedAt: z.int().optional(),
});
export type Dispute = z.infer<typeof Dispute>;

export const isOver = ({ status }: Pick<Dispute, 'status'>): boolean => status === 'won' || status === 'lost';
