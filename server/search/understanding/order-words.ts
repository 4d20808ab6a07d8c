import type { SearchSort } from '../search-types.ts';

/** Words that ask for an order, folded, in English, Spanish, Portuguese, German and French. */
const ORDERS: readonly (readonly [SearchSort, readonly string[]])[] = [
  [
    'price_asc',
    [
      '(?:the )?(?:cheapest|least expensive|lowest[ -]priced?)',
      '(?:(?:el|la|los|las|lo) )?mas (?:barat[oa]s?|economic[oa]s?)',
      '(?:(?:o|a|os|as) )?mais (?:barat[oa]s?|em conta)',
      '(?:(?:der|die|das|den|am) )?(?:billigste|gunstigste|preiswerteste)[rsnm]?',
      '(?:(?:le|la|les) )?moins ch(?:er|ere)s?',
    ],
  ],
  [
    'price_desc',
    [
      '(?:the )?most expensive',
      '(?:(?:el|la|los|las|lo) )?mas car[oa]s?',
      '(?:(?:o|a|os|as) )?mais car[oa]s?',
      '(?:(?:der|die|das|den|am) )?teuerste[rsnm]?',
      '(?:(?:le|la|les) )?plus ch(?:er|ere)s?',
    ],
  ],
  [
    'newest',
    [
      '(?:the )?newest',
      '(?:(?:el|la|los|las|lo) )?mas nuev[oa]s?',
      '(?:(?:o|a|os|as) )?mais nov[oa]s?',
      '(?:(?:der|die|das|den|am) )?neueste[rsnm]?',
      '(?:(?:le|la|les) )?plus recent(?:e|es|s)?',
    ],
  ],
];
const IN_STOCK =
  /(?<![\p{L}\p{N}])(?:in stock|available now|en stock|disponibles?(?: ya| ahora| de suite)?|em (?:estoque|stock)|disponive(?:l|is)|(?:sofort )?(?:lieferbar|verfugbar)|auf lager)(?![\p{L}\p{N}])/u;
const PATTERNS = ORDERS.map(
  ([sort, words]) =>
    [sort, new RegExp(`(?<![\\p{L}\\p{N}])(?:${words.join('|')})(?![\\p{L}\\p{N}])`, 'u')] as const,
);

/** The order that a text asks for, and the text without the words for it. @param text folded */
export function orderWords(text: string): { sort: SearchSort; rest: string } | undefined {
  for (const [sort, pattern] of PATTERNS) {
    const match = pattern.exec(text);
    if (match) return { sort, rest: cut(text, match) };
  }
  return undefined;
}

/** The text without words that ask for what is in stock; undefined when it has none. @param text folded */
export function stockWords(text: string): string | undefined {
  const match = IN_STOCK.exec(text);
  return match ? cut(text, match) : undefined;
}

const cut = (text: string, match: RegExpExecArray): string =>
  `${text.slice(0, match.index)} ${text.slice(match.index + match[0].length)}`.trim();
