/** A text with, for each of its UTF-16 units, where it began in the original and where that ended. */
export interface Traced {
  text: string;
  starts: number[];
  ends: number[];
}

const ENTITIES: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
  nbsp: ' ',
  ensp: ' ',
  emsp: ' ',
  thinsp: ' ',
  euro: '€',
  pound: '£',
  yen: '¥',
  cent: '¢',
  dollar: '$',
  percnt: '%',
  period: '.',
  comma: ',',
  shy: '\u00AD',
  zwj: '\u200D',
  zwnj: '\u200C',
  ndash: '–',
  mdash: '—',
  hellip: '…',
  times: '×',
  frac12: '½',
  frac14: '¼',
  frac34: '¾',
};
const MAX_ENTITY = 12;
const MAX_TAG = 4000;
/** Tags within a sentence; any other begins a new line. */
const INLINE =
  /^<\/?(?:a|abbr|b|bdi|bdo|big|code|data|del|em|font|i|ins|kbd|mark|q|s|small|span|strike|strong|sub|sup|time|u|wbr)(?![\p{L}\p{N}-])/iu;
/** What a tag shows or reads out. */
const SPOKEN_ATTRIBUTE =
  /\s(?:alt|title|aria-label|placeholder|value|label)\s*=\s*(?:"([^"]*)"|'([^']*)')/giu;

/**
 * What a reader sees of plain text, Markdown or HTML: tags, entities, emphasis and the targets of links are taken out, so that
 * `1<b>9</b>.99`, `1**9**.99` and `&#49;9.99` are read as the one number that is shown.
 */
export function visibleText(original: string): Traced {
  const out: Traced = { text: '', starts: [], ends: [] };
  const put = (text: string, start: number, end: number): void => {
    for (let i = 0; i < text.length; i++) {
      out.starts.push(start);
      out.ends.push(end);
    }
    out.text += text;
  };
  let lastClose = -1;
  for (let at = 0; at < original.length; ) {
    const sign = original[at]!;
    if (sign === '<') {
      // Where no tag ends any more, none is looked for again.
      const end = lastClose === Number.POSITIVE_INFINITY ? undefined : tagEnd(original, at);
      if (end === undefined && original.indexOf('>', at) < 0) lastClose = Number.POSITIVE_INFINITY;
      if (end !== undefined) {
        const tag = original.slice(at, end);
        if (!INLINE.test(tag)) put('\n', at, at);
        for (const match of tag.startsWith('<!') ? [] : tag.matchAll(SPOKEN_ATTRIBUTE)) {
          const said = match[1] ?? match[2] ?? '';
          const from = at + match.index + match[0].length - said.length - 1;
          put('\n', from, from);
          for (let i = 0; i < said.length; i++) put(said[i]!, from + i, from + i + 1);
          put('\n', from + said.length, from + said.length);
        }
        at = end;
        continue;
      }
    } else if (sign === '&') {
      const entity = entityAt(original, at);
      if (entity) {
        put(entity.text, at, entity.end);
        at = entity.end;
        continue;
      }
    } else if (sign === ']' && original[at + 1] === '(') {
      const end = linkTargetEnd(original, at + 2);
      if (end !== undefined) {
        put(' ', at, end);
        at = end;
        continue;
      }
    } else {
      const skip = markupAt(original, at);
      if (skip > 0) {
        at += skip;
        continue;
      }
    }
    put(sign === '\uFFFC' ? ' ' : sign, at, at + 1);
    at += 1;
  }
  return out;
}

function tagEnd(original: string, at: number): number | undefined {
  if (original.startsWith('<!--', at)) {
    const end = original.slice(at, at + MAX_TAG).indexOf('-->');
    return end < 0 ? undefined : at + end + 3;
  }
  if (!/^<\/?[a-z]/i.test(original.slice(at, at + 3))) return undefined;
  const end = original.slice(at, at + MAX_TAG).indexOf('>');
  return end < 0 ? undefined : at + end + 1;
}

function entityAt(original: string, at: number): { text: string; end: number } | undefined {
  const match = /^&(?:#(\d{1,7})|#x([\da-f]{1,6})|([a-z]{2,8}\d{0,2}));/i.exec(
    original.slice(at, at + MAX_ENTITY),
  );
  if (!match) return undefined;
  const end = at + match[0].length;
  if (match[3]) {
    const text = ENTITIES[match[3].toLowerCase()];
    return text === undefined ? undefined : { text, end };
  }
  const code = match[1] ? Number(match[1]) : Number.parseInt(match[2]!, 16);
  if (code > 0x10ffff || (code >= 0xd800 && code <= 0xdfff)) return undefined;
  return { text: String.fromCodePoint(code), end };
}

/** Of `](https://…)`: what is shown is the text before. Anything with a space in it is no target. */
function linkTargetEnd(original: string, from: number): number | undefined {
  const match = /^(?:https?:|\/|#|mailto:)[^\s()<>]*\)/i.exec(original.slice(from, from + 2000));
  return match ? from + match[0].length : undefined;
}

/** How many signs here are emphasis or escapes and not shown. */
function markupAt(original: string, at: number): number {
  const sign = original[at]!;
  const next = original[at + 1] ?? '';
  if (sign === '`') return 1;
  if (sign === '\\' && /[!-/:-@[-`{-~]/.test(next)) return 1;
  if ((sign === '*' || sign === '_' || sign === '~') && next === sign) return 2;
  // A single star between two numbers multiplies; before a space it begins a point of a list.
  const multiplies =
    /\d\s?$/.test(original.slice(Math.max(0, at - 2), at)) && /^\s?\d/.test(original.slice(at + 1, at + 3));
  if (sign === '*' && !multiplies && next !== ' ') return 1;
  const inWord = /[\p{L}\p{N}]/u.test(original[at - 1] ?? '') && /[\p{L}\p{N}]/u.test(next);
  if (sign === '_' && !inWord) return 1;
  return 0;
}
