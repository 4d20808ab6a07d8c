import { createHash } from 'node:crypto';
import type { Evaluation } from './evaluate.ts';
import type { Checkout } from './model.ts';

/**
 * Names what the hosted page showed: goods, recipient, contact, delivery and total. The page repeats it when it pays, so
 * that nobody who shares the checkout (the agent, another browser) can change any of it under the buyer's finger.
 */
export function agreementOf(checkout: Checkout, evaluation: Evaluation): string {
  const shown = [
    evaluation.items.map(({ line }) => [line.variantId, line.quantity, line.unitPrice.amount]),
    sorted(checkout.buyer),
    sorted(checkout.shippingAddress),
    evaluation.selectedOptionId ?? null,
    evaluation.breakdown.total.amount,
    evaluation.breakdown.total.currency,
  ];
  return createHash('sha256').update(JSON.stringify(shown)).digest('base64url');
}

const sorted = (fields: object | undefined): unknown =>
  fields === undefined ? null : Object.entries(fields).sort(([a], [b]) => (a < b ? -1 : 1));
