/** Draws from [0, 1). */
export type Random = () => number;
/** The same words, as somebody would write them who wants a reader to understand and a filter not to. */
export type Disguise = (text: string, random: Random) => string;

const pick = <T>(random: Random, from: readonly T[]): T => from[Math.floor(random() * from.length)]!;
const each = (
  text: string,
  change: (character: string, at: number, all: readonly string[]) => string,
): string => [...text].map(change).join('');
const digits = (text: string, change: (digit: number) => string): string =>
  text.replace(/[0-9]/g, (digit) => change(Number(digit)));
/** At least one character is changed, each other one with this chance. */
function some(text: string, random: Random, chance: number, change: (character: string) => string): string {
  const can = [...text].map((character) => change(character) !== character);
  const places = can.flatMap((yes, at) => (yes ? [at] : []));
  const sure = pick(random, places);
  return each(text, (character, at) =>
    at === sure || (can[at] && random() < chance) ? change(character) : character,
  );
}
const from = (table: Readonly<Record<string, string>>) => (character: string) =>
  table[character] ?? character;
const shifted =
  (zero: number): Disguise =>
  (text) =>
    digits(text, (n) => String.fromCodePoint(zero + n));
/** Letters and digits of a block that begins with A, a and 0. */
const alphabet = (upper: number, lower: number, zero?: number) => (character: string) => {
  const code = character.codePointAt(0)!;
  if (code >= 65 && code <= 90) return String.fromCodePoint(upper + code - 65);
  if (code >= 97 && code <= 122) return String.fromCodePoint(lower + code - 97);
  if (zero !== undefined && code >= 48 && code <= 57) return String.fromCodePoint(zero + code - 48);
  return character;
};
/** Puts something between some neighbouring letters or digits of a word. */
const between = (text: string, random: Random, chance: number, put: () => string): string => {
  const characters = [...text];
  const places = characters.flatMap((character, at) =>
    at > 0 && /[\p{L}\p{N}]/u.test(character) && /[\p{L}\p{N}]/u.test(characters[at - 1]!) ? [at] : [],
  );
  const sure = pick(random, places);
  return each(text, (character, at) =>
    at === sure || (places.includes(at) && random() < chance) ? put() + character : character,
  );
};

const DIGIT_ZEROS = [0x660, 0x6f0, 0x966, 0x9e6, 0xe50, 0x7c0, 0xbe6, 0x17e0, 0x1040, 0xff10];
const CYRILLIC = {
  ...{ a: 'а', c: 'с', e: 'е', i: 'і', j: 'ј', o: 'о', p: 'р', s: 'ѕ', x: 'х', y: 'у', h: 'һ', d: 'ԁ' },
  ...{
    A: 'А',
    B: 'В',
    C: 'С',
    E: 'Е',
    H: 'Н',
    K: 'К',
    M: 'М',
    O: 'О',
    P: 'Р',
    T: 'Т',
    X: 'Х',
    3: 'З',
    6: 'б',
  },
};
const GREEK = {
  ...{ a: 'α', i: 'ι', o: 'ο', v: 'ν', p: 'ρ', u: 'υ', k: 'κ', n: 'η', t: 'τ', w: 'ω', y: 'γ' },
  ...{
    A: 'Α',
    B: 'Β',
    E: 'Ε',
    H: 'Η',
    I: 'Ι',
    K: 'Κ',
    M: 'Μ',
    N: 'Ν',
    O: 'Ο',
    P: 'Ρ',
    T: 'Τ',
    X: 'Χ',
    Z: 'Ζ',
  },
};
const LEET: Readonly<Record<string, string>> = {
  a: '4',
  e: '3',
  i: '1',
  o: '0',
  s: '5',
  t: '7',
  b: '8',
  g: '9',
  l: '1',
};
const UNLEET: Readonly<Record<string, string>> = { 0: 'O', 1: 'l', 5: 'S' };
const SMALL_CAPS = Object.fromEntries(
  [...'abcdefghijklmnoprtuvwyz'].map((letter, at) => [letter, [...'ᴀʙᴄᴅᴇꜰɢʜɪᴊᴋʟᴍɴᴏᴘʀᴛᴜᴠᴡʏᴢ'][at]!]),
);
const ZERO_WIDTH = ['\u200b', '\u200c', '\u200d', '\u2060', '\ufeff', '\u180e', '\u2063'];
const INVISIBLE = ['\u034f', '\u115f', '\u3164', '\ufe0f', '\u17b4', '\u{e0020}', '\u{e0101}'];
const MARKS = ['\u0300', '\u0301', '\u0308', '\u0323', '\u0336', '\u0332', '\u0338', '\u20dd'];
const SPACES = ['\u00a0', '\u2009', '\u202f', '\u3000', '\u2007', '\u205f', '\u1680', '\t'];
const HYPHENS = ['\u2010', '\u2011', '\u2012', '\u2212', '\uff0d', '\u2043', '\u30fb'];

const styled =
  (...blocks: readonly (readonly [number, number, number?])[]): Disguise =>
  (text, random) => {
    const [upper, lower, zero] = pick(random, blocks);
    return each(text, alphabet(upper, lower, zero));
  };

