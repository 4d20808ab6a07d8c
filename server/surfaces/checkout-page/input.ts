import { z } from 'zod';
import { Address, Buyer } from '../../commerce/checkouts/model.ts';
import { Money } from '../../commerce/money.ts';
import { looksLikeCardNumber } from '../../commerce/payments/card-number.ts';
import { PageInputError } from './problem.ts';

/** The secret of `continue_url`'s fragment; `framed` says that the page is shown inside another site's page. */
export const ExchangeInput = z.strictObject({
  secret: z.string().min(1).max(200),
  framed: z.boolean().default(false),
});

export const UpdateInput = z.strictObject({
  buyer: Buyer.optional(),
  shippingAddress: Address.optional(),
  shippingOptionId: z.string().min(1).max(200).optional(),
  codes: z.array(z.string().trim().min(1).max(60)).max(20).optional(),
});

/** There is no field for a card's number, and a token that looks like one is refused. */
export const PayInput = z.strictObject({
  token: z
    .string()
    .min(1)
    .max(500)
    .refine(
      (token) => !looksLikeCardNumber(token),
      'Never send a card number: choose a payment method of this page.',
    ),
  idempotencyKey: z.string().min(16).max(100),
  confirmedTotal: Money,
  agreement: z.string().min(1).max(100),
});

/** @throws PageInputError naming every field at fault */
export function parseInput<S extends z.ZodType>(schema: S, body: unknown): z.output<S> {
  const result = schema.safeParse(body ?? {}, { reportInput: true });
  if (!result.success) throw new PageInputError(result.error);
  return result.data;
}
