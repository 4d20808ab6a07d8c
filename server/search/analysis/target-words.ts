/** Words after which a text says what a thing goes with or contains, folded: `case for laptop`, `funda para portátil`. */
const TARGET_WORDS: ReadonlySet<string> = new Set(
  [
    'for fits with without from by per incl including includes',
    'para con sin com sem compativel compatible',
    'fur mit ohne passend kompatibel',
    'pour avec sans',
  ]
    .join(' ')
    .split(' '),
);

export const isTargetWord = (folded: string): boolean => TARGET_WORDS.has(folded);

/** Splits a folded text, with a blank at both ends, at its target words. */
export const TARGET_SPLIT = new RegExp(`\\s(?:${[...TARGET_WORDS].join('|')}|w/)\\s|\\s[+]\\s`);
