import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { SearchDocument } from '../../server/search/search-engine.ts';

/** One line of `products.jsonl`: price in cents, USD; empty strings where nothing is known. */
interface Row {
  readonly product_id: string;
  readonly title: string;
  readonly sku: string;
  readonly brand: string;
  readonly type: string;
  readonly features: string;
  readonly description: string;
  readonly price: number;
}

export interface Judgements {
  readonly queries: readonly { readonly id: string; readonly text: string }[];
  /** Query id -> product id -> rating 0 to 3. */
  readonly ratings: ReadonlyMap<string, ReadonlyMap<string, number>>;
}

function lines<T>(folder: string, file: string): T[] {
  const text = readFileSync(join(folder, file), 'utf8');
  return text
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line) as T);
}

/** The products of the folder as search documents, in market `us`, all in stock. */
export function readDocuments(folder: string): SearchDocument[] {
  return lines<Row>(folder, 'products.jsonl').map((row, i) => ({
    productId: row.product_id,
    title: { en: row.title },
    brand: row.brand || undefined,
    productType: row.type ? { en: row.type } : undefined,
    categories: [],
    tags: [],
    attributes: [],
    features: row.features,
    description: { en: row.description },
    variants: [
      {
        id: `var_${row.product_id}`,
        sku: row.sku || undefined,
        options: {},
        prices: [{ market: 'us', amount: row.price }],
        available: 100,
      },
    ],
    createdAt: i,
  }));
}

export function readJudgements(folder: string): Judgements {
  const queries = lines<{ query_id: string; query: string }>(folder, 'queries.jsonl');
  const ratings = new Map<string, Map<string, number>>();
  for (const row of lines<{ query_id: string; product_id: string; rating: number }>(
    folder,
    'ratings.jsonl',
  )) {
    const ofQuery = ratings.get(row.query_id) ?? new Map<string, number>();
    ofQuery.set(row.product_id, row.rating);
    ratings.set(row.query_id, ofQuery);
  }
  return { queries: queries.map((row) => ({ id: row.query_id, text: row.query })), ratings };
}
