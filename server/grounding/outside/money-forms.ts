import { decimalString, type Money, minorDigits } from '../../commerce/money.ts';
import { plainForm } from '../verify/plain-form.ts';

const plain = (text: string): string => plainForm(text).text.trim();

const groupings = new Map<string, string>();
/** The sign between thousands, a plain space for every kind of space. */
export function groupOf(locale: string): string {
  const known = groupings.get(locale);
  if (known !== undefined) return known;
  const parts = new Intl.NumberFormat(locale, { useGrouping: true }).formatToParts(1_234_567);
  const group = plainForm(parts.find(({ type }) => type === 'group')?.value ?? '').text;
  groupings.set(locale, group);
  return group;
}

/**
 * How a whole number may be written in one of the locales: with their thousands or none.
 * @param locales see `acceptedLocales`
 */
export function wholeForms(value: number | string, locales: readonly string[]): string[] {
  const digits = String(value);
  const forms = [digits];
  for (const group of new Set(locales.map(groupOf)))
    if (group !== '' && digits.length > 3) forms.push(digits.replace(/\B(?=(?:\d{3})+$)/g, group));
  return forms;
}

/** How an amount may be written: `1299.00`, `1299,00`, `1,299.00`, `1.299,00` where the locale writes so, and `1299` when nothing follows. */
export function amountForms({ amount, currency }: Money, locales: readonly string[]): string[] {
  const digits = minorDigits(currency);
  const [whole, cents] = decimalString(Math.abs(amount), digits).split('.') as [string, string?];
  const wholes = wholeForms(whole, locales);
  if (cents === undefined) return wholes;
  const forms = wholes.flatMap((form) =>
    ['.', ','].flatMap((sign) => (form.includes(sign) ? [] : [`${form}${sign}${cents}`])),
  );
  return Number(cents) === 0 ? [...forms, ...wholes] : forms;
}

/** What people call the money of everyday, beside what `Intl` knows. */
const NAMES: Readonly<Record<string, readonly string[]>> = {
  USD: ['dollar', 'dollars', 'dolar', 'dolares', 'usd', 'us-dollar', 'us-dollars'],
  EUR: ['euro', 'euros', 'eur'],
  GBP: ['pound', 'pounds', 'libra', 'libras', 'livre', 'livres', 'pfund'],
  CHF: ['franken', 'franc', 'francs', 'franco', 'francos', 'fr', 'sfr'],
  BRL: ['real', 'reais', 'reales', 'reaux', 'reals'],
  MXN: ['peso', 'pesos'],
  CAD: ['dollar', 'dollars'],
  AUD: ['dollar', 'dollars'],
  JPY: ['yen', 'yenes', 'ienes'],
  SEK: ['kr', 'krona', 'kronor', 'kronen', 'coronas', 'coroas', 'couronnes'],
  NOK: ['kr', 'krone', 'kroner', 'kronen', 'coronas', 'coroas', 'couronnes'],
  DKK: ['kr', 'krone', 'kroner', 'kronen', 'coronas', 'coroas', 'couronnes'],
  CZK: ['kc', 'koruna', 'kronen', 'coronas', 'coroas', 'couronnes'],
  PLN: ['zl', 'zloty', 'zlotys', 'zlotis'],
  INR: ['rupee', 'rupees', 'rupias', 'rupien', 'roupies'],
};

const tokens = new Map<string, ReadonlySet<string>>();
/** Signs, codes and names of a currency, in plain form. */
export function currencyTokens(currency: string, locales: readonly string[]): ReadonlySet<string> {
  const key = `${currency} ${locales.join(' ')}`;
  const known = tokens.get(key);
  if (known) return known;
  const found = new Set<string>([currency.toLowerCase(), ...(NAMES[currency] ?? [])]);
  for (const locale of locales)
    for (const currencyDisplay of ['symbol', 'narrowSymbol', 'name'] as const)
      for (const count of currencyDisplay === 'name' ? [1, 2, 1.5] : [2])
        for (const part of new Intl.NumberFormat(locale, {
          style: 'currency',
          currency,
          currencyDisplay,
        }).formatToParts(count))
          if (part.type === 'currency') found.add(plain(part.value));
  tokens.set(key, found);
  return found;
}

/** What a shop may be paid in: `Intl` knows three hundred, most of which are gone. */
const CURRENCIES = [
  ...Object.keys(NAMES),
  ...[
    'HUF',
    'RON',
    'BGN',
    'ISK',
    'TRY',
    'UAH',
    'RUB',
    'CNY',
    'HKD',
    'TWD',
    'KRW',
    'SGD',
    'MYR',
    'THB',
    'IDR',
    'PHP',
    'VND',
  ],
  ...[
    'NZD',
    'ZAR',
    'NGN',
    'EGP',
    'MAD',
    'ILS',
    'AED',
    'SAR',
    'ARS',
    'CLP',
    'COP',
    'PEN',
    'UYU',
    'BOB',
    'PYG',
    'VES',
    'DOP',
  ],
];

const names = new Map<string, readonly string[]>();
/** Names of currencies that are of more than one word, of these and of all usual ones: "us dollars", "francs suisses", the longest first. */
export function longNames(currencies: Iterable<string>, locales: readonly string[]): readonly string[] {
  const [written] = locales;
  const usual = names.get(written!) ?? longNamesOf(CURRENCIES, [written!]);
  names.set(written!, usual);
  return [...new Set([...longNamesOf([...currencies], locales), ...usual])].sort(
    (a, b) => b.length - a.length,
  );
}

const longNamesOf = (currencies: readonly string[], locales: readonly string[]): string[] =>
  currencies
    .flatMap((currency) => [...currencyTokens(currency, locales)])
    .filter((token) => token.includes(' ') || token.includes('-'));

const CODES = new Set(Intl.supportedValuesOf('currency').map((code) => code.toLowerCase()));
const ALL_NAMES = new Set(Object.values(NAMES).flat());

/** Whether a word stands for money; codes only where they are written in capitals. */
export const isCurrency = (token: string, original: string): boolean =>
  /\p{Sc}/u.test(token) || ALL_NAMES.has(token) || (CODES.has(token) && original === original.toUpperCase());
