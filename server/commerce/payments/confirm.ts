import { defineGuard } from '../../platform/guard.ts';
import { agreementOf } from '../checkouts/agreement.ts';
import type { Evaluation } from '../checkouts/evaluate.ts';
import type { Checkout } from '../checkouts/model.ts';
import { CommerceError } from '../errors.ts';
import { format, type Money } from '../money.ts';

const otherTotal = defineGuard('payment:total', 'Nobody is charged another total than the one agreed to.');
const otherPage = defineGuard(
  'payment:agreement',
  'What the payment page showed does not change under the finger.',
);
const typedByBuyer = defineGuard(
  'payment:page_contact',
  'An agent does not confirm what the buyer typed on the page.',
);
const otherAddress = defineGuard('payment:address', 'Goods go to no address that the buyer did not confirm.');

/** What the buyer said yes to. */
export interface Confirmation {
  confirmedTotal: Money;
  /** Where the parcel goes, as the buyer confirmed it to an agent. */
  confirmedAddress?: { line1: string; postal_code: string; country: string } | undefined;
  /** `agreementOf` what the hosted page showed; it stands for the address too. Absent for agents. */
  agreement?: string | undefined;
}

/** @throws CommerceError when the buyer agreed to something else than what would be charged or where it would go */
export function confirm(request: Confirmation, checkout: Checkout, evaluation: Evaluation): void {
  const { confirmedTotal, confirmedAddress, agreement } = request;
  const { total } = evaluation.breakdown;
  if (otherTotal(confirmedTotal.amount !== total.amount || confirmedTotal.currency !== total.currency)) {
    throw new CommerceError(
      'confirmation_mismatch',
      `The total is ${format(total, checkout.locale)} (${total.amount} ${total.currency} in minor units), not ${confirmedTotal.amount} ${confirmedTotal.currency}. Tell the buyer the new total, and complete with it once the buyer agrees.`,
      { field: 'confirmed_total', details: { total } },
    );
  }
  if (agreement !== undefined) {
    if (!otherPage(agreement !== agreementOf(checkout, evaluation))) return;
    throw new CommerceError(
      'version_conflict',
      'The order was changed after this page was shown. Look at it once more, then pay.',
    );
  }
  const address = checkout.shippingAddress;
  if (!address) return;
  if (typedByBuyer(checkout.contactFromPage)) {
    throw new CommerceError(
      'proof_required',
      'The buyer typed the address on the hosted page, so only the buyer can confirm it there. Send the buyer to continue_url.',
    );
  }
  const same = (a: string, b: string): boolean =>
    a.replace(/\s+/g, ' ').trim().toLowerCase() === b.replace(/\s+/g, ' ').trim().toLowerCase();
  const confirmed =
    confirmedAddress !== undefined &&
    same(confirmedAddress.line1, address.line1) &&
    same(confirmedAddress.postal_code, address.postal_code) &&
    confirmedAddress.country === address.country;
  if (otherAddress(!confirmed)) {
    throw new CommerceError(
      'confirmation_mismatch',
      'confirmed_address must repeat line1, postal_code and country of the shipping address (see get_checkout) after the buyer agreed to it.',
      { field: 'confirmed_address' },
    );
  }
}
