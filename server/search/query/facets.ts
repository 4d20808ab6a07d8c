import { attributeFacet } from '../index/document-terms.ts';
import type { InvertedIndex } from '../index/inverted-index.ts';
import { OF_OPTION } from '../index/product-data.ts';
import type { FacetValue } from '../search-types.ts';

const OWN = new Set(['brand', 'category', 'product_type']);
const PRICE = 'price';
const MOST = 50;

/** Prices looked at to choose the bounds of the ranges. */
const SAMPLE = 2048;

/** Counts the facets of one engine; its counters live as long. */
export class Facets {
  readonly #index: InvertedIndex;
  #counts = new Uint32Array(0);
  #counted: number[] = [];
  /** Of filter terms that came since the last merge. */
  readonly #newCounts = new Map<number, number>();

  constructor(index: InvertedIndex) {
    this.#index = index;
  }

  /** The values of the facets asked for over the products found. A product counts once for each of its values. */
  count(
    names: readonly string[],
    slots: Int32Array,
    priceOf: (slot: number) => number,
  ): Record<string, FacetValue[]> {
    const facets: Record<string, FacetValue[]> = Object.fromEntries(names.map((name) => [name, []]));
    const keys = new Map<string, string>();
    for (const name of names) {
      if (name === PRICE) facets[name] = priceRanges(slots, priceOf);
      else keys.set(OWN.has(name) ? name : attributeFacet(name), name);
    }
    if (keys.size === 0) return facets;
    this.#countTerms(slots);
    const add = (term: number, count: number): void => {
      const entry = this.#index.facet(term);
      const name = entry && keys.get(entry.facet);
      if (name !== undefined) facets[name]!.push({ value: entry!.value, count });
    };
    for (const term of this.#counted) {
      add(term, this.#counts[term]!);
      this.#counts[term] = 0;
    }
    for (const [term, count] of this.#newCounts) add(term, count);
    this.#counted = [];
    this.#newCounts.clear();
    for (const name of keys.values()) {
      facets[name]!.sort((a, b) => b.count - a.count || (a.value < b.value ? -1 : 1)).splice(MOST);
    }
    return facets;
  }

  #countTerms(slots: Int32Array): void {
    const { filterTermBound } = this.#index;
    if (this.#counts.length < filterTermBound) this.#counts = new Uint32Array(filterTermBound);
    const { filterStart, filterTerms } = this.#index.products;
    const counts = this.#counts;
    for (let i = 0; i < slots.length; i += 1) {
      const slot = slots[i]!;
      const end = filterStart[slot + 1]!;
      for (let at = filterStart[slot]!; at < end; at += 1) {
        const term = filterTerms[at]! & ~OF_OPTION;
        if (term >= filterTermBound) {
          this.#newCounts.set(term, (this.#newCounts.get(term) ?? 0) + 1);
        } else {
          if (counts[term] === 0) this.#counted.push(term);
          counts[term]! += 1;
        }
      }
    }
  }
}

/** Up to five ranges with round bounds and roughly as many products each: `0-1999`, `2000-4999`, … */
function priceRanges(slots: Int32Array, priceOf: (slot: number) => number): FacetValue[] {
  if (slots.length === 0) return [];
  const prices = new Float64Array(slots.length);
  let highest = 0;
  for (let i = 0; i < slots.length; i += 1) {
    prices[i] = priceOf(slots[i]!);
    if (prices[i]! > highest) highest = prices[i]!;
  }
  const step = Math.ceil(prices.length / SAMPLE);
  const sample = Float64Array.from(
    { length: Math.ceil(prices.length / step) },
    (_, i) => prices[i * step]!,
  ).sort();
  const bounds = new Set([0]);
  for (let i = 1; i < 5; i += 1) bounds.add(round(sample[Math.floor((sample.length * i) / 5)]!));
  const starts = [...bounds].sort((a, b) => a - b);
  const counts = new Uint32Array(starts.length);
  for (const price of prices) {
    let range = starts.length - 1;
    while (price < starts[range]!) range -= 1;
    counts[range]! += 1;
  }
  return starts.flatMap((start, i) => {
    const end = i + 1 < starts.length ? starts[i + 1]! - 1 : Math.max(start, highest);
    return counts[i]! > 0 ? [{ value: `${start}-${end}`, count: counts[i]! }] : [];
  });
}

/** Down to 1, 2 or 5 times a power of ten. */
function round(amount: number): number {
  if (amount < 1) return 0;
  const power = 10 ** Math.floor(Math.log10(amount));
  const digit = amount / power;
  return (digit >= 5 ? 5 : digit >= 2 ? 2 : 1) * power;
}
