/** Stands for a fact in a text that is checked: neither letter nor digit. */
export const FACT_MARK = '\uFFFC';

/** Letters of other scripts, and small capitals, that look like a Latin one. */
const LOOKALIKES = new Map(
  Object.entries({
    а: 'a',
    в: 'b',
    е: 'e',
    з: 'з',
    и: 'и',
    к: 'k',
    м: 'm',
    н: 'h',
    о: 'o',
    р: 'p',
    с: 'c',
    т: 't',
    у: 'y',
    х: 'x',
    і: 'i',
    ј: 'j',
    ѕ: 's',
    ԁ: 'd',
    ԛ: 'q',
    ԝ: 'w',
    ӏ: 'l',
    ё: 'e',
    ҽ: 'e',
    ո: 'n',
    ս: 'u',
    օ: 'o',
    զ: 'q',
    α: 'a',
    β: 'b',
    ε: 'e',
    η: 'n',
    ι: 'i',
    κ: 'k',
    ν: 'v',
    ο: 'o',
    ρ: 'p',
    τ: 't',
    υ: 'u',
    χ: 'x',
    ω: 'w',
    γ: 'y',
    ı: 'i',
    ɑ: 'a',
    ɡ: 'g',
    ʟ: 'l',
    ʀ: 'r',
    ɴ: 'n',
    ʜ: 'h',
    ɪ: 'i',
    ᴀ: 'a',
    ʙ: 'b',
    ᴄ: 'c',
    ᴅ: 'd',
    ᴇ: 'e',
    ꜰ: 'f',
    ɢ: 'g',
    ᴊ: 'j',
    ᴋ: 'k',
    ᴍ: 'm',
    ᴏ: 'o',
    ᴘ: 'p',
    ꜱ: 's',
    ᴛ: 't',
    ᴜ: 'u',
    ᴠ: 'v',
    ᴡ: 'w',
    ʏ: 'y',
    ᴢ: 'z',
    ℓ: 'l',
    ø: 'o',
    ł: 'l',
    đ: 'd',
    ħ: 'h',
    ß: 'ss',
    æ: 'ae',
    œ: 'oe',
    '’': "'",
    '‘': "'",
    '´': "'",
    '`': "'",
    '‐': '-',
    '‑': '-',
    '–': '-',
    '—': '-',
  }),
);

export interface PlainForm {
  /** Lower case, no accents, lookalikes as the letters they look like, nothing that cannot be seen. */
  text: string;
  /** For each character of `text`, where it began in the original; one more for the end. */
  origin: readonly number[];
  /** Original offsets of signs that hide, reorder or join text inside a word. */
  hidden: readonly number[];
}

const INVISIBLE = /\p{Default_Ignorable_Code_Point}|\p{Cc}|\p{Cf}|\u2800/u;
const EMOJI_JOIN = /[\u200D\uFE0F]/u;

/** Most signs of most texts: nothing is looked up for them. */
const isPlain = (sign: string): boolean => sign >= ' ' && sign <= '~';

/** Capitals A to Z in circles, squares and flags, and small letters in brackets. */
const ENCLOSED = [0x1f110, 0x1f130, 0x1f150, 0x1f170, 0x1f1e6, 0x249c];

function letterInside(sign: string): string | undefined {
  const code = sign.codePointAt(0)!;
  const first = ENCLOSED.find((from) => code >= from && code < from + 26);
  return first === undefined ? undefined : String.fromCharCode(97 + code - first);
}

/** The form in which words are looked for. */
export function plainForm(original: string): PlainForm {
  let text = '';
  const origin: number[] = [];
  const hidden: number[] = [];
  let at = 0;
  for (const sign of original) {
    const start = at;
    at += sign.length;
    if (isPlain(sign)) {
      text += sign === '`' ? "'" : sign.toLowerCase();
      origin.push(start);
      continue;
    }
    if (sign === FACT_MARK) {
      text += sign;
      origin.push(start);
      continue;
    }
    if (INVISIBLE.test(sign)) {
      if (/[\n\t\r]/.test(sign)) {
        text += ' ';
        origin.push(start);
      } else if (!EMOJI_JOIN.test(sign)) hidden.push(start);
      continue;
    }
    const enclosed = letterInside(sign);
    if (enclosed !== undefined) {
      text += enclosed;
      origin.push(start);
      continue;
    }
    if (/\p{Zs}/u.test(sign)) {
      text += ' ';
      origin.push(start);
      continue;
    }
    for (const part of sign.normalize('NFKD').toLowerCase()) {
      if (/\p{M}/u.test(part)) continue;
      const plain = LOOKALIKES.get(part) ?? part;
      text += plain;
      for (let i = 0; i < plain.length; i++) origin.push(start);
    }
  }
  origin.push(original.length);
  return { text, origin, hidden };
}

/** Letters that were pulled apart: "f r e e", "t.w.o", "f-r-e-e". Each is answered as one word with its place. */
export function spacedWords(text: string): { word: string; start: number; end: number }[] {
  const found: { word: string; start: number; end: number }[] = [];
  for (const match of text.matchAll(/(?<![\p{L}\p{N}])\p{L}(?:[ ._*~|·'-]{1,3}\p{L}){2,}(?![\p{L}\p{N}])/gu))
    found.push({
      word: match[0].replace(/[^\p{L}]/gu, ''),
      start: match.index,
      end: match.index + match[0].length,
    });
  return found;
}
