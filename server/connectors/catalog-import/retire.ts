import { setImmediate as nextTurn } from 'node:timers/promises';
import { localized, products } from '../../commerce/catalog/model.ts';
import type { Clock } from '../../platform/clock.ts';
import type { Reader, Store, Transaction } from '../../platform/store/port.ts';
import { feedProducts, pagesWhere } from './feed-products.ts';
import { MAX_LISTED, type RetiredProduct } from './report.ts';

/** What a feed held once and holds no more. */
export interface Missing {
  /** On sale, and of no other feed: to be retired. */
  products: RetiredProduct[];
  /** Off sale already, or held by another feed too: only forgotten as this feed's. */
  settled: Set<string>;
  /** Products of this feed that are on sale, as far as the feed knows. */
  onSale: number;
  /** When the other feeds were looked at, ms since the epoch. */
  lookedAt: number;
}

const PAGE = 100;

/**
 * @param known ids of the products that are remembered as the feed's
 * @param held ids of those that it holds now, also where their rows are bad
 */
export async function findMissing(
  store: Reader,
  clock: Clock,
  source: string,
  known: ReadonlySet<string>,
  held: ReadonlySet<string>,
): Promise<Missing> {
  const lookedAt = clock.now();
  const gone = [...known].filter((id) => !held.has(id));
  const elsewhere = gone.length > 0 ? await heldElsewhere(store, source, new Set(gone)) : new Set<string>();
  const missing: Missing = { products: [], settled: elsewhere, onSale: 0, lookedAt };
  const candidates = gone.filter((id) => !elsewhere.has(id));
  for (let start = 0; start < candidates.length; start += PAGE) {
    const ids = candidates.slice(start, start + PAGE);
    const found = new Map((await store.getMany(products, ids)).map((product) => [product._id, product]));
    for (const id of ids) {
      const product = found.get(id);
      if (product === undefined || product.status === 'archived') missing.settled.add(id);
      else missing.products.push({ id, title: localized(product.title, 'en') });
    }
    await nextTurn();
  }
  missing.onSale = known.size - missing.settled.size;
  return missing;
}

async function heldElsewhere(store: Reader, source: string, ids: ReadonlySet<string>): Promise<Set<string>> {
  const found = new Set<string>();
  for await (const page of pagesWhere(store, feedProducts, {})) {
    for (const part of page) {
      if (part.source === source) continue;
      for (const id of part.productIds) if (ids.has(id)) found.add(id);
    }
    await nextTurn();
  }
  return found;
}

/**
 * Takes products off sale and forgets that they were the feed's, some at a time so that the shop goes on serving. One that
 * another feed has taken meanwhile stays on sale.
 *
 * @returns how many were retired
 */
export async function retireProducts(
  store: Store,
  source: string,
  missing: Missing,
  onChunk: (retired: number) => void,
): Promise<number> {
  const gone = new Set([...missing.products.map(({ id }) => id), ...missing.settled]);
  if (gone.size === 0) return 0;
  let retired = 0;
  for await (const page of pagesWhere(store, feedProducts, { source })) {
    for (const part of page) {
      if (!part.productIds.some((id) => gone.has(id))) continue;
      retired += await store.transaction((tx) => retirePart(tx, part._id, gone, missing));
      onChunk(retired);
      await nextTurn();
    }
  }
  return retired;
}

async function retirePart(
  tx: Transaction,
  partId: string,
  gone: ReadonlySet<string>,
  { settled, lookedAt }: Missing,
): Promise<number> {
  const part = await tx.get(feedProducts, partId);
  if (!part) return 0;
  const since = await tx.find(feedProducts, { where: { updatedAt: { gte: lookedAt } }, limit: 10_000 });
  const late = new Set(
    since.filter(({ source }) => source !== part.source).flatMap((other) => other.productIds),
  );
  let retired = 0;
  for (const id of part.productIds) {
    if (!gone.has(id) || settled.has(id) || late.has(id)) continue;
    const product = await tx.get(products, id);
    if (!product || product.status === 'archived') continue;
    await tx.replace(products, { ...product, status: 'archived' });
    retired += 1;
  }
  const productIds = part.productIds.filter((id) => !gone.has(id));
  if (productIds.length > 0) await tx.replace(feedProducts, { ...part, productIds });
  else await tx.delete(feedProducts, part._id, part.version);
  return retired;
}

export const listed = (missing: Missing): RetiredProduct[] => missing.products.slice(0, MAX_LISTED);
