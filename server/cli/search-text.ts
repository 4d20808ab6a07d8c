import { format, money } from '../commerce/money.ts';
import { table } from './context.ts';
import type { Found } from './search.ts';

const LONGEST_TITLE = 70;
type Product = Found['products'][number];

/** An answer of search for people. @param explain with what was understood, and the parts of each score */
export function searchText(query: string, found: Found, explain: boolean): string {
  const of = `${found.market}, ${found.locale}`;
  const asked = query === '' ? 'in all' : `for "${query}"`;
  const head = `${found.total} ${found.total === 1 ? 'product' : 'products'} ${asked} (${of})`;
  const understood = [...understoodLines(found, explain)];
  const rows = table([
    ['', 'SCORE', 'PRICE', 'STOCK', 'PRODUCT', 'TITLE'],
    ...found.products.map((product, i) => [
      String(i + 1),
      product.score.toFixed(2),
      priceText(product, found.locale),
      product.in_stock ? 'yes' : 'no',
      product.product_id,
      titleText(product),
    ]),
  ]).split('\n');
  const lines = found.products.flatMap((product, i) => [
    rows[i + 1]!,
    ...(explain ? partLines(product) : []),
  ]);
  const listed = found.products.length === 0 ? [] : ['', rows[0]!, ...lines];
  return [head, ...understood.map((line) => `  ${line}`), ...listed].join('\n');
}

function* understoodLines({ understood, relaxed, kinds, products, locale }: Found, explain: boolean) {
  const {
    price_min,
    price_max,
    in_stock,
    color,
    size,
    brand,
    kind,
    sort,
    spelling = {},
    currency,
  } = understood;
  const unit = products.find((product) => product.price)?.price?.currency ?? 'USD';
  const price = (amount: number): string => format(money(amount, unit), locale);
  for (const [written, read] of Object.entries(spelling)) yield `read as: ${written} → ${read}`;
  if (price_min !== undefined) yield `filter: price from ${price(price_min)}`;
  if (price_max !== undefined) yield `filter: price up to ${price(price_max)}`;
  if (currency !== undefined) yield `a price in ${currency}, which is not the currency of the market`;
  if (in_stock) yield 'filter: in stock';
  for (const [name, value] of Object.entries({ color, size, brand, kind }))
    if (value !== undefined) yield `filter: ${name} ${value}`;
  if (sort !== undefined) yield `order: ${sort}`;
  if (explain && kinds.length > 0) yield `the thing asked for: ${kinds.join(' or ')}`;
  if (relaxed.length > 0) yield `given up to find anything: ${relaxed.join(', ')}`;
}

const priceText = ({ price }: Product, locale: string): string =>
  price ? format(money(price.amount, price.currency), locale) : '-';

function titleText({ title, moved }: Product): string {
  const short = title.length > LONGEST_TITLE ? `${title.slice(0, LONGEST_TITLE - 1)}…` : title;
  return moved === undefined ? short : `${short}  [${moved}]`;
}

/** The parts of a score, largest first, and their sum. */
function partLines({ parts = [], coverage, score }: Product): string[] {
  if (parts.length === 0) return [];
  const rows = parts.map((part) => [part.score.toFixed(2).padStart(9), part.field, part.term]);
  const lacking =
    coverage !== undefined && coverage < 0.9995
      ? `, all × ${coverage.toFixed(2)} for the words it lacks`
      : '';
  return [...table(rows).split('\n'), `${'='.padStart(3)}${score.toFixed(2).padStart(6)}${lacking}`, ''].map(
    (line) => (line === '' ? '' : `   ${line}`),
  );
}
