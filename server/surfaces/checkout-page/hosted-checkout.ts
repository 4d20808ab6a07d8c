import { localized } from '../../commerce/catalog/model.ts';
import { optionText } from '../../commerce/catalog/rules.ts';
import { agreementOf } from '../../commerce/checkouts/agreement.ts';
import type { PageLinks } from '../../commerce/checkouts/page-link.ts';
import { type CheckoutService, type CheckoutView, mayReadContact } from '../../commerce/checkouts/service.ts';
import { CommerceError } from '../../commerce/errors.ts';
import { multiply } from '../../commerce/money.ts';
import { orders } from '../../commerce/orders/model.ts';
import { paymentAttempts } from '../../commerce/payments/model.ts';
import type { PaymentService } from '../../commerce/payments/service.ts';
import type { PolicyService } from '../../commerce/policies/service.ts';
import type { Shop } from '../../commerce/shop/model.ts';
import type { ShopService } from '../../commerce/shop/service.ts';
import type { Reader } from '../../platform/store/port.ts';
import type { CheckoutPageView, HostedCheckout, PageHolder } from './port.ts';

export interface HostedCheckoutDeps {
  store: Reader;
  shop: ShopService;
  checkouts: CheckoutService;
  payments: PaymentService;
  policies: PolicyService;
  links: PageLinks;
  /** What the page offers, from the payment provider. */
  methods: readonly { token: string; label: string }[];
}

/** Gives the hosted page the checkout that its cookie opens, with what the buyer typed. */
export function createHostedCheckout(deps: HostedCheckoutDeps): HostedCheckout {
  const { store, shop, checkouts, payments, policies, links, methods } = deps;

  const viewOf = async ({ checkoutId, holder }: PageHolder): Promise<CheckoutPageView> => {
    const checkout = await checkouts.byId(checkoutId);
    return pageView(await checkouts.view(checkout, checkouts.principalOf(checkout, undefined)), holder);
  };

  const pageView = async (
    { checkout, evaluation }: CheckoutView,
    holder: string,
  ): Promise<CheckoutPageView> => {
    const readable = mayReadContact(checkout, holder);
    const settings = await shop.get();
    const { locale } = checkout;
    const { breakdown } = evaluation;
    const priceOf = new Map(breakdown.lines.map((line) => [line.lineId, line.subtotal]));
    const attempt = checkout.agreed && (await store.get(paymentAttempts, checkout.agreed.attemptId));
    const order = checkout.orderId === undefined ? undefined : await store.get(orders, checkout.orderId);
    return {
      id: checkout._id,
      version: checkout.version,
      agreement: agreementOf(checkout, evaluation),
      status: evaluation.status,
      shopName: settings.name,
      locale,
      currency: checkout.currency,
      lines: evaluation.items.map(({ line, product, variant }) => {
        const image = variant.image ?? product.images[0];
        return {
          lineId: line.lineId,
          title: localized(product.title, locale),
          options: optionText(product, variant, locale),
          quantity: line.quantity,
          unitPrice: line.unitPrice,
          total: priceOf.get(line.lineId) ?? multiply(line.unitPrice, line.quantity),
          ...(image && { imageUrl: image.url }),
        };
      }),
      totals: breakdown.totals,
      total: breakdown.total,
      applied: breakdown.applied,
      rejected: breakdown.rejected,
      codes: checkout.codes,
      ...(readable && checkout.buyer && { buyer: checkout.buyer }),
      ...(readable && checkout.shippingAddress && { shippingAddress: checkout.shippingAddress }),
      needsShipping: evaluation.needsShipping,
      needsAddress: evaluation.needsAddress,
      shippingOptions: evaluation.shippingOptions,
      ...(evaluation.selectedOptionId !== undefined && {
        selectedShippingOption: evaluation.selectedOptionId,
      }),
      countries: countriesOf(settings, evaluation.needsShipping),
      messages: evaluation.messages,
      paymentMethods: [...methods],
      isTestPayment: payments.provider.isTest,
      ...(checkout.state === 'needs_buyer' &&
        attempt?.actionUrl !== undefined && { actionUrl: attempt.actionUrl }),
      ...(order && { orderNumber: order.number }),
      policies: (await policies.list()).map(({ _id, title, sections }) => ({
        kind: _id,
        title: localized(title, locale),
        text: sections
          .map(({ heading, body }) => `${localized(heading, locale)}: ${localized(body, locale)}`)
          .join('\n\n'),
      })),
    };
  };

  return {
    exchangeSecret: (secret) => links.exchange(secret),
    view: viewOf,
    update: async ({ checkoutId, holder }, { buyer, shippingAddress, shippingOptionId, codes }) => {
      const checkout = await checkouts.byId(checkoutId);
      const principal = checkouts.principalOf(checkout, undefined);
      return pageView(
        await checkouts.change(
          checkoutId,
          { buyer, shippingAddress, shippingOptionId, codes },
          principal,
          holder,
        ),
        holder,
      );
    },
    pay: async (page, payment) => {
      const { checkoutId } = page;
      const checkout = await checkouts.byId(checkoutId);
      if (!mayReadContact(checkout, page.holder)) {
        throw new CommerceError(
          'checkout_incomplete',
          'Contact and address were given in another browser and are not shown here. Enter them again to pay here.',
        );
      }
      // Another try while the bank waits: the first one ends, or turns out to be paid.
      if (checkout.state === 'needs_buyer' && checkout.agreed)
        await payments.giveUp(checkout.agreed.attemptId);
      const answer = await payments.complete({
        checkoutId,
        keyOwner: `page ${checkoutId}`,
        idempotencyKey: payment.idempotencyKey,
        confirmedTotal: payment.confirmedTotal,
        agreement: payment.agreement,
        token: payment.token,
        principal: checkouts.principalOf(checkout, payment.address),
      });
      if (answer.outcome === 'refused') {
        throw new CommerceError(answer.code === 'canceled' ? 'conflict' : answer.code, answer.message);
      }
      return viewOf(page);
    },
    settle: async (page) => {
      const checkout = await checkouts.byId(page.checkoutId);
      if (checkout.agreed && checkout.state !== 'completed') {
        const answer = await payments.settle(checkout.agreed.attemptId);
        if (answer.outcome === 'refused') {
          throw new CommerceError(answer.code === 'canceled' ? 'conflict' : answer.code, answer.message);
        }
      }
      return viewOf(page);
    },
  };
}

/** Where goods can be sent; those that nobody ships are sold in every market. */
function countriesOf(
  { shippingZones, markets }: Pick<Shop, 'shippingZones' | 'markets'>,
  shipped: boolean,
): string[] {
  return [...new Set((shipped ? shippingZones : markets).flatMap(({ countries }) => countries))].sort();
}
