import type { Reader } from '../../platform/store/port.ts';
import {
  type BuyerTerms,
  type LineDeps,
  type LineItem,
  lineTitle,
  pricingLines,
  refreshLines,
} from '../carts/lines.ts';
import type { CartLine } from '../carts/model.ts';
import { unitsByVariant } from '../carts/rules.ts';
import type { InventoryService } from '../inventory/service.ts';
import { format } from '../money.ts';
import type { Breakdown, ShippingOption } from '../pricing/model.ts';
import type { PricingService } from '../pricing/service.ts';
import type { Market, Shop } from '../shop/model.ts';
import type { Checkout, CheckoutMessage, CheckoutStatus } from './model.ts';

export interface Evaluation {
  status: CheckoutStatus;
  /** The market of the ship-to country once it is known. */
  market: Market;
  items: LineItem[];
  /** As they should be stored: with the quotes that count now. */
  lines: CartLine[];
  linesChanged: boolean;
  breakdown: Breakdown;
  shippingOptions: ShippingOption[];
  selectedOptionId: string | undefined;
  needsShipping: boolean;
  /** Where the buyer lives decides about delivery or, for goods that nobody ships, about the tax. */
  needsAddress: boolean;
  messages: CheckoutMessage[];
}

export interface EvaluateDeps extends LineDeps {
  inventory: InventoryService;
  pricing: PricingService;
}

/**
 * What a checkout amounts to at this moment: fresh quotes where the old ones ended, totals, shipping options, and every
 * reason why it cannot be completed yet. Pass the transaction as `reader` where use counts of discounts must be exact.
 */
export async function evaluateCheckout(
  deps: EvaluateDeps,
  checkout: Checkout,
  shop: Shop,
  terms: BuyerTerms,
  now: number,
  reader?: Reader,
): Promise<Evaluation> {
  const address = checkout.shippingAddress;
  const shipTo = address && shop.markets.find((m) => m.countries.includes(address.country));
  const market = shipTo ?? terms.market;
  const messages: CheckoutMessage[] = [];
  const { items, lost, changes, changed } = await refreshLines(
    deps,
    checkout.lines,
    { ...terms, market },
    now,
  );
  for (const change of changes) {
    const fatal = change.code === 'unavailable';
    messages.push({
      level: fatal ? 'error' : 'warning',
      code: change.code,
      path: `lines.${change.lineId}`,
      text: change.text,
      resolution: fatal ? 'agent' : 'none',
    });
  }
  await addShortages(deps, items, terms.locale, messages);

  const priceWith = async (shippingRateId: string | undefined) =>
    deps.pricing.price(
      {
        lines: await pricingLines(deps.catalog, items),
        market,
        destination: address && {
          country: address.country,
          ...(address.region && { region: address.region }),
        },
        shippingRateId,
        codes: checkout.codes,
        customerGroups: terms.principal.customerGroups,
        email: checkout.buyer?.email,
        now,
        locale: terms.locale,
      },
      reader,
    );
  const needsShipping = items.some((item) => item.variant.requiresShipping);
  const wanted = checkout.fulfillment[0]?.selectedOptionId;
  let { shippingOptions, ...breakdown } = await priceWith(wanted);
  let selectedOptionId = shippingOptions.find((o) => o.id === wanted)?.id;
  if (needsShipping && selectedOptionId === undefined && shippingOptions.length === 1) {
    selectedOptionId = shippingOptions[0]!.id;
    ({ shippingOptions, ...breakdown } = await priceWith(selectedOptionId));
  }
  const taxDepends = !market.taxIncluded && shop.taxRules.some((r) => market.countries.includes(r.country));
  const needsAddress = needsShipping || taxDepends;
  addMissing({
    checkout,
    needsShipping,
    needsAddress,
    selectedOptionId,
    shippingOptions,
    shipTo,
    breakdown,
    messages,
  });
  for (const refused of breakdown.rejected) {
    messages.push({
      level: 'warning',
      code: 'discount_rejected',
      path: 'codes',
      text: `${refused.code}: ${refused.message}`,
      resolution: 'agent',
    });
  }
  const evaluation: Evaluation = {
    status: statusOf(checkout, messages, now),
    market,
    items,
    lines: [...items.map((item) => item.line), ...lost],
    linesChanged: changed,
    breakdown,
    shippingOptions,
    selectedOptionId,
    needsShipping,
    needsAddress,
    messages,
  };
  return asAgreed(evaluation, checkout);
}

