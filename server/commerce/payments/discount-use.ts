import type { Transaction } from '../../platform/store/port.ts';
import { CommerceError } from '../errors.ts';
import { type AppliedDiscount, discounts, discountUses } from '../pricing/model.ts';

const useId = (discountId: string, attemptId: string): string => `${discountId}:${attemptId}`;

/** Counts the uses when the payment starts, so that a limit is never passed. @throws CommerceError when a limit is reached */
export async function takeDiscountUses(
  tx: Transaction,
  applied: readonly AppliedDiscount[],
  attemptId: string,
  customerKey: string,
): Promise<void> {
  for (const { discountId, code, title } of applied) {
    const discount = await tx.get(discounts, discountId);
    const usedUp =
      !discount?.active ||
      (discount.usageLimit !== undefined && discount.used >= discount.usageLimit) ||
      (discount.usageLimitPerCustomer !== undefined &&
        (await tx.count(discountUses, { discountId, customerKey })) >= discount.usageLimitPerCustomer);
    if (usedUp) {
      throw new CommerceError(
        'confirmation_mismatch',
        `The discount ${code ?? title} has just been used up, so the total is another. Read get_checkout and confirm again.`,
      );
    }
    await tx.replace(discounts, { ...discount, used: discount.used + 1 });
    await tx.insert(discountUses, {
      _id: useId(discountId, attemptId),
      discountId,
      orderId: attemptId,
      customerKey,
    });
  }
}

/** Gives the uses back when the payment came to nothing. */
export async function returnDiscountUses(
  tx: Transaction,
  applied: readonly AppliedDiscount[],
  attemptId: string,
): Promise<void> {
  for (const { discountId } of applied) {
    const use = await tx.get(discountUses, useId(discountId, attemptId));
    if (!use) continue;
    await tx.delete(discountUses, use._id, use.version);
    const discount = await tx.get(discounts, discountId);
    if (discount) await tx.replace(discounts, { ...discount, used: Math.max(0, discount.used - 1) });
  }
}
