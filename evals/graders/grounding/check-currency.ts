import { CURRENCY_NAME, CURRENCY_NAMES } from './currency-words.ts';
import { isStated, type Reading, sentenceAt, within } from './reading.ts';

/** What a price is given, charged or paid in. */
const IN =
  /(?:\b(?:in|en|em|into|with|mit|con|com|avec|of|de|is|ist|es|e|est|currency|moneda|moeda|wahrung|devise|unit)\b[\s*_"']*(?:(?:the|a|la|el|o|le|los|die|der|das) )?|[:=]\s?)$/;
const NAMED = new RegExp(`(?<![\\p{L}\\d-])(?:${CURRENCY_NAME})(?![\\p{L}\\d-])`, 'gu');

/** Currencies named without an amount: “we charge in yen”. */
export function checkCurrencies(reading: Reading): void {
  const { bare, monies, plain, world, currency } = reading;
  const charged = new Set(
    currency === undefined ? world.shop.shop.markets.map((market) => market.currency) : [currency],
  );
  if (charged.size === 0) return;
  for (const { 0: name, index } of bare.matchAll(NAMED)) {
    const end = index + name.length;
    if (monies.some((one) => index < one.end && end > one.start) || !isStated(reading, index)) continue;
    // In lower case a code is a word.
    if (name.length === 3 && name !== 'yen' && plain.text.slice(index, end) !== name.toUpperCase()) continue;
    if (!IN.test(bare.slice(Math.max(0, index - 28), index))) continue;
    const codes = CURRENCY_NAMES.get(name.replaceAll('\u00a0', ' ')) ?? [];
    // “Prices in euros include VAT”: what the shop charges elsewhere is true of elsewhere.
    const sentence = sentenceAt(reading, index);
    const elsewhere = world.shop.shop.markets.some((market) => codes.includes(market.currency));
    if (elsewhere && sentence && within(reading.mentions, sentence).length === 0) continue;
    reading.count('currency');
    if (!codes.some((code) => charged.has(code)))
      reading.wrong('currency', index, end, `prices are in ${[...charged].join(', ')}`);
  }
}
