import { LANGUAGES } from '../../contract.ts';
import { lowered } from './plain.ts';

/** Currencies that a chatbot may name, by their ISO 4217 codes. */
const CODES =
  'USD EUR GBP CAD AUD NZD MXN BRL JPY CNY CHF INR SEK NOK DKK PLN KRW SGD HKD ARS CLP COP CZK HUF RON TRY ZAR ILS THB'.split(
    ' ',
  );
/** Words that are more often something else: `two real lamps`, `deux livres` are no money by themselves. */
const DOUBTFUL =
  /^(?:real|won|rand|leu|lei|lira|livre|libra|krone|dollar|baht|bats?|nuevos?|novos?|nouveaux?|neue|peso|pound|reals|pln)$/;

/** Every name of those currencies in the five languages, folded, whole and by its noun alone, with the codes it can mean. */
export const CURRENCY_NAMES: ReadonlyMap<string, readonly string[]> = names();

function names(): Map<string, readonly string[]> {
  const found = new Map<string, Set<string>>();
  const add = (name: string, code: string): void => {
    const low = lowered(name).trim();
    if (low.length < 3) return;
    found.set(low, (found.get(low) ?? new Set()).add(code));
  };
  for (const language of LANGUAGES)
    for (const code of CODES) {
      const display = new Intl.DisplayNames([language], { type: 'currency' }).of(code) ?? code;
      const counted = [1, 2, 1_000_000].map((count) =>
        new Intl.NumberFormat(language, {
          style: 'currency',
          currency: code,
          currencyDisplay: 'name',
          maximumFractionDigits: 0,
        })
          .format(count)
          .replaceAll(/[\d.,\s\u00a0\u202f]*\d(?: de)?/g, ''),
      );
      for (const name of [display, ...counted]) {
        const words = name.trim().split(/[\s-]+/u);
        const noun = language === 'en' || language === 'de' ? words.at(-1)! : words[0]!;
        add(name, code);
        if (!DOUBTFUL.test(lowered(noun))) add(noun, code);
      }
    }
  for (const name of ['brazilian reais', 'reaux bresiliens', 'reaux']) add(name, 'BRL');
  // In lower case these are words of a language.
  for (const code of CODES)
    if (!/^(?:TRY|ILS|RON|COP|ARS)$/.test(code)) found.set(code.toLowerCase(), new Set([code]));
  return new Map([...found].map(([name, codes]) => [name, [...codes]]));
}

/** The names as a regular expression without a group, the longest first. */
export const CURRENCY_NAME: string = [...CURRENCY_NAMES.keys()]
  .sort((a, b) => b.length - a.length)
  .map((name) => name.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&').replaceAll(' ', '[ \\u00a0]'))
  .join('|');
