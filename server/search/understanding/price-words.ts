import { tokenize } from '../analysis/tokens.ts';
import { isNameWord } from './concepts.ts';

/** Limits of a price as a text says them, in major units. */
export interface PriceWords {
  readonly min?: number | undefined;
  readonly max?: number | undefined;
  /** ISO 4217 codes that the text may mean; undefined where it names no currency. */
  readonly currencies?: readonly string[] | undefined;
  /** The text without these words. */
  readonly rest: string;
}

const NUMBER = String.raw`(\d{1,3}(?:[.,' ]\d{3})+(?:[.,]\d{1,2})?|\d+(?:[.,]\d{1,2})?)`;
const DOLLARS = ['USD', 'CAD', 'AUD', 'NZD', 'SGD', 'HKD', 'MXN', 'ARS', 'CLP', 'COP'];
const PESOS = ['MXN', 'ARS', 'CLP', 'COP', 'UYU', 'DOP'];
/** Signs and words of currencies, folded. */
const CURRENCIES: readonly (readonly [RegExp, readonly string[]])[] = [
  [/^(?:€|eur|euros?)$/, ['EUR']],
  [/^(?:us\$|usd)$/, ['USD']],
  [/^(?:r\$|brl|reais|real)$/, ['BRL']],
  [/^(?:\$|dollars?|dolares|dolar|bucks?)$/, DOLLARS],
  [/^(?:£|gbp|pounds?|libras?|pfund|livres?)$/, ['GBP']],
  [/^(?:mxn|pesos?)$/, PESOS],
  [/^(?:chf|franken|francs?|francos?)$/, ['CHF']],
  [/^(?:¥|jpy|yen)$/, ['JPY', 'CNY']],
];
const BEFORE = String.raw`(us\$|r\$|[$€£¥]|usd|eur|gbp|brl|chf|mxn)?\s*`;
const AFTER = String.raw`\s*([$€£¥]|eur(?:os?)?\b|usd\b|gbp\b|brl\b|chf\b|mxn\b|jpy\b|dollars?\b|dolares\b|dolar\b|bucks?\b|pounds?\b|libras?\b|pfund\b|livres?\b|reais\b|pesos?\b|franken\b|francs?\b|yen\b)?`;
const AMOUNT = BEFORE + NUMBER + AFTER;

const MAX_WORDS = [
  'under|below|less than|up to|(?:no|not) more than|at most|max(?:imum)?\\.?|cheaper than|lower than',
  '(?:por )?menos de|(?:por )?debajo de|hasta|(?:como )?maximo|inferior(?:es)? a|no mas de',
  'abaixo de|ate|(?:no )?maximo|inferior(?:es)? a|nao mais (?:de|que)',
  'unter|bis(?: zu)?|hochstens|maximal|weniger als|gunstiger als|billiger als',
  "moins de|moins cher que|sous(?: les)?|jusqu'?a|(?:au )?maximum|en dessous de|en-dessous de|inferieur a",
].join('|');
const MIN_WORDS = [
  'over|above|more than|at least|starting at|from|min(?:imum)?\\.?',
  'mas de|(?:por )?encima de|a partir de|desde|superior(?:es)? a|(?:como )?minimo|al menos',
  'mais de|acima de|pelo menos|(?:no )?minimo',
  'uber|ab|mindestens|mehr als',
  'plus de|au-dessus de|au dessus de|au moins',
].join('|');
const START = String.raw`(?<![\p{L}\p{N}])`;
const RANGE = new RegExp(
  `${START}(?:between|entre|zwischen|from|de|von|desde|des)\\s+${AMOUNT}\\s*(?:and|to|till|y|a|e|ate|hasta|und|bis|et|-|–)\\s*${AMOUNT}`,
  'u',
);
const MAX = new RegExp(`${START}(?:${MAX_WORDS})\\s+(?:of |de )?${AMOUNT}`, 'u');
const MIN = new RegExp(`${START}(?:${MIN_WORDS})\\s+(?:of |de )?${AMOUNT}`, 'u');
/** After the amount: `50 € or less`. */
const MAX_AFTER = new RegExp(
  `${START}${AMOUNT}\\s*(?:or less|or under|max(?:imum|imo|imal)?\\b|o menos|ou menos|oder weniger|hochstens|ou moins)`,
  'u',
);
const MIN_AFTER = new RegExp(
  `${START}${AMOUNT}\\s*(?:or more|and up|o mas|ou mais|oder mehr|ou plus|et plus)`,
  'u',
);

/** `1.299,50`, `1,299.50` and `1299.5` are the same. */
function numberOf(text: string): number {
  const decimals = /[.,](\d{1,2})$/.exec(text);
  const whole = (decimals ? text.slice(0, decimals.index) : text).replace(/[.,' ]/g, '');
  return Number(decimals ? `${whole}.${decimals[1]}` : whole);
}

const currencyOf = (...names: readonly (string | undefined)[]): readonly string[] | undefined => {
  for (const name of names) {
    const found = name === undefined ? undefined : CURRENCIES.find(([sign]) => sign.test(name.trim()));
    if (found) return found[1];
  }
  return undefined;
};

/** Without a currency a number is a price only at the end of the text or before the name of a thing. */
function standsFree(after: string): boolean {
  if (/^["'%°\d]/.test(after)) return false;
  const word = tokenize(after)[0]?.text;
  return word === undefined || (/^[a-z]{3,}$/.test(word) && isNameWord(word));
}

/** Reads limits of a price in English, Spanish, Portuguese, German and French. @param text folded */
export function priceWords(text: string): PriceWords | undefined {
  const range = RANGE.exec(text);
  if (range) {
    const [words, before1, low, after1, before2, high, after2] = range;
    const currencies = currencyOf(before1, after1, before2, after2);
    const rest = without(text, range.index, words);
    const [min, max] = [numberOf(low!), numberOf(high!)];
    if (min < max && (currencies || standsFree(text.slice(range.index + words.length))))
      return { min, max, currencies, rest };
  }
  for (const [pattern, side] of [
    [MAX, 'max'],
    [MIN, 'min'],
    [MAX_AFTER, 'max'],
    [MIN_AFTER, 'min'],
  ] as const) {
    const match = pattern.exec(text);
    if (!match) continue;
    const [words, before, amount, after] = match;
    const currencies = currencyOf(before, after);
    if (!currencies && !standsFree(text.slice(match.index + words.length))) continue;
    return { [side]: numberOf(amount!), currencies, rest: without(text, match.index, words) };
  }
  return undefined;
}

const without = (text: string, at: number, words: string): string =>
  `${text.slice(0, at)} ${text.slice(at + words.length)}`.trim();
