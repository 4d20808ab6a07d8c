import { localized, type Product, type Variant } from '../catalog/model.ts';
import { optionText, visiblePrice } from '../catalog/rules.ts';
import type { CatalogService } from '../catalog/service.ts';
import { CommerceError } from '../errors.ts';
import { format, money } from '../money.ts';
import type { PricingLine } from '../pricing/model.ts';
import type { Principal } from '../principals/model.ts';
import type { QuoteService } from '../quotes/service.ts';
import type { Market } from '../shop/model.ts';
import type { CartLine } from './model.ts';

/** What happened to a line since it was added, in words for the buyer. */
export interface LineChange {
  lineId: string;
  code: 'price_changed' | 'unavailable' | 'market_changed';
  text: string;
}

export interface LineItem {
  line: CartLine;
  product: Product;
  variant: Variant;
}

export interface LineDeps {
  catalog: CatalogService;
  quotes: QuoteService;
}

/** The caller's terms: who buys, in which market, in which language. */
export interface BuyerTerms {
  principal: Principal;
  market: Market;
  locale: string;
}

/** A fresh quote for a variant. @throws CommerceError when it is not sold in this market */
export function quoteVariant(deps: LineDeps, product: Product, variant: Variant, terms: BuyerTerms) {
  const price = visiblePrice(variant, terms.market.id, terms.principal.customerGroups);
  if (!price) {
    throw new CommerceError(
      'not_found',
      `${localized(product.title, terms.locale)} is not sold in market ${terms.market.id}.`,
      { field: 'market' },
    );
  }
  return deps.quotes.issue(
    { ...price, productId: product._id, variantId: variant.id, taxIncluded: terms.market.taxIncluded },
    terms.principal,
  );
}

/**
 * Brings lines up to date: a quote is honoured exactly until it expires; past that, after a revocation or in another
 * market the line is quoted anew, and what changed is said. Lines that cannot be sold any more are kept and named.
 */
export async function refreshLines(
  deps: LineDeps,
  lines: readonly CartLine[],
  terms: BuyerTerms,
  now: number,
): Promise<{ items: LineItem[]; lost: CartLine[]; changes: LineChange[]; changed: boolean }> {
  const items: LineItem[] = [];
  const lost: CartLine[] = [];
  const changes: LineChange[] = [];
  let changed = false;
  for (const line of lines) {
    const found = await deps.catalog.findVariant(line.variantId);
    const price = found && visiblePrice(found.variant, terms.market.id, terms.principal.customerGroups);
    if (found?.product.status !== 'active' || !price) {
      lost.push(line);
      const title = found ? localized(found.product.title, terms.locale) : line.variantId;
      changes.push({
        lineId: line.lineId,
        code: 'unavailable',
        text: `${title} is no longer sold here. Remove it (line ${line.lineId}).`,
      });
      continue;
    }
    const verdict = await deps.quotes.verify(line.quoteId, {
      principal: terms.principal,
      market: terms.market.id,
      at: now,
    });
    if (verdict.ok) {
      items.push({ line, ...found });
      continue;
    }
    changed = true;
    const quote = quoteVariant(deps, found.product, found.variant, terms);
    if (
      quote.unitPrice.currency !== line.unitPrice.currency ||
      quote.unitPrice.amount !== line.unitPrice.amount
    ) {
      const moved = quote.unitPrice.currency !== line.unitPrice.currency;
      changes.push({
        lineId: line.lineId,
        code: moved ? 'market_changed' : 'price_changed',
        text: `The price of ${localized(found.product.title, terms.locale)} changed from ${format(line.unitPrice, terms.locale)} to ${format(quote.unitPrice, terms.locale)}.`,
      });
    }
    items.push({
      line: { ...line, quoteId: quote.id, unitPrice: quote.unitPrice, quoteExpiresAt: quote.expiresAt },
      ...found,
    });
  }
  return { items, lost, changes, changed };
}

/** With the categories' ancestors, so that a discount on a category covers what lies below it. */
export async function pricingLines(
  catalog: CatalogService,
  items: readonly LineItem[],
): Promise<PricingLine[]> {
  const categories = await catalog.categories();
  return items.map(({ line, product, variant }) => {
    const all = new Set<string>();
    for (const id of product.categories) {
      for (
        let at: string | undefined = id;
        at !== undefined && !all.has(at);
        at = categories.get(at)?.parentId
      )
        all.add(at);
    }
    return {
      lineId: line.lineId,
      productId: line.productId,
      variantId: line.variantId,
      quantity: line.quantity,
      unitPrice: money(line.unitPrice.amount, line.unitPrice.currency),
      categories: [...all],
      ...(product.brand !== undefined && { brand: product.brand }),
      taxCategory: product.taxCategory,
      weightGrams: variant.weightGrams ?? 0,
      requiresShipping: variant.requiresShipping,
    };
  });
}

/** `Trail Runner 2 (blue, 42)` */
export function lineTitle(
  { product, variant }: Pick<LineItem, 'product' | 'variant'>,
  locale: string,
): string {
  const options = optionText(product, variant, locale);
  const title = localized(product.title, locale);
  return options ? `${title} (${options})` : title;
}
