import { filterKey } from '../analysis/fold.ts';
import { attributeFacet } from '../index/document-terms.ts';
import type { InvertedIndex } from '../index/inverted-index.ts';
import type { FacetValue } from '../search-types.ts';

const OWN = new Set(['brand', 'category', 'product_type']);
const MOST = 50;

/** Counts the values of the facets asked for over the products found. A product counts once for each of its values. */
export function countFacets(
  names: readonly string[],
  slots: Int32Array,
  index: InvertedIndex,
  priceOf: (slot: number) => number,
): Record<string, FacetValue[]> {
  const keys = new Map(names.map((name) => [OWN.has(name) ? name : attributeFacet(name), name]));
  const counts = new Map<number, number>();
  const count = (terms: Uint32Array): void => {
    for (const term of terms) counts.set(term, (counts.get(term) ?? 0) + 1);
  };
  if (names.some((name) => name !== 'price')) {
    for (const slot of slots) {
      const document = index.documents.at(slot);
      count(document.filterTerms);
      if (document.variants.length === 1) count(document.variants[0]!.optionTerms);
      else count(Uint32Array.from(new Set(document.variants.flatMap((variant) => [...variant.optionTerms]))));
    }
  }
  const facets: Record<string, FacetValue[]> = Object.fromEntries(names.map((name) => [name, []]));
  for (const [term, n] of counts) {
    const entry = index.dictionary.facet(term);
    const name = entry && keys.get(entry.facet);
    if (name !== undefined) facets[name]!.push({ value: entry!.value, count: n });
  }
  for (const name of names) {
    if (filterKey(name) === 'price') facets[name] = priceRanges(Float64Array.from(slots, priceOf));
    else
      facets[name] = facets[name]!.sort((a, b) => b.count - a.count || (a.value < b.value ? -1 : 1)).slice(
        0,
        MOST,
      );
  }
  return facets;
}

/** Up to five ranges with round bounds and about as many products each: `0-1999`, `2000-4999`, … */
function priceRanges(prices: Float64Array): FacetValue[] {
  if (prices.length === 0) return [];
  prices.sort();
  const bounds = new Set<number>();
  for (let i = 1; i < 5; i += 1) bounds.add(round(prices[Math.floor((prices.length * i) / 5)]!));
  const lowest = Math.min(...bounds) > prices[0]! ? 0 : prices[0]!;
  const starts = [...new Set([lowest, ...[...bounds].filter((bound) => bound > lowest)])].sort(
    (a, b) => a - b,
  );
  const ranges: FacetValue[] = [];
  let at = 0;
  for (const [i, start] of starts.entries()) {
    const end = i + 1 < starts.length ? starts[i + 1]! - 1 : Math.max(start, prices.at(-1)!);
    const from = at;
    while (at < prices.length && prices[at]! <= end) at += 1;
    if (at > from) ranges.push({ value: `${start}-${end}`, count: at - from });
  }
  return ranges;
}

/** Down to 1, 2 or 5 times a power of ten. */
function round(amount: number): number {
  if (amount < 1) return 0;
  const power = 10 ** Math.floor(Math.log10(amount));
  const digit = amount / power;
  return (digit >= 5 ? 5 : digit >= 2 ? 2 : 1) * power;
}
