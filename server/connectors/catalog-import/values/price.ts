import { minorDigits, parseDecimal } from '../../../commerce/money.ts';

/** What stands before the decimals of a price. */
export type DecimalMark = '.' | ',';

/** As a person says it. */
export const DECIMAL_MARKS: Readonly<Record<'point' | 'comma', DecimalMark>> = { point: '.', comma: ',' };

export interface PriceReading {
  /** Minor units, not negative. */
  amount: number;
  /** Where the price names one itself, as `12.99 USD` or `€ 12,99` do. */
  currency?: string;
}

/** Currencies of a sign, the usual one first. */
const SIGNS: readonly (readonly [string, readonly string[]])[] = [
  ['US$', ['USD']],
  ['CA$', ['CAD']],
  ['C$', ['CAD']],
  ['AU$', ['AUD']],
  ['A$', ['AUD']],
  ['NZ$', ['NZD']],
  ['HK$', ['HKD']],
  ['S$', ['SGD']],
  ['MX$', ['MXN']],
  ['R$', ['BRL']],
  ['€', ['EUR']],
  ['£', ['GBP']],
  ['$', ['USD', 'CAD', 'AUD', 'NZD', 'MXN', 'HKD', 'SGD', 'ARS', 'CLP', 'COP', 'TWD']],
  ['¥', ['JPY', 'CNY']],
  ['円', ['JPY']],
  ['元', ['CNY']],
  ['₹', ['INR']],
  ['₩', ['KRW']],
  ['₺', ['TRY']],
  ['₽', ['RUB']],
  ['₴', ['UAH']],
  ['₪', ['ILS']],
  ['₫', ['VND']],
  ['₱', ['PHP']],
  ['฿', ['THB']],
  ['zł', ['PLN']],
  ['Kč', ['CZK']],
  ['Ft', ['HUF']],
  ['lei', ['RON']],
  ['лв', ['BGN']],
  ['Fr.', ['CHF']],
  ['kr.', ['DKK', 'SEK', 'NOK', 'ISK']],
  ['kr', ['SEK', 'NOK', 'DKK', 'ISK']],
];

/** Narrow, unbreakable and thin spaces too. */
const SPACES = /[\s\u00a0\u2007\u2009\u202f]+/g;