/** Pure and seeded: the same text with the same draws gives the same. One may give the text back where it finds nothing to change. */
export const disguises: Readonly<Record<string, Disguise>> = {
  fullWidthDigits: shifted(0xff10),
  fullWidth: (text) =>
    each(text, (c) => (/[!-~]/.test(c) ? String.fromCodePoint(c.codePointAt(0)! + 0xfee0) : c)),
  otherDigits: (text, random) => shifted(pick(random, DIGIT_ZEROS))(text, random),
  oneOtherDigit: (text, random) => {
    const shift = shifted(pick(random, DIGIT_ZEROS));
    return some(text, random, 0, (c) => shift(c, random));
  },
  mathematical: styled(
    ...([
      [0x1d400, 0x1d41a, 0x1d7ce],
      [0x1d5a0, 0x1d5ba, 0x1d7e2],
      [0x1d670, 0x1d68a, 0x1d7f6],
      [0x1d56c, 0x1d586],
    ] as const),
  ),
  enclosed: styled([0x24b6, 0x24d0], [0x1f130, 0x1f130], [0x1f170, 0x1f170], [0x1f110, 0x249c]),
  enclosedDigits: (text, random) => {
    const one = pick(random, [0x2460, 0x2776, 0x2780, 0x2474, 0x24f5, 0x2488]);
    return digits(text, (n) => (n === 0 ? '⓪' : String.fromCodePoint(one + n - 1)));
  },
  keycaps: (text) => digits(text, (n) => `${n}\ufe0f\u20e3`),
  superscript: (text) => digits(text, (n) => [...'⁰¹²³⁴⁵⁶⁷⁸⁹'][n]!),
  subscript: (text) => digits(text, (n) => String.fromCodePoint(0x2080 + n)),
  romanDigits: (text) => digits(text, (n) => (n === 0 ? '0' : String.fromCodePoint(0x2160 + n - 1))),
  regionalIndicators: (text) =>
    each(text.toUpperCase(), (c) => (/[A-Z]/.test(c) ? `${alphabet(0x1f1e6, 0)(c)}\u200b` : c)),
  smallCapitals: (text) => each(text.toLowerCase(), from(SMALL_CAPS)),
  cyrillic: (text, random) => some(text, random, 0.6, from(CYRILLIC)),
  greek: (text, random) => some(text, random, 0.6, from(GREEK)),
  zeroWidth: (text, random) => between(text, random, 0.5, () => pick(random, ZERO_WIDTH)),
  invisible: (text, random) => between(text, random, 0.4, () => pick(random, INVISIBLE)),
  softHyphens: (text, random) => between(text, random, 0.4, () => '\u00ad'),
  bidi: (text, random) =>
    `\u202d${between(text, random, 0.2, () => pick(random, ['\u200e', '\u200f', '\u061c']))}\u202c`,
  reversed: (text) => `\u202e${[...text].reverse().join('')}\u202c`,
  isolated: (text) => `\u2067\u2066${text}\u2069\u2069`,
  combining: (text, random) =>
    some(text, random, 0.5, (c) => (/[\p{L}\p{N}]/u.test(c) ? c + pick(random, MARKS) : c)),
  decomposed: (text) => text.normalize('NFD'),
  spaced: (text) => [...text].join(' '),
  dotted: (text) => each(text, (c, at, all) => (/\S/.test(c) && /\S/.test(all[at + 1] ?? ' ') ? `${c}.` : c)),
  hyphenated: (text) =>
    each(text, (c, at, all) => (/\w/.test(c) && /\w/.test(all[at + 1] ?? ' ') ? `${c}-` : c)),
  underscored: (text, random) =>
    between(text, random, 0.6, () => pick(random, ['_', '*', '~', '·', "'", '/'])),
  oneSpace: (text, random) => between(text, random, 0, () => pick(random, [' ', '\n', ...SPACES])),
  otherSpaces: (text, random) => text.replace(/ /g, () => pick(random, SPACES)),
  noSpaces: (text) => text.replace(/ /g, ''),
  otherHyphens: (text, random) => text.replace(/[-\u2013]/g, () => pick(random, HYPHENS)),
  mixedCase: (text, random) => each(text, (c) => (random() < 0.5 ? c.toUpperCase() : c.toLowerCase())),
  shouted: (text) => text.toUpperCase(),
  lowered: (text) => text.toLowerCase(),
  leet: (text, random) => some(text, random, 0.6, (c) => LEET[c.toLowerCase()] ?? c),
  letterForDigit: (text, random) => some(text, random, 0.5, (c) => UNLEET[c] ?? c),
  doubledLetters: (text, random) => some(text, random, 0.2, (c) => (/[aeiou]/i.test(c) ? c.repeat(3) : c)),
  markup: (text, random) => {
    const [open, close] = pick(random, [
      ['**', '**'],
      ['<b>', '</b>'],
      ['`', '`'],
      ['<!-- --> ', ''],
    ] as const);
    return open + between(text, random, 0, () => pick(random, ['**', '<i></i>', '``'])) + close;
  },
  entities: (text, random) => some(text, random, 0.3, (c) => (/\w/.test(c) ? `&#${c.codePointAt(0)};` : c)),
  percentEncoded: (text, random) =>
    some(text, random, 0.3, (c) => (/\w/.test(c) ? `%${c.codePointAt(0)!.toString(16)}` : c)),
  /** At the borders of streamed chunks: one border or several. */
  split: (text, random) => between(text, random, 0, () => '|'),
  splitOften: (text, random) => between(text, random, 0.4, () => '|'),
  splitAtSpaces: (text) => text.replace(/ /g, ' | '),
  splitToLines: (text) => text.replace(/ /g, '\n'),
};
