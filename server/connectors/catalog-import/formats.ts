/**
 * `shopify`, `woocommerce`: their product exports, CSV. `google`: a Google Merchant feed, delimited or XML. `csv`: any other
 * delimited text. `jsonl`: one JSON object a line. `json`: one list of objects, or one object of objects.
 */
export type ImportFormat = 'shopify' | 'woocommerce' | 'google' | 'csv' | 'jsonl' | 'json';
export const IMPORT_FORMATS = [
  'shopify',
  'woocommerce',
  'google',
  'csv',
  'jsonl',
  'json',
] as const satisfies readonly ImportFormat[];

/** Of a feed's products on sale; more are not retired at once unless forced. */
export const RETIRE_LIMIT_PERCENT = 20;