/** The number of a price without its currency, and that currency's candidates. */
export function splitPrice(text: string): { number: string; currencies: readonly string[] } | undefined {
  const price = text
    .replace(SPACES, ' ')
    .trim()
    .replace(/^[\u2212\u2013]/, '-');
  if (/^-?[\d.,'’ ]+-?$/.test(price)) return { number: price, currencies: [] };
  const code =
    /^([A-Za-z]{3})\s?(-?[\d.,'’ ]+)$/.exec(price) ?? /^(-?[\d.,'’ ]+-?)\s?([A-Za-z]{3})$/.exec(price);
  if (code) {
    const [number, currency] = /\d/.test(code[1]!) ? [code[1]!, code[2]!] : [code[2]!, code[1]!];
    return { number: number.trim(), currencies: [currency.toUpperCase()] };
  }
  for (const [sign, currencies] of SIGNS) {
    const before = price.startsWith(sign) || price.startsWith(`-${sign}`);
    if (!before && !price.endsWith(sign)) continue;
    const rest = before ? price.replace(sign, '') : price.slice(0, -sign.length);
    return /^[-\d.,'’ ]+$/.test(rest) ? { number: rest.trim(), currencies } : undefined;
  }
  return undefined;
}

/**
 * Reads a price as people write it: with a currency before or after, with thousands separated, in major or minor units.
 *
 * @param currency what a price without one is in, and which of the currencies of a sign is meant
 * @returns a text where it is no price: what is wrong, to go after the price itself
 */
export function readPrice(
  value: unknown,
  { unit, decimal, currency }: { unit: 'minor' | 'major'; decimal: DecimalMark; currency: string },
): PriceReading | string {
  if (typeof value !== 'number' && typeof value !== 'string') return `is not a price in ${currency}`;
  if (typeof value === 'number') return amountOf(numberText(value), unit, currency);
  const parts = splitPrice(value);
  if (!parts) return `is not a price in ${currency}`;
  const { number, currencies } = parts;
  const own = currencies.length === 0 || currencies.includes(currency) ? currency : currencies[0]!;
  const plain = plainNumber(number, decimal);
  if (plain === undefined) {
    const mark = decimal === ',' ? 'comma' : 'point';
    return `is not a price in ${own} with a decimal ${mark}`;
  }
  const reading = amountOf(plain, unit, own);
  return typeof reading === 'string' || currencies.length === 0 ? reading : { ...reading, currency: own };
}

/** Numbers go through their shortest decimal form, so 50.88 is 5088 and nothing else. */
const numberText = (value: number): string => (Number.isInteger(value) ? value.toFixed(0) : String(value));

function amountOf(text: string, unit: 'minor' | 'major', currency: string): PriceReading | string {
  if (text.startsWith('-')) return 'is below zero';
  if (unit === 'minor') {
    return /^\d{1,15}$/.test(text)
      ? { amount: Number(text) }
      : `is not a price in ${currency} cents (or the currency's other minor unit)`;
  }
  const amount = parseDecimal(text, currency)?.amount;
  if (amount !== undefined) return { amount };
  const fraction = /\.(\d*?)0*$/.exec(text)?.[1] ?? '';
  return fraction.length > minorDigits(currency)
    ? `is not a price in ${currency}, which has ${minorDigits(currency)} decimals`
    : `is not a price in ${currency}`;
}

/** `1.234,50` with a decimal comma -> `1234.50`; undefined when it is not written so. */
function plainNumber(number: string, decimal: DecimalMark): string | undefined {
  const text = number.replace(/[.,][-\u2013]$/, '');
  const sign = text.startsWith('-') ? '-' : '';
  const digits = text.slice(sign.length).trim();
  const group = decimal === ',' ? "[.'’ ]" : "[,'’ ]";
  const mark = decimal === ',' ? ',' : '\\.';
  const shape = new RegExp(`^(\\d+|\\d{1,3}(?:${group}\\d{3})+|(?=${mark}\\d))(?:${mark}(\\d*))?$`);
  const match = shape.exec(digits);
  if (!match) return undefined;
  const whole = match[1]!.replace(/\D/g, '') || '0';
  return `${sign}${whole}${match[2] ? `.${match[2]}` : ''}`;
}

/** Counts over a file how its prices write their decimals, and which currencies they name. */
export class PriceEvidence {
  point = 0;
  comma = 0;
  /** Such as `1,234`: thousands, or three decimals. */
  unclear: string | undefined;
  /** How often prices name a currency; the candidates of a sign stand together, such as `USD CAD AUD`. */
  readonly currencies = new Map<string, number>();

  add(value: unknown): void {
    const parts = typeof value === 'string' ? splitPrice(value) : undefined;
    if (parts === undefined) return;
    const { number, currencies } = parts;
    if (currencies.length > 0) this.seeCurrency(currencies.join(' '));
    const [dots, commas] = [count(number, '.'), count(number, ',')];
    if (dots + commas === 0) return;
    const last = number.lastIndexOf('.') > number.lastIndexOf(',') ? '.' : ',';
    if (dots > 0 && commas > 0) this.#see(last);
    else if (dots + commas > 1) this.#see(last === '.' ? ',' : '.');
    else {
      const after = number.length - number.lastIndexOf(last) - 1;
      const before = number.length - after - 1;
      if (after !== 3 || before > 3 || /^-?0/.test(number)) this.#see(last);
      else this.unclear ??= number;
    }
  }

  /** Undefined where the prices do not tell. */
  get mark(): DecimalMark | undefined {
    if (this.point + this.comma === 0) return undefined;
    return this.comma > this.point ? ',' : '.';
  }

  seeCurrency(name: string): void {
    this.currencies.set(name, (this.currencies.get(name) ?? 0) + 1);
  }

  #see(mark: DecimalMark): void {
    if (mark === '.') this.point += 1;
    else this.comma += 1;
  }
}

const count = (text: string, part: string): number => text.split(part).length - 1;
