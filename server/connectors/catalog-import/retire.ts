import { setImmediate as nextTurn } from 'node:timers/promises';
import { localized, type Product, products } from '../../commerce/catalog/model.ts';
import type { Reader, Store } from '../../platform/store/port.ts';
import { type FeedItem, feedItems } from './feed-items.ts';
import { MAX_LISTED, type RetiredProduct } from './report.ts';

/** What a feed held once and holds no more. */
export interface Missing {
  /** On sale, and of no other feed: to be retired. */
  products: RetiredProduct[];
  /** Items of this feed whose products need not be touched: off sale already, or held by another feed too. */
  settled: string[];
  /** Products of this feed that are on sale. */
  onSale: number;
}

const PAGE = 100;
const CHUNK = 25;

/** @param held ids of the products that the feed holds now, also those whose rows are bad */
export async function findMissing(
  store: Reader,
  source: string,
  held: ReadonlySet<string>,
): Promise<Missing> {
  const missing: Missing = { products: [], settled: [], onSale: 0 };
  let after: { value: string; _id: string } | undefined;
  for (;;) {
    const page: FeedItem[] = await store.find(feedItems, {
      where: { source },
      sort: { field: 'source', direction: 'asc' },
      limit: PAGE,
      ...(after && { after }),
    });
    const found = new Map(
      (
        await store.getMany(
          products,
          page.map((item) => item.productId),
        )
      ).map((p) => [p._id, p]),
    );
    for (const item of page) await judge(store, item, found.get(item.productId), held, missing);
    const last = page.at(-1);
    if (!last || page.length < PAGE) return missing;
    after = { value: source, _id: last._id };
    await nextTurn();
  }
}

async function judge(
  store: Reader,
  item: FeedItem,
  product: Product | undefined,
  held: ReadonlySet<string>,
  missing: Missing,
): Promise<void> {
  const onSale = product !== undefined && product.status !== 'archived';
  if (onSale) missing.onSale += 1;
  if (held.has(item.productId)) return;
  const elsewhere = onSale && (await isElsewhere(store, item));
  if (onSale && !elsewhere) missing.products.push({ id: product._id, title: localized(product.title, 'en') });
  else missing.settled.push(item.productId);
}

async function isElsewhere(store: Reader, { source, productId }: FeedItem): Promise<boolean> {
  const items = await store.find(feedItems, { where: { productId }, limit: 100 });
  return items.some((other) => other.source !== source);
}

/**
 * Takes products off sale and forgets that they were the feed's, some at a time so that the shop goes on serving. Looks again
 * at each: one that another feed has taken meanwhile stays.
 *
 * @returns how many were retired
 */
export async function retireProducts(
  store: Store,
  source: string,
  missing: Missing,
  onChunk: (retired: number) => void,
): Promise<number> {
  let retired = 0;
  const all = [...missing.products.map(({ id }) => id), ...missing.settled];
  for (let start = 0; start < all.length; start += CHUNK) {
    const ids = all.slice(start, start + CHUNK);
    retired += await store.transaction(async (tx) => {
      let count = 0;
      for (const productId of ids) {
        const items = await tx.find(feedItems, { where: { productId }, limit: 100 });
        const own = items.find((item) => item.source === source);
        if (!own) continue;
        await tx.delete(feedItems, own._id, own.version);
        const product = await tx.get(products, productId);
        if (!product || product.status === 'archived' || items.length > 1) continue;
        await tx.replace(products, { ...product, status: 'archived' });
        count += 1;
      }
      return count;
    });
    onChunk(retired);
    await nextTurn();
  }
  return retired;
}

export const listed = (missing: Missing): RetiredProduct[] => missing.products.slice(0, MAX_LISTED);
