import { type FactPattern, LANGUAGES, type ShopData } from '../contract.ts';
import { literalSource } from './literal.ts';

/**
 * How people write a fact: every entry of the answer must be found, by any of its patterns. An amount in minor units is looked
 * for in every common grouping and decimal mark; the product by its title in any language.
 */
export function writings(fact: FactPattern, shop: ShopData): RegExp[][] {
  const parts: RegExp[][] = [];
  const title = titles(fact, shop);
  if (title.length > 0) parts.push(title.map((text) => literal(text)));
  if (fact.value !== undefined) parts.push(values(fact.value));
  if (fact.amount !== undefined) parts.push([amount(fact.amount, fact.currency ?? 'USD')]);
  return parts;
}

function titles({ product, variant }: FactPattern, { products }: ShopData): string[] {
  const found = products.find(
    ({ id, variants }) => id === product || variants.some((one) => one.id === variant),
  );
  if (!found) return product === undefined ? [] : [product];
  return typeof found.title === 'string' ? [found.title] : [...new Set(Object.values(found.title))];
}

function values(value: string | number | boolean): RegExp[] {
  if (typeof value === 'string') {
    const day = /^(\d{4})-(\d\d)-(\d\d)$/.exec(value);
    return day ? dayWritings(value) : [literal(value)];
  }
  if (typeof value === 'boolean') return [/(?:)/u];
  return [new RegExp(`(?<![\\d.,])${groups(String(value))}(?![\\d]|[.,]\\d)`, 'u')];
}

const literal = (text: string): RegExp => new RegExp(literalSource(text), 'iu');

/** `1299` as 1299, 1,299, 1.299, 1 299 or 1'299. */
const groups = (digits: string): string => digits.replaceAll(/\B(?=(\d{3})+$)/g, "[.,'’\\s\\u00a0\\u202f]?");

function amount(minor: number, currency: string): RegExp {
  const digits = new Intl.NumberFormat('en', { style: 'currency', currency }).resolvedOptions()
    .maximumFractionDigits!;
  const text = String(minor).padStart(digits + 1, '0');
  const [whole, part] = digits === 0 ? [text, ''] : [text.slice(0, -digits), text.slice(-digits)];
  const decimals = digits === 0 ? '' : /^0+$/.test(part) ? `(?:[.,]${part}|[.,][-–—])?` : `[.,]${part}`;
  return new RegExp(`(?<![\\d]|\\d[.,])${groups(whole)}${decimals}(?!\\d|[.,]\\d)`, 'u');
}

/** A day with the month as number or as word, in the five languages. */
function dayWritings(day: string): RegExp[] {
  const [year, month, date] = day.split('-').map(Number) as [number, number, number];
  const at = Date.UTC(year, month - 1, date);
  const names = LANGUAGES.flatMap((language) =>
    (['long', 'short'] as const).map((length) =>
      new Intl.DateTimeFormat(language, { month: length, timeZone: 'UTC' }).format(at).replace('.', ''),
    ),
  );
  const either = [...new Set(names)].join('|');
  return [
    literal(day),
    new RegExp(`(?<!\\d)0?${date}(?:\\.|st|nd|rd|th|er)?(?:\\s+de)?\\s+(?:${either})`, 'iu'),
    new RegExp(`(?:${either})\\.?\\s+0?${date}(?!\\d)`, 'iu'),
    new RegExp(`(?<!\\d)0?${date}[./]0?${month}(?:[./]|(?!\\d))`, 'u'),
    new RegExp(`(?<!\\d)0?${month}/0?${date}(?:/|(?!\\d))`, 'u'),
  ];
}
