/**
 * A text as people read it: compatibility forms, full-width digits, keycap emoji, look-alike letters and invisible characters are
 * folded away, and every place is still known in the original.
 */
export interface Plain {
  /** Folded, in its case. No-break spaces stay, since they group digits. */
  readonly text: string;
  /** The same length as `text`: lower case, without accents. */
  readonly low: string;
  /** Offset in the original of each character, and of the end. */
  readonly at: readonly number[];
}

const SAME = new Map(
  Object.entries({
    '‘': "'",
    '’': "'",
    '‚': "'",
    ʼ: "'",
    '“': '"',
    '”': '"',
    '„': '"',
    '«': '"',
    '»': '"',
    '‐': '-',
    '‑': '-',
    '‒': '-',
    '–': '-',
    '—': '-',
    '−': '-',
    '\u202f': '\u00a0',
    '\u00a0': '\u00a0',
    '\u2007': '\u00a0',
    '⁄': '/',
    '🄰': 'A',
    '·': '·',
    '²': '²',
    '³': '³',
    '…': '…',
    '™': '',
    '®': '',
  }),
);
/** Cyrillic and Greek letters that look like Latin ones. */
const LOOK = new Map(
  [...'аaеeоoрpсcхxуyіiѕsјjАAВBЕEКKМMНHОOРPСCТTХXЅSІIοoΑAΒBΕEΖZΗHΙIΚKΜMΝNΟOΡPΤTΥYΧX'].flatMap(
    (letter, index, all) => (index % 2 === 0 ? [[letter, all[index + 1]!] as const] : []),
  ),
);
const INVISIBLE = /^(?:\p{Cf}|\p{Variation_Selector}|\u20e3)$/u;
const MARK = /^\p{M}$/u;
const DIGIT = /^\p{Nd}$/u;

export function plainOf(original: string): Plain {
  let text = '';
  const at: number[] = [];
  let place = 0;
  const mixed = /[a-z]/i.test(original);
  for (const char of original) {
    const start = place;
    place += char.length;
    let folded = char;
    if (char > '\u007f') {
      if (INVISIBLE.test(char)) continue;
      if (MARK.test(char) && text !== '') {
        const composed = (text.at(-1)! + char).normalize('NFC');
        if (composed.length === 1) text = text.slice(0, -1) + composed;
        continue;
      }
      folded =
        SAME.get(char) ?? (mixed ? LOOK.get(char) : undefined) ?? digitOf(char) ?? char.normalize('NFKC');
    }
    text += folded;
    for (let index = 0; index < folded.length; index++) at.push(start);
  }
  at.push(place);
  return { text, low: lowered(text), at };
}

/** Lower case without accents, of the same length. */
export const lowered = (text: string): string => {
  let low = '';
  for (let index = 0; index < text.length; index++) {
    const char = text[index]!;
    low += char <= '\u007f' ? char.toLowerCase() : (char.normalize('NFD')[0]!.toLowerCase()[0] ?? char);
  }
  return low;
};

/** The value of a decimal digit of any script: those of a script stand in a row, from zero. */
function digitOf(char: string): string | undefined {
  if (!DIGIT.test(char)) return undefined;
  const code = char.codePointAt(0)!;
  if (code >= 0x1d7ce && code <= 0x1d7ff) return String((code - 0x1d7ce) % 10);
  let zero = code;
  while (code - zero < 9 && DIGIT.test(String.fromCodePoint(zero - 1))) zero -= 1;
  return String(code - zero);
}

export interface Word {
  readonly start: number;
  readonly end: number;
  readonly low: string;
}

/** Words and numbers, with what joins their parts: `dv7-1211ea`, `1.7`, `5.3`, `women's`. */
export const wordsOf = (low: string): Word[] =>
  Array.from(low.matchAll(/[\p{L}\p{N}²³°]+(?:[.,'&+/_-][\p{L}\p{N}]+)*/gu), (found) => ({
    start: found.index,
    end: found.index + found[0].length,
    low: found[0],
  }));
