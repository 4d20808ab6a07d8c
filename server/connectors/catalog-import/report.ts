/** One thing that is wrong with one row; a row may have several. */
export interface RowFault {
  /** Where the row begins in the file, from 1. */
  line: number;
  /** Of the product, when it could be read. */
  id?: string;
  /** The column, or a dotted path such as `variants.0.sku`. */
  field?: string;
  /** One sentence for the person who mends the file. */
  reason: string;
}

/** At most so many faults and so many warnings are kept with their text; all are counted. */
export const MAX_LISTED = 10_000;

/** A product that the feed no longer holds. */
export interface RetiredProduct {
  id: string;
  title: string;
}

export interface ImportReport {
  /** Nothing was written: the figures tell what would have been. */
  dryRun: boolean;
  /** Name under which the products are remembered as this feed's. */
  source: string;
  /** Rows of the file, bad ones too. */
  read: number;
  created: number;
  updated: number;
  unchanged: number;
  /** Products of which nothing was taken in, and rows that are of none. */
  refused: number;
  /** Products taken off sale because the feed no longer holds them. */
  retired: number;
  /** The first 10,000 of them. */
  retiredProducts: RetiredProduct[];
  /** Why none were retired though it was asked for. */
  notRetired?: string;
  /** Categories that were written. */
  categories: number;
  /** `kept` as they were; or, where there were none, `imported` from the file or `made`: one market, free shipping, no tax. */
  shopSettings: 'kept' | 'imported' | 'made';
  seconds: number;
  /** The file was not read to its end because somebody asked to stop. */
  stopped: boolean;
  /** Why rows were refused, in the order of the file; the first 10,000. */
  faults: RowFault[];
  faultCount: number;
  /** What was left out of rows that were taken in. */
  warnings: RowFault[];
  warningCount: number;
}

export type ImportProgress = Pick<
  ImportReport,
  'read' | 'created' | 'updated' | 'unchanged' | 'refused' | 'retired'
> & {
  /** Bytes of the unpacked file read so far. */
  bytes: number;
  /** Of all. */
  totalBytes: number;
};

/** The file as a whole cannot be imported, and nothing was written; the message says how to mend it. */
export class ImportError extends Error {
  override readonly name = 'ImportError';
}
