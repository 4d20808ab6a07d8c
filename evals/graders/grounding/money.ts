import { minorDigits } from '../../../server/commerce/money.ts';
import { CURRENCY_NAME, CURRENCY_NAMES } from './currency-words.ts';
import type { NumberAt } from './numbers.ts';
import type { Plain } from './plain.ts';

/** An amount of money as it is written. */
export interface MoneyAt {
  readonly start: number;
  readonly end: number;
  /** Major units; more than one where the writing is ambiguous. */
  readonly values: readonly number[];
  /** ISO 4217 codes that the writing can mean; undefined where none is named. */
  readonly currencies: readonly string[] | undefined;
}

const DOLLARS = ['USD', 'CAD', 'AUD', 'NZD', 'MXN', 'SGD', 'HKD', 'ARS', 'CLP', 'COP'];
const SIGNS: readonly (readonly [RegExp, readonly string[]])[] = [
  [/^(?:us ?\$|\$ ?us|usd|us-dollars?|us dollars?|dolares estadounidenses)$/, ['USD']],
  [/^(?:ca?\$|\$ ?ca|cad)$/, ['CAD']],
  [/^(?:au?\$|aud)$/, ['AUD']],
  [/^(?:nz\$|nzd)$/, ['NZD']],
  [/^(?:mx\$|mxn)$/, ['MXN']],
  [/^(?:r\$|brl|reais|real|reaux.*)$/, ['BRL']],
  [/^(?:\$|dollars?|dolar(?:es)?|bucks?|\$s|💵)$/, DOLLARS],
  [/^(?:€|eur|euros?|💶)$/, ['EUR']],
  [/^(?:£|gbp|pounds?|quid|pfund|libras?|livres? sterling|£ ?gb|💷)$/, ['GBP']],
  [/^(?:¥|jpy|yen(?:es)?|💴)$/, ['JPY', 'CNY']],
  [/^(?:chf|francs?|franken|francos?)$/, ['CHF']],
  [/^(?:₹|inr|rupees?)$/, ['INR']],
  [/^(?:pesos?)$/, ['MXN', 'ARS', 'CLP', 'COP']],
  [/^(?:pavos)$/, [...DOLLARS, 'EUR']],
  [/^(?:kr|sek|nok|dkk|kronor|kronen)$/, ['SEK', 'NOK', 'DKK']],
  [/^(?:zl|pln)$/, ['PLN']],
  [/^(?:₩|krw)$/, ['KRW']],
  [/^(?:cny|rmb|yuan)$/, ['CNY']],
  [/^(?:kwd)$/, ['KWD']],
];
const CENT = /^(?:¢|ct|cts|cents?|centimos?|centavos?|centimes?)$/;
const WORD = `£ ?gb\\b|us ?\\$|\\$ ?us\\b|us[ -]dollars?|ca?\\$|\\$ ?ca\\b|au?\\$|nz\\$|mx\\$|r\\$|\\$|€|£|¥|₹|₩|💵|💶|💷|💴|¢|(?:${CURRENCY_NAME}|dollar|bucks?|quid|pavos|rmb|kwd|kr|pounds?|real|cts?|cents?|centimos?|centavos?|centimes?)(?![\\p{L}])`;
const BEFORE = new RegExp(`(?:^|[^\\p{L}])(${WORD})[\\s\\u00a0*_"'(-]{0,3}$`, 'u');
const AFTER = new RegExp(`^(?:k(?![\\p{L}]))?(?:[,.]?-{1,2})?[\\s\\u00a0*_]{0,2}(${WORD})`, 'u');
const THOUSAND = /^[\s\u00a0]?(?:k|grand|mille|mil|tausend)(?![\p{L}])/u;

const currenciesOf = (sign: string): readonly string[] | undefined =>
  SIGNS.find(([pattern]) => pattern.test(sign))?.[1] ?? CURRENCY_NAMES.get(sign.replaceAll('\u00a0', ' '));
/** Books are counted in them too. */
const BOOKS = /^livres$/;
const PAID =
  /(?:des|cout|prix|pay|seulement|juste|plus que|factur|reven|vend|soit|c'est|pour|tarif|liste|affich|a|de|d'|=|font|fait|total)\s[^.!?]{0,24}$/;

/** Every number with a currency beside it. “24 euros 90” and “24 dollars and 90 cents” are one. */
export function moneyOf({ low }: Plain, numbers: readonly NumberAt[]): MoneyAt[] {
  const found: MoneyAt[] = [];
  for (let index = 0; index < numbers.length; index++) {
    const number = numbers[index]!;
    // The sign of an amount before belongs to that amount: `24 € 30`.
    const head = low.slice(Math.max(found.at(-1)?.end ?? 0, number.start - 24), number.start);
    const before = BEFORE.exec(head);
    const after = AFTER.exec(low.slice(number.end, number.end + 40));
    const sign = after?.[1] ?? before?.[1];
    if (sign === undefined) continue;
    if (
      after &&
      BOOKS.test(after[1]!) &&
      !number.cents &&
      (number.values[0]! < 20 || !PAID.test(low.slice(Math.max(0, number.start - 40), number.start)))
    )
      continue;
    const useAfter = after !== null && (before === null || !/[$€£¥]/.test(before[1]!));
    const chosen = useAfter ? after[1]! : (before?.[1] ?? sign);
    let start = useAfter
      ? number.start
      : number.start - (head.length - before!.index - before![0].indexOf(chosen));
    if (useAfter && /[-]$/.test(low.slice(0, number.start))) start = number.start;
    let end = useAfter ? number.end + after[0].length : number.end;
    let values = number.values;
    if (CENT.test(chosen)) {
      values = values.map((value) => value / 100);
      found.push({ start, end, values, currencies: undefined });
      continue;
    }
    const currencies = currenciesOf(chosen);
    if (!currencies) continue;
    const thousand = THOUSAND.exec(low.slice(number.end, number.end + 10));
    if (thousand && !number.cents) {
      values = values.map((value) => value * 1000);
      end = Math.max(end, number.end + thousand[0].length);
    } else {
      const next = numbers[index + 1];
      const joined =
        useAfter && next ? /^(?: ?(?:and|y|con|e|et|und|,))?\s?$/.exec(low.slice(end, next.start)) : null;
      const cents =
        joined &&
        next &&
        next.values.length === 1 &&
        next.values[0]! < 100 &&
        Number.isInteger(next.values[0]);
      const word = cents
        ? /^[\s\u00a0]?(?:¢|cts?|cents?|centimos?|centavos?|centimes?)(?![\p{L}])/u.exec(
            low.slice(next.end, next.end + 12),
          )
        : null;
      const bare =
        cents &&
        !word &&
        next.spelled === number.spelled &&
        (next.spelled || next.values[0]! >= 10) &&
        !AFTER.test(low.slice(next.end, next.end + 12)) &&
        /^(?:[\s,.!?)]|$)/.test(low.slice(next.end, next.end + 1)) &&
        !/^\s\p{L}/u.test(low.slice(next.end, next.end + 2));
      if (cents && !number.cents && (word || bare)) {
        values = values.map((value) => value + next.values[0]! / 100);
        end = next.end + (word?.[0].length ?? 0);
        index += 1;
      }
    }
    found.push({ start, end, values, currencies });
  }
  return found;
}

/** A number to the minor unit of a currency; undefined where it has more digits. */
export function minorOf(value: number, currency: string): number | undefined {
  const scaled = value * 10 ** minorDigits(currency);
  const rounded = Math.round(scaled);
  return Math.abs(scaled - rounded) < 1e-4 ? rounded : undefined;
}
