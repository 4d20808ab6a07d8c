import type { Address, Buyer, CheckoutMessage, CheckoutStatus } from '../../commerce/checkouts/model.ts';
import type { Money } from '../../commerce/money.ts';
import type {
  AppliedDiscount,
  RejectedDiscount,
  ShippingOption,
  Total,
} from '../../commerce/pricing/model.ts';

/** What the hosted page shows. It may hold what the buyer typed: it goes only to the holder of the page's cookie. */
export interface CheckoutPageView {
  id: string;
  /** Grows with each change. */
  version: number;
  /** Names all that is shown here; repeated by the payment, so that nobody changes it unseen. */
  agreement: string;
  status: CheckoutStatus;
  shopName: string;
  locale: string;
  currency: string;
  lines: {
    title: string;
    options: string;
    quantity: number;
    unitPrice: Money;
    total: Money;
    imageUrl?: string;
  }[];
  totals: Total[];
  total: Money;
  applied: AppliedDiscount[];
  rejected: RejectedDiscount[];
  codes: string[];
  buyer?: Buyer;
  shippingAddress?: Address;
  needsShipping: boolean;
  /** True too where tax depends on the address of goods that are not shipped. */
  needsAddress: boolean;
  shippingOptions: ShippingOption[];
  selectedShippingOption?: string;
  countries: string[];
  messages: CheckoutMessage[];
  /** Tokens of the payment provider that the page may offer (the test provider: success, decline, needs action …). */
  paymentMethods: { token: string; label: string }[];
  isTestPayment: boolean;
  /** Where to go for a bank's confirmation, while one is pending. */
  actionUrl?: string;
  orderNumber?: string;
  /** `text` (plain, paragraphs parted by empty lines) is shown when the buyer opens it. */
  policies: { kind: string; title: string; text?: string }[];
}

export interface CheckoutPageUpdate {
  buyer?: Buyer;
  shippingAddress?: Address;
  shippingOptionId?: string;
  codes?: string[];
}

/** One browser's opening of a checkout, from its cookie. */
export interface PageHolder {
  checkoutId: string;
  /** Names the browser; what was typed in it is shown only there. */
  holder: string;
}

/** The checkout as the hosted page uses it. All of these throw CommerceError for what the buyer can mend. */
export interface HostedCheckout {
  /** Trades the secret of `continue_url`'s fragment, once, for the checkout it opens. */
  exchangeSecret(secret: string): Promise<{ checkoutId: string }>;
  view(page: PageHolder): Promise<CheckoutPageView>;
  update(page: PageHolder, update: CheckoutPageUpdate): Promise<CheckoutPageView>;
  /**
   * `confirmedTotal` and `agreement` are what the page showed; others are refused. The key makes a double click harmless.
   * `address` is the network address of the buyer's browser.
   */
  pay(
    page: PageHolder,
    payment: {
      token: string;
      idempotencyKey: string;
      confirmedTotal: Money;
      agreement: string;
      address?: string;
    },
  ): Promise<CheckoutPageView>;
  /** Asks the provider what became of a pending payment (the buyer came back from the bank). */
  settle(page: PageHolder): Promise<CheckoutPageView>;
}