/** Once a payment runs, what was agreed stands, whatever prices, codes and delivery dates have become since. */
function asAgreed(evaluation: Evaluation, { agreed, lines, state }: Checkout): Evaluation {
  if (!agreed || state === 'active') return evaluation;
  return {
    ...evaluation,
    items: evaluation.items.map((item) => ({
      ...item,
      line: lines.find((line) => line.lineId === item.line.lineId) ?? item.line,
    })),
    lines: [...lines],
    linesChanged: false,
    breakdown: agreed.breakdown,
    shippingOptions: evaluation.shippingOptions.map((option) =>
      option.id === evaluation.selectedOptionId ? { ...option, ...agreed.shipping } : option,
    ),
    messages: [],
  };
}

function statusOf(checkout: Checkout, messages: readonly CheckoutMessage[], now: number): CheckoutStatus {
  if (checkout.state !== 'active') return checkout.state;
  if (checkout.expiresAt <= now) return 'expired';
  return messages.some((m) => m.level === 'error') ? 'open' : 'ready';
}

async function addShortages(
  deps: EvaluateDeps,
  items: readonly LineItem[],
  locale: string,
  messages: CheckoutMessage[],
): Promise<void> {
  const units = unitsByVariant(items.map((item) => item.line));
  const stock = await deps.inventory.availability([...units.keys()]);
  for (const [variantId, quantity] of units) {
    const available = stock.get(variantId)?.available ?? 0;
    if (quantity <= available) continue;
    const item = items.find((i) => i.variant.id === variantId)!;
    const title = lineTitle(item, locale);
    messages.push({
      level: 'error',
      code: available === 0 ? 'out_of_stock' : 'quantity_not_available',
      path: `lines.${item.line.lineId}`,
      text:
        available === 0
          ? `${title} is sold out. Remove it with update_cart and create the checkout again.`
          : `Only ${available} of ${title} left. Set quantity <= ${available} with update_cart and create the checkout again.`,
      resolution: 'agent',
    });
  }
}

function addMissing(state: {
  checkout: Checkout;
  needsShipping: boolean;
  needsAddress: boolean;
  selectedOptionId: string | undefined;
  shippingOptions: readonly ShippingOption[];
  shipTo: Market | undefined;
  breakdown: Breakdown;
  messages: CheckoutMessage[];
}): void {
  const { checkout, messages } = state;
  const missing = (path: string, text: string): void => {
    messages.push({ level: 'error', code: 'missing', path, text, resolution: 'agent' });
  };
  if (!checkout.buyer)
    missing(
      'buyer.email',
      'The buyer’s email is missing. Ask for it and pass buyer, or send the buyer to continue_url.',
    );
  if (!state.needsAddress) return;
  if (!checkout.shippingAddress) {
    missing(
      'shipping_address',
      state.needsShipping
        ? 'The shipping address is missing. Ask for it and pass shipping_address, or send the buyer to continue_url.'
        : 'The buyer’s address is missing, and tax depends on it. Ask for it and pass shipping_address, or send the buyer to continue_url.',
    );
  } else if (state.needsShipping && (!state.shipTo || state.shippingOptions.length === 0)) {
    messages.push({
      level: 'error',
      code: 'not_shippable',
      path: 'shipping_address.country',
      text: `We do not ship this order to ${checkout.shippingAddress.country}. Ask for another address.`,
      resolution: 'agent',
    });
  } else if (state.needsShipping && state.selectedOptionId === undefined) {
    const options = state.shippingOptions
      .map((o) => `${o.id} (${o.title}, ${format(o.price, checkout.locale)})`)
      .join('; ');
    missing('shipping_option_id', `Choose a shipping option: ${options}.`);
  } else if (!state.breakdown.taxKnown || !state.breakdown.shippingKnown) {
    missing(
      'shipping_address.region',
      `The state or province of the shipping address is missing, and tax or shipping to ${checkout.shippingAddress.country} depends on it. Ask for it and pass shipping_address.region, such as CA.`,
    );
  }
}
