/** A row of the file that could be read. */
export interface Row {
  line: number;
  /** The name under which the row stands in an object of objects. */
  key?: string | undefined;
  value: Record<string, unknown>;
}

/** Something to say about a draft, in the terms of the product that it becomes. */
export interface DraftFault {
  /** Dotted, such as `variants.0.price`. */
  path: string;
  reason: string;
}

export interface DraftAttribute {
  label: string;
  value: unknown;
}

/** One variant as its row tells it; texts are still texts. */
export interface DraftVariant {
  line: number;
  id: unknown;
  sku?: unknown;
  gtin?: unknown;
  price: unknown;
  /** The struck-through price; what is not higher than the price is dropped. */
  compareAt?: unknown;
  /** Of both prices where they name none themselves. */
  currency?: unknown;
  /** Units; `plenty` where the source sells without counting; undefined where it says nothing. */
  stock?: unknown;
  options?: Record<string, unknown> | undefined;
  weightGrams?: unknown;
  image?: unknown;
  requiresShipping?: boolean | undefined;
}

/** A product as its rows tell it, before prices, categories and the rest are judged. */
export interface Draft {
  id: unknown;
  title: unknown;
  description?: unknown;
  /** The description is written in HTML. */
  html?: boolean | undefined;
  brand?: unknown;
  productType?: unknown;
  status?: unknown;
  /** Each from the top: `[['Clothing', 'Shirts']]`. */
  categories?: string[][] | undefined;
  tags?: unknown[] | undefined;
  images?: { url: unknown; alt: unknown }[] | undefined;
  attributes?: DraftAttribute[] | undefined;
  variants: DraftVariant[];
  /** Why the product cannot be taken in. */
  faults: DraftFault[];
  /** What was left out of it. */
  warnings: DraftFault[];
}

export const PLENTY = 'plenty';

/** How the rows of one kind of file become products. */
export interface Shape {
  /** Whether several rows may be one product. */
  readonly grouped: boolean;
  /** Columns that hold prices, to find out how they are written. */
  readonly priceColumns: readonly string[];
  /** The column that `refOf` reads, for a person. */
  readonly groupColumn?: string | undefined;
  /** Told of every row before the first draft is asked for. */
  learn?(row: Row): void;
  /** Whether a row is, or belongs to, a product at all; all are unless this says otherwise. */
  isProduct?(row: Row): boolean;
  /** What tells which product the row belongs to; undefined where it does not say. */
  refOf(row: Row): string | undefined;
  /** The same for all rows of one product, once all rows are learned. */
  resolve?(ref: string): string;
  /** The product's id. */
  idOf(ref: string): string;
  /** @param rows of one product, in the order of the file */
  draft(rows: readonly Row[]): Draft;
  /** The column behind a path of the product, for a person; the path itself where there is none. */
  columnOf(path: string): string;
}
