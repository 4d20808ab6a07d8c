import { GONE } from './gone.ts';
import { addIdentifier, identifierHash, identifierKeys, identifierTable } from './identifiers.ts';
import type { MergeInput } from './inverted-index.ts';
import { mergePostings } from './merge-postings.ts';
import { mergeProducts } from './merge-products.ts';
import { mergeTerms } from './merge-terms.ts';
import { PackedTexts } from './packed-texts.ts';
import { Products } from './products.ts';
import { packRanges } from './ranges.ts';
import type { Segment } from './segment.ts';
import { NumberList } from './shared-arrays.ts';
import { wordTables } from './sorted-terms.ts';

/**
 * The living products of an index as one new base segment. It takes some microseconds a product, so large ones are
 * merged in a worker thread.
 */
export function mergeIndex(input: MergeInput): Segment {
  const order = slotOrder(input);
  const slotOf = new Uint32Array(input.products.bound).fill(GONE);
  for (const [slot, old] of order.entries()) slotOf[old] = slot;
  const { terms, labels, termOf, counts } = mergeTerms(input);
  const list = new PackedTexts(terms);
  const products = mergeProducts(input.products, order, termOf);
  const postings = mergePostings(input, order, slotOf, termOf, counts);
  return {
    terms: { terms, labels, ...wordTables(list) },
    postings,
    postingRanges: packRanges(counts),
    products,
    identifiers: identifiersOf(new Products(products)),
  };
}

/** The slots of the living products in the order of their ids. */
function slotOrder({ products: data, alive }: MergeInput): Uint32Array {
  const products = new Products(data);
  const base = data.ordered;
  const added: { slot: number; id: string }[] = [];
  for (let slot = base; slot < data.bound; slot += 1) {
    if (alive[slot] === 1) added.push({ slot, id: products.idOf(slot) });
  }
  added.sort((a, b) => (a.id < b.id ? -1 : 1));
  let living = added.length;
  for (let slot = 0; slot < base; slot += 1) living += alive[slot]!;
  const order = new Uint32Array(living);
  let n = 0;
  let next = 0;
  for (const { slot, id } of added) {
    const end = lowerBound(products, base, id);
    for (; next < end; next += 1) if (alive[next] === 1) order[n++] = next;
    order[n++] = slot;
  }
  for (; next < base; next += 1) if (alive[next] === 1) order[n++] = next;
  return order;
}

/** The first of the `count` ordered slots whose id is not less than `id`. */
function lowerBound(products: Products, count: number, id: string): number {
  let low = 0;
  let high = count;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (products.idOf(middle) < id) low = middle + 1;
    else high = middle;
  }
  return low;
}

function identifiersOf(products: Products): Uint32Array {
  const hashes = new NumberList();
  const ends = new Uint32Array(products.bound);
  for (let slot = 0; slot < products.bound; slot += 1) {
    for (const key of identifierKeys(products.texts(slot))) hashes.push(identifierHash(key));
    ends[slot] = hashes.count;
  }
  const table = identifierTable(hashes.count);
  for (let slot = 0, i = 0; slot < products.bound; slot += 1)
    for (; i < ends[slot]!; i += 1) addIdentifier(table, hashes.data[i]!, slot);
  return table;
}
