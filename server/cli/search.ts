import { join } from 'node:path';
import { InventoryService } from '../commerce/inventory/service.ts';
import { systemClock } from '../platform/clock.ts';
import { randomIds } from '../platform/ids.ts';
import { CatalogIndex } from '../search/catalog-index.ts';
import { CatalogSnapshot } from '../search/catalog-snapshot.ts';
import { ExplainedSearcher } from '../search/explained-search.ts';
import { type ExplainInput, explainOutput, explainRequest } from '../surfaces/admin/routes/search-explain.ts';
import { callAdminJson } from './admin-client.ts';
import { answer, type CliContext, configOf, type GlobalOptions, note } from './context.ts';
import { CliError } from './errors.ts';
import { searchText } from './search-text.ts';
import { type OwnedShop, withShop } from './shop-access.ts';

export interface SearchOptions extends GlobalOptions {
  explain?: boolean;
  market?: string;
  locale?: string;
  limit: number;
  sort: ExplainInput['sort'];
  brand?: string[];
  category?: string[];
  type?: string[];
  attribute?: string[];
  priceMin?: number;
  priceMax?: number;
  inStock?: boolean;
  group?: string[];
  literal?: boolean;
}

export type Found = ReturnType<typeof explainOutput>;

export async function searchCommand(
  context: CliContext,
  query: string,
  options: SearchOptions,
): Promise<void> {
  if (options.limit < 1 || options.limit > 50) throw new CliError('--limit is from 1 to 50.', 2);
  const request: ExplainInput = {
    query,
    market: options.market,
    locale: options.locale,
    customer_groups: options.group,
    literal: options.literal,
    filters: {
      price_min: options.priceMin,
      price_max: options.priceMax,
      in_stock: options.inStock,
      categories: options.category,
      brands: options.brand,
      product_types: options.type,
      attributes: options.attribute && attributesOf(options.attribute),
    },
    sort: options.sort,
    limit: options.limit,
    explain: options.explain === true,
  };
  const config = configOf(context, options);
  const found = await withShop(context, config, {
    attached: (server) =>
      callAdminJson<Found>(server, {
        method: 'POST',
        path: '/search/explain',
        contentType: 'application/json',
        body: JSON.stringify(request),
      }),
    owned: (shop) => searchOwned(context, shop, join(config.dataDir, 'search.snapshot'), request),
  });
  answer(context, options, { query, ...found }, searchText(query, found, request.explain));
}

/** Loads the index from its snapshot, or reads the catalogue. */
async function searchOwned(
  context: CliContext,
  { store, shop, catalog }: OwnedShop,
  snapshot: string,
  request: ExplainInput,
): Promise<Found> {
  if (!(await shop.find()))
    throw new CliError('There is no shop here yet: start the server once, or import.');
  const inventory = new InventoryService({ store, shop });
  const search = new CatalogIndex({
    store,
    catalog,
    inventory,
    clock: systemClock,
    snapshot: new CatalogSnapshot({ path: snapshot, store, ids: randomIds }),
    onFault: (error) => note(context, error instanceof Error ? error.message : String(error)),
  });
  try {
    await search.build();
    await search.settled();
    const searcher = new ExplainedSearcher({ search, catalog, inventory, shop });
    return explainOutput(await searcher.search(explainRequest(request)));
  } finally {
    await search.close();
  }
}

function attributesOf(pairs: readonly string[]): Record<string, string[]> {
  const attributes: Record<string, string[]> = {};
  for (const pair of pairs) {
    const at = pair.indexOf('=');
    if (at < 1 || at === pair.length - 1)
      throw new CliError(`--attribute is written NAME=VALUE, such as color=blue, not "${pair}".`, 2);
    const name = pair.slice(0, at);
    attributes[name] = [...(Object.hasOwn(attributes, name) ? attributes[name]! : []), pair.slice(at + 1)];
  }
  return attributes;
}
