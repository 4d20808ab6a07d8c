import { join } from 'node:path';
import { queries } from './http/requests.ts';
import type { Options } from './options.ts';
import type { Row } from './report.ts';
import { fillCart, openShop } from './shop.ts';
import { type Sample, summarize, timed } from './stats.ts';

/** The search engine and the tools without HTTP, one call after the other. */
export async function measureEngine(
  dir: string,
  options: Options,
  progress: (text: string) => void,
): Promise<Row[]> {
  const shop = await openShop(join(dir, 'engine'));
  const words = queries();
  let turn = 0;
  const next = (): string => words[turn++ % words.length]!;
  const found = await shop.call('search_catalog', { query: 'backpack' });
  const { session_id } = found;
  const [product] = found.products as { product_id: string; variant_id: string }[];
  const cart = await fillCart(shop.call, product!.variant_id);
  const market = await shop.services.shop.market((await shop.services.shop.get()).defaultMarket);
  const measures: [string, () => Promise<unknown>][] = [
    [
      'search engine alone',
      () =>
        shop.services.search.search({
          text: next(),
          market: market.id,
          customerGroups: [],
          filters: {},
          sort: 'relevance',
          limit: 5,
        }),
    ],
    ['search_catalog', () => shop.call('search_catalog', { query: next(), session_id })],
    ['get_product', () => shop.call('get_product', { product_id: product!.product_id, session_id })],
    [
      'update_cart, durable',
      () =>
        shop.call('update_cart', {
          session_id: cart.session_id,
          set: [{ line_id: cart.line_id, quantity: 1 + (turn++ % 2) }],
        }),
    ],
  ];
  const rows: Row[] = [];
  for (const [name, call] of measures) {
    progress(`${name} in process`);
    const samples: Sample[] = [];
    for (let run = 0; run < options.runs; run += 1) samples.push(await timed(options.ms / 3, 1, call));
    rows.push({ section: 'In process, one call after the other', name, ours: summarize(samples) });
  }
  await shop.close();
  return rows;
}
