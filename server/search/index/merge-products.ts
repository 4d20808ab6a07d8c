import { emptyProductData, newPriceColumn, OF_OPTION, type ProductData } from './product-data.ts';
import { NumberList, resized, sharedBytes, sharedUint32 } from './shared-arrays.ts';

/**
 * The products of the slots in `order` in that order, with room for more.
 * @param termOf new numbers of terms
 */
export function mergeProducts(from: ProductData, order: Uint32Array, termOf: Uint32Array): ProductData {
  let variants = 0;
  let bytes = 0;
  for (const old of order) {
    variants += from.variantStart[old + 1]! - from.variantStart[old]!;
    bytes += from.texts.starts[old + 1]! - from.texts.starts[old]!;
  }
  const to = emptyProductData(order.length, variants);
  to.prices = from.prices.map(({ key }) => ({ key, amounts: newPriceColumn(to.alive.length) }));
  const texts = sharedBytes(bytes + 256);
  const { starts } = to.texts;
  const filters = new NumberList();
  const details = new NumberList();
  let variant = 0;
  for (const [slot, old] of order.entries()) {
    texts.set(from.texts.bytes.subarray(from.texts.starts[old]!, from.texts.starts[old + 1]!), starts[slot]!);
    starts[slot + 1] = starts[slot]! + from.texts.starts[old + 1]! - from.texts.starts[old]!;
    to.alive[slot] = 1;
    to.inStock[slot] = from.inStock[old]!;
    to.createdAt[slot] = from.createdAt[old]!;
    to.digest[2 * slot] = from.digest[2 * old]!;
    to.digest[2 * slot + 1] = from.digest[2 * old + 1]!;
    for (const [i, { amounts }] of from.prices.entries()) to.prices[i]!.amounts[slot] = amounts[old]!;
    const end = from.variantStart[old + 1]!;
    const several = end - from.variantStart[old]! > 1;
    for (let v = from.variantStart[old]!; v < end; v += 1, variant += 1) {
      to.available[variant] = from.available[v]!;
      if (!several) continue;
      if (to.detailStart.length === 0) to.detailStart = sharedUint32(to.available.length);
      to.detailStart[variant] = details.count;
      copyDetails(from.detail, from.detailStart[v]!, details, termOf);
    }
    to.variantStart[slot + 1] = variant;
    for (let i = from.filterStart[old]!; i < from.filterStart[old + 1]!; i += 1) {
      const term = from.filterTerms[i]!;
      filters.push(term < OF_OPTION ? termOf[term]! : (termOf[term - OF_OPTION]! | OF_OPTION) >>> 0);
    }
    to.filterStart[slot + 1] = filters.count;
  }
  return {
    ...to,
    bound: order.length,
    ordered: order.length,
    variants: variant,
    texts: { bytes: texts, starts, count: order.length },
    filterTerms: trimmed(filters),
    filters: filters.count,
    detail: trimmed(details),
    details: details.count,
  };
}

const trimmed = ({ data, count }: NumberList): Uint32Array => resized(data, count + 64);

/** Number of prices, of options, of words; three numbers a price; term numbers. */
function copyDetails(from: Uint32Array, start: number, to: NumberList, termOf: Uint32Array): void {
  const prices = 3 * from[start]!;
  const terms = from[start + 1]! + from[start + 2]!;
  const end = start + 3 + prices + terms;
  for (let i = start; i < end; i += 1) {
    const value = from[i]!;
    to.push(i < start + 3 + prices ? value : termOf[value]!);
  }
}
