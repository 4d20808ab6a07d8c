import type { ProductInput } from '../../server/commerce/catalog/product-input.ts';
import { testProduct } from '../fixtures/shop.ts';
import { RARE } from './publishers.ts';

/** Few units: many lanes want the last one. */
export const SCARCE = ids('scarce', 8);
export const SCARCE_STOCK = 6;
/** Units enough for the whole suite. */
export const PLENTY = ids('plenty', 40);
export const PLENTY_STOCK = 100_000;
/** Written again and again by imports, which set their stock; so many that the index has a snapshot. */
export const BULK = ids('bulk', 2000);

/** Every limit that the suite watches. */
export const DISCOUNTS = [
  { code: 'TEN', title: 'Ten percent', effect: { kind: 'percentage', rate: 1000 } },
  { code: 'FEW', title: 'Few', effect: { kind: 'percentage', rate: 500 }, usage_limit: 30 },
  { code: 'ONCE', title: 'Once', effect: { kind: 'percentage', rate: 2000 }, usage_limit_per_customer: 1 },
] as const;
export const CODES = DISCOUNTS.map(({ code }) => code);

export const variantId = (id: string): string => `var_${id}`;
export const LOCATION = 'east';

export const catalogue = (): ProductInput[] => [
  ...SCARCE.map((id) =>
    testProduct({ id, title: `Scarce ${id}`, price: 4900, stock: SCARCE_STOCK, extra: { brand: RARE } }),
  ),
  ...PLENTY.map((id) => testProduct({ id, title: `Plenty ${id}`, price: 1250, stock: PLENTY_STOCK })),
  ...BULK.map((id) => testProduct({ id, title: `Bulk ${id}`, price: 799, stock: 1000 })),
];

function ids(prefix: string, count: number): string[] {
  return Array.from({ length: count }, (_, index) => `${prefix}${index}`);
}
