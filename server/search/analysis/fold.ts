const NOT_ASCII = /[^\p{ASCII}]/u;
/** Accents of Latin, Greek and Cyrillic, points of Hebrew and Arabic. In other scripts such marks are letters. */
const ACCENTS = /[\u0300-\u036f\u0591-\u05c7\u064b-\u065f\u0670]+/g;
const MARKS = /[®©™℠]/g;
const LETTERS = /[ßæœøłđðþıŀ]/g;
const PLAIN: Readonly<Record<string, string>> = {
  ß: 'ss',
  æ: 'ae',
  œ: 'oe',
  ø: 'o',
  ł: 'l',
  đ: 'd',
  ð: 'd',
  þ: 'th',
  ı: 'i',
  ŀ: 'l',
};

/** Lower case without accents, compatibility forms (NFKC) made plain: `Çelik ½″ Größe` is `celik 1⁄2″ grosse`. */
export function fold(text: string): string {
  if (!NOT_ASCII.test(text)) return text.toLowerCase();
  return text
    .replace(MARKS, ' ')
    .normalize('NFKC')
    .toLowerCase()
    .normalize('NFD')
    .replace(ACCENTS, '')
    .normalize('NFC')
    .replace(LETTERS, (letter) => PLAIN[letter] ?? letter)
    .replace(/[‘’ʼ]/g, "'")
    .replace(/[‐‑‒–−]/g, '-')
    .replace(/[”“″]/g, '"');
}

/** How filter names and values are compared: folded, blanks and underscores made one blank. */
export const filterKey = (text: string): string =>
  fold(text)
    .replace(/[\s_]+/g, ' ')
    .trim();

/** How SKUs, GTINs and ids are compared: folded, without blanks and dashes. */
export const identifierKey = (text: string): string => fold(text).replace(/[\s\-_./]+/g, '');
