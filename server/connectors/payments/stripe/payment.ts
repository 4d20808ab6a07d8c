import { createHash } from 'node:crypto';
import { z } from 'zod';
import { documentFields } from '../../../commerce/catalog/model.ts';
import { Money } from '../../../commerce/money.ts';
import { defineCollection } from '../../../platform/store/port.ts';

/** What this server must know of a payment at Stripe to ask for it after a crash. `_id` is the attempt's id. */
export const StripePayment = z.strictObject({
  ...documentFields,
  /** `token`: a PaymentIntent for a token that an agent passed. `page`: a Checkout Session, paid on Stripe's own page. */
  kind: z.enum(['token', 'page']),
  amount: Money,
  /** SHA-256 of the token: enough to tell another request from a repeated one. */
  tokenHash: z.string(),
  checkoutId: z.string().optional(),
  returnUrl: z.string(),
  /** What the page shows beside the total. */
  shopName: z.string(),
  /** When the page closes, seconds since the epoch: part of the request, so a repeated one must carry the same. */
  pageClosesAt: z.int(),
  startedAt: z.int(),
  /** `pi_…` or `cs_…`, once Stripe told. */
  stripeId: z.string().optional(),
  /** `started`: money cannot have moved. `confirming`: it may. `closed`: given up before, so it never will. */
  stage: z.enum(['started', 'confirming', 'closed']),
});
export type StripePayment = z.infer<typeof StripePayment>;
export const stripePayments = defineCollection('stripePayments', StripePayment, {});

export const hashOfToken = (token: string): string => createHash('sha256').update(token).digest('hex');
