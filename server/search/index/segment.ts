import { identifierTable } from './identifiers.ts';
import { PackedTexts } from './packed-texts.ts';
import { emptyProductData, type ProductData } from './product-data.ts';
import { packRanges, type RangesData } from './ranges.ts';
import { sharedBytes, sharedUint32 } from './shared-arrays.ts';
import { type SortedTermsData, wordTables } from './sorted-terms.ts';
import { TextList } from './text-list.ts';

/** Everything an index of products that do not change consists of: typed arrays over memory that threads share. */
export interface Segment {
  readonly terms: SortedTermsData;
  /** `slot << 8 | weight`, term by term, slots ascending. */
  readonly postings: Uint32Array;
  /** Which of the postings are those of each term. */
  readonly postingRanges: RangesData;
  /** The products in the order of their ids, all of them alive. */
  readonly products: ProductData;
  readonly identifiers: Uint32Array;
}

export function emptySegment(): Segment {
  const ranges = packRanges(new Uint32Array());
  const terms = { bytes: sharedBytes(0), ranges };
  return {
    terms: { terms, labels: new TextList().data, ...wordTables(new PackedTexts(terms)) },
    postings: sharedUint32(0),
    postingRanges: ranges,
    products: emptyProductData(),
    identifiers: identifierTable(0),
  };
}
