import { localized, type Product } from '../commerce/catalog/model.ts';
import { visiblePrice } from '../commerce/catalog/rules.ts';
import type { CatalogService } from '../commerce/catalog/service.ts';
import type { InventoryService } from '../commerce/inventory/service.ts';
import type { Money } from '../commerce/money.ts';
import { localeOf } from '../commerce/shop/rules.ts';
import type { ShopService } from '../commerce/shop/service.ts';
import type { CatalogIndex } from './catalog-index.ts';
import type { CatalogQuery } from './catalog-queries.ts';
import { askedKinds, type ScorePart, scoreParts } from './score-parts.ts';
import type { Relaxation, SearchFilters, SearchSort, Understood } from './search-engine.ts';

export interface ExplainedSearchRequest {
  readonly text: string;
  /** Absent: the shop's. */
  readonly market?: string | undefined;
  /** Of the customer; absent: the market's. */
  readonly locale?: string | undefined;
  readonly literal?: boolean | undefined;
  readonly customerGroups?: readonly string[] | undefined;
  readonly filters: SearchFilters;
  readonly sort: SearchSort;
  /** 1 to 50. */
  readonly limit: number;
  /** Whether to say of each product where its score comes from. */
  readonly explain: boolean;
}

export interface ExplainedProduct {
  readonly productId: string;
  readonly title: string;
  readonly brand?: string | undefined;
  readonly sku?: string | undefined;
  /** Lowest price that the customer sees. */
  readonly price?: Money | undefined;
  readonly inStock: boolean;
  readonly score: number;
  /** The merchant moved it for this query, whatever its score. */
  readonly moved?: 'pinned' | 'buried' | undefined;
  /** 0 to 1: falls with the words that the product lacks. It is in the parts already. */
  readonly coverage?: number | undefined;
  /** They add up to the score. */
  readonly parts?: readonly ScorePart[] | undefined;
}

export interface ExplainedSearch {
  readonly market: string;
  readonly locale: string;
  readonly total: number;
  readonly understood: Understood;
  readonly relaxed: readonly Relaxation[];
  /** What was taken to be the thing asked for: ids of kinds. Only with `explain`, and when anything was found. */
  readonly kinds: readonly string[];
  readonly products: readonly ExplainedProduct[];
}

/** Searches as a shopper does, and says why the answer is what it is. */
export class ExplainedSearcher {
  readonly #deps: {
    readonly search: CatalogIndex;
    readonly catalog: CatalogService;
    readonly inventory: InventoryService;
    readonly shop: ShopService;
  };

  constructor(deps: {
    search: CatalogIndex;
    catalog: CatalogService;
    inventory: InventoryService;
    shop: ShopService;
  }) {
    this.#deps = deps;
  }

  /** @throws CommerceError `invalid_input` for an unknown market */
  async search(request: ExplainedSearchRequest): Promise<ExplainedSearch> {
    const { search, catalog, inventory, shop } = this.#deps;
    const settings = await shop.get();
    const market = await shop.market(request.market ?? settings.defaultMarket);
    const locale = localeOf(settings, request.locale, market);
    const query: CatalogQuery = {
      text: request.text,
      market: market.id,
      currency: market.currency,
      locale,
      literal: request.literal,
      customerGroups: request.customerGroups,
      filters: request.filters,
      sort: request.sort,
      limit: request.limit,
    };
    const found = await search.search(query);
    const products = await catalog.findMany(found.hits.map((hit) => hit.productId));
    const stock = await inventory.availability(products.flatMap((p) => p.variants.map((v) => v.id)));
    const scores = new Map(found.hits.map((hit) => [hit.productId, hit.score]));
    const kinds = new Set<string>();
    const rows: ExplainedProduct[] = [];
    for (const product of products) {
      const explanation = request.explain ? await search.explain(query, product) : undefined;
      for (const kind of explanation ? askedKinds(explanation) : []) kinds.add(kind);
      rows.push({
        ...plain(product, locale),
        price: lowestPrice(product, market.id, request.customerGroups ?? []),
        inStock: product.variants.some((variant) => (stock.get(variant.id)?.available ?? 0) > 0),
        score: scores.get(product._id) ?? 0,
        ...(explanation && {
          moved: explanation.moved,
          coverage: explanation.coverage,
          parts: scoreParts(explanation),
        }),
      });
    }
    return {
      market: market.id,
      locale,
      total: found.total,
      understood: found.understood ?? {},
      relaxed: found.relaxed ?? [],
      kinds: [...kinds],
      products: rows,
    };
  }
}

const plain = (product: Product, locale: string) => ({
  productId: product._id,
  title: localized(product.title, locale),
  brand: product.brand,
  sku: product.variants[0]!.sku,
});

function lowestPrice(product: Product, market: string, groups: readonly string[]): Money | undefined {
  let lowest: Money | undefined;
  for (const variant of product.variants) {
    const price = visiblePrice(variant, market, groups);
    if (price && (!lowest || price.amount < lowest.amount))
      lowest = { amount: price.amount, currency: price.currency };
  }
  return lowest;
}
