import type { InvertedIndex } from '../index/inverted-index.ts';
import { priceKey } from '../index/product-data.ts';
import type { SearchQuery } from '../search-types.ts';

/**
 * Whether the customer of a query can buy any product that has, of each clause, any of its terms. Ends with the first one.
 */
export function isSold(
  index: InvertedIndex,
  clauses: readonly (readonly string[])[],
  { market, customerGroups = [] }: Pick<SearchQuery, 'market' | 'customerGroups'>,
): boolean {
  const lists = clauses.map((terms) =>
    terms.flatMap((term) => {
      const id = index.find(term);
      return id === undefined ? [] : index.postings(id);
    }),
  );
  const lengths = lists.map((runs) => runs.reduce((sum, run) => sum + run.length, 0));
  const shortest = lengths.indexOf(Math.min(...lengths));
  const others = lists.filter((_, i) => i !== shortest);
  const { alive, prices } = index.products;
  const keys = [undefined, ...customerGroups].map((group) => priceKey(market, group));
  const seen = prices.filter(({ key }) => keys.includes(key));
  const fits = (packed: number): boolean => {
    const slot = packed >>> 8;
    return (
      alive[slot] === 1 &&
      seen.some(({ amounts }) => amounts[slot] !== Number.POSITIVE_INFINITY) &&
      others.every((runs) => runs.some((run) => hasSlot(run, slot)))
    );
  };
  return lists[shortest]?.some((run) => run.some(fits)) ?? false;
}

/** @param run postings, slots ascending */
function hasSlot(run: Uint32Array, slot: number): boolean {
  let low = 0;
  let high = run.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (run[middle]! >>> 8 < slot) low = middle + 1;
    else high = middle;
  }
  return low < run.length && run[low]! >>> 8 === slot;
}
