import type { Product } from '../../commerce/catalog/model.ts';
import { visiblePrice } from '../../commerce/catalog/rules.ts';
import type { CatalogService } from '../../commerce/catalog/service.ts';
import type { InventoryService } from '../../commerce/inventory/service.ts';
import { searchDocument } from '../catalog-documents.ts';
import type { CatalogIndex } from '../catalog-index.ts';
import type { SearchFilters, SearchResult } from '../search-types.ts';
import type { Concept } from '../understanding/concepts.ts';
import { productKind } from '../understanding/product-kind.ts';
import type { Considered } from './needs.ts';

const PAGE = 50;
const PAGES = 4;

/** Where products come from. */
export interface PoolDeps {
  readonly catalog: Pick<CatalogService, 'findMany' | 'categories'>;
  readonly search: Pick<CatalogIndex, 'search'>;
  readonly inventory: Pick<InventoryService, 'availability'>;
}

/** Who looks, and in which currency. */
export interface Looking {
  readonly market: string;
  /** ISO 4217 code of the market's currency. */
  readonly currency: string;
  readonly locale: string;
  readonly customerGroups: readonly string[];
}

/** What a search found, the best first. */
export interface Pool {
  readonly all: readonly Product[];
  /** Variants that can be shown to this caller, the cheapest first. */
  readonly variants: ReadonlyMap<Product, readonly Considered[]>;
  readonly kinds: ReadonlyMap<Product, Concept | undefined>;
  readonly understood: SearchResult['understood'];
}

export async function poolOf(
  { catalog, search, inventory }: PoolDeps,
  { market, currency, locale, customerGroups }: Looking,
  text: string,
  filters: SearchFilters,
): Promise<Pool> {
  const ids: string[] = [];
  let cursor: string | undefined;
  let understood: SearchResult['understood'];
  for (let page = 0; page < PAGES; page += 1) {
    const found = await search.search({
      ...{ text, market, currency, locale, customerGroups, filters, cursor },
      sort: 'relevance',
      limit: PAGE,
    });
    understood ??= found.understood;
    ids.push(...found.hits.map(({ productId }) => productId));
    cursor = found.nextCursor;
    if (cursor === undefined) break;
  }
  const all = (await catalog.findMany(ids)).filter(({ status }) => status === 'active');
  const stock = await inventory.availability(all.flatMap(({ variants }) => variants.map(({ id }) => id)));
  const categories = await catalog.categories();
  const variants = new Map<Product, Considered[]>();
  const kinds = new Map<Product, Concept | undefined>();
  for (const product of all) {
    const sold = product.variants.flatMap((variant) => {
      const price = visiblePrice(variant, market, customerGroups)?.amount;
      const available = stock.get(variant.id)?.available ?? 0;
      return price === undefined ? [] : [{ product, variant, price, available }];
    });
    variants.set(
      product,
      sold.sort((a, b) => a.price - b.price),
    );
    kinds.set(product, kindOf(product, categories));
  }
  return { all, variants, kinds, understood };
}

type Categories = Awaited<ReturnType<PoolDeps['catalog']['categories']>>;
const known = new WeakMap<Categories, WeakMap<Product, Concept | 'none'>>();

/** A product and the categories are other objects once they are changed. */
function kindOf(product: Product, categories: Categories): Concept | undefined {
  const kinds = known.get(categories) ?? new WeakMap<Product, Concept | 'none'>();
  known.set(categories, kinds);
  const kind =
    kinds.get(product) ?? productKind(searchDocument(product, categories, new Map())).head ?? 'none';
  kinds.set(product, kind);
  return kind === 'none' ? undefined : kind;
}
