import { identifierTable } from './identifiers.ts';
import { emptyProductData, type ProductData } from './product-data.ts';
import { sharedUint32 } from './shared-arrays.ts';
import { type SortedTermsData, wordTables } from './sorted-terms.ts';
import { TextList } from './text-list.ts';

/** Everything an index of products that do not change consists of: typed arrays over memory that threads share. */
export interface Segment {
  readonly terms: SortedTermsData;
  /** `slot << 8 | weight`, term by term, slots ascending. */
  readonly postings: Uint32Array;
  /** The postings of term t are those from `postingStarts[t]` up to `postingStarts[t + 1]`. */
  readonly postingStarts: Uint32Array;
  /** The products in the order of their ids, all of them alive. */
  readonly products: ProductData;
  readonly identifiers: Uint32Array;
}

export function emptySegment(): Segment {
  const none = new TextList();
  return {
    terms: { terms: none.data, labels: none.data, ...wordTables(none) },
    postings: sharedUint32(0),
    postingStarts: sharedUint32(1),
    products: emptyProductData(),
    identifiers: identifierTable(0),
  };
}
