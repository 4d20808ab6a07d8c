/** A word, number, mark or picture of a text. */
export interface Token {
  /** Lower case, no accents, no apostrophes, no letter more than twice in a row. */
  text: string;
  /** Offsets in the original. */
  start: number;
  end: number;
}

const TOKEN = new RegExp(
  [
    String.raw`[\w.+-]+@[\w-]+(?:\.[\w-]+)*`,
    String.raw`(?:[ldjcsnmt]|qu|jusqu|lorsqu)['’](?=\p{L})`,
    String.raw`\d+(?:[.,:]\d+)+`,
    String.raw`\d+(?=[€$£])`,
    String.raw`[\p{L}\p{N}\p{M}_]+(?:['’][\p{L}]+)*(?:[-/](?=[\p{L}\p{N}]*\d)[\p{L}\p{N}]+)+`,
    String.raw`[\p{L}\p{N}\p{M}_]+(?:['’][\p{L}]+)*(?:-[\p{L}\p{N}]+)*`,
    '[$€£%#+&=]',
    String.raw`\p{Extended_Pictographic}`,
    '[?!.,:;…/"()–-]',
  ].join('|'),
  'giu',
);

/** A word in the form in which words are compared; German vowels written out are joined (`fuer` as `für`). */
export function foldWord(word: string, language: string): string {
  let text = word
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/['’]/g, '')
    .replaceAll('ß', 'ss')
    .replaceAll('œ', 'oe')
    .replaceAll('æ', 'ae')
    .replace(/(\p{L})\1{2,}/gu, '$1');
  if (language === 'de') text = text.replace(/(?<![aeq])([aou])e(?=[^aeiouy])/g, '$1');
  return text;
}

/** The parts of a text in their order. @param text as it was written */
export function tokensOf(text: string, language: string): Token[] {
  const out: Token[] = [];
  for (const match of text.matchAll(TOKEN))
    out.push({
      text: foldWord(match[0], language),
      start: match.index,
      end: match.index + match[0].length,
    });
  return out;
}
