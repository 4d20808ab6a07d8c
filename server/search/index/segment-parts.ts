import { emptyProductData, newPriceColumn, type ProductData } from './product-data.ts';
import type { RangesData } from './ranges.ts';
import type { Segment } from './segment.ts';
import { sharedBytes, sharedUint32 } from './shared-arrays.ts';
import type { TextListData } from './text-list.ts';

type Part = Uint8Array | Uint32Array | Float64Array;

/** How many there are of what the arrays of a segment hold. */
export interface SegmentCounts {
  readonly slots: number;
  readonly variants: number;
  readonly terms: number;
  readonly labels: number;
  /** Names of the price columns. */
  readonly prices: string[];
}

export const segmentCounts = ({ terms, products }: Segment): SegmentCounts => ({
  slots: products.ordered,
  variants: products.variantStart[products.ordered]!,
  terms: terms.terms.ranges.count,
  labels: terms.labels.count,
  prices: products.prices.map(({ key }) => key),
});

/** What a segment takes, but for the room for more. */
export const segmentBytes = (segment: Segment): number =>
  segmentParts(segment).reduce((sum, part) => sum + part.byteLength, 0);

/** The arrays of a segment in a fixed order, without the room for more that some have. */
export function segmentParts(segment: Segment): Part[] {
  const { terms, products } = segment;
  const { slots, variants } = segmentCounts(segment);
  const ofSlots = [products.createdAt, ...products.prices.map(({ amounts }) => amounts), products.inStock];
  return [
    ...ofSlots.map((column) => column.subarray(0, slots)),
    products.digest.subarray(0, 2 * slots),
    products.variantStart.subarray(0, slots + 1),
    products.filterStart.subarray(0, slots + 1),
    products.available.subarray(0, variants),
    products.detailStart.subarray(0, variants),
    products.filterTerms.subarray(0, products.filterStart[slots]!),
    products.detail.subarray(0, products.details),
    ...textParts({ ...products.texts, count: slots }),
    terms.terms.bytes,
    ...rangeParts(terms.terms.ranges),
    ...textParts(terms.labels),
    terms.words,
    terms.wordStarts,
    terms.letters,
    segment.postings,
    ...rangeParts(segment.postingRanges),
    segment.identifiers,
  ];
}

const rangeParts = ({ blocks, sizes, large }: RangesData): Part[] => [blocks, sizes, large];
const textParts = ({ bytes, starts, count }: TextListData): Part[] => [
  bytes.subarray(0, starts[count]!),
  starts.subarray(0, count + 1),
];

/**
 * A segment with room for these parts, to be filled: `parts` are its arrays in the order of `segmentParts`.
 * @param lengths of the parts
 */
export function segmentFor(
  counts: SegmentCounts,
  lengths: readonly number[],
): { segment: Segment; parts: Part[] } {
  const { slots, variants } = counts;
  const parts: Part[] = [];
  const next = <A extends Part>(make: (length: number) => A, room = 0): A => {
    const length = lengths[parts.length]!;
    const array = make(Math.max(length, room));
    parts.push(array.subarray(0, length) as A);
    return array;
  };
  const ranges = (): RangesData => ({
    count: counts.terms,
    blocks: next(sharedUint32),
    sizes: next(sharedBytes),
    large: next(sharedUint32),
  });
  const text = (count: number, room = 0): TextListData => ({
    bytes: next(sharedBytes, room === 0 ? 0 : lengths[parts.length]! + 256),
    starts: next(sharedUint32, room),
    count,
  });
  const products: ProductData = emptyProductData(slots, variants);
  const given = <A extends Part>(array: A): A => next(() => array);
  given(products.createdAt);
  products.prices = counts.prices.map((key) => ({
    key,
    amounts: given(newPriceColumn(products.alive.length)),
  }));
  for (const array of [products.inStock, products.digest, products.variantStart, products.filterStart])
    given(array);
  given(products.available);
  products.detailStart = next(sharedUint32, lengths[parts.length]! > 0 ? products.available.length : 0);
  products.alive.fill(1, 0, slots);
  Object.assign(products, { bound: slots, ordered: slots, variants });
  products.filters = lengths[parts.length]!;
  products.filterTerms = next(sharedUint32, products.filters + 64);
  products.details = lengths[parts.length]!;
  products.detail = next(sharedUint32, products.details + 64);
  products.texts = text(slots, products.alive.length + 1);
  const terms = {
    terms: { bytes: next(sharedBytes), ranges: ranges() },
    labels: text(counts.labels),
    words: next(sharedUint32),
    wordStarts: next(sharedUint32),
    letters: next(sharedUint32),
  };
  const segment = {
    terms,
    postings: next(sharedUint32),
    postingRanges: ranges(),
    products,
    identifiers: next(sharedUint32),
  };
  return { segment, parts };
}
