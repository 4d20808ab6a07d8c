import type { Language } from '../../contract.ts';
import { LONGEST, numberWords, SPOKEN_POINT } from './number-words.ts';
import type { Plain } from './plain.ts';

/** A number in a text. `1.299` may be 1299 or 1.299: it has two values, and is true when one of them is. */
export interface NumberAt {
  readonly start: number;
  readonly end: number;
  readonly values: readonly number[];
  /** Written with exactly two decimals. */
  readonly cents: boolean;
  readonly spelled: boolean;
}

/** What digits with marks between them can mean. */
export function valuesOf(written: string): number[] {
  const text = written.replaceAll(/['\s\u00a0]/g, '');
  const marks = text.replaceAll(/\d/g, '');
  if (marks === '') return [Number(text)];
  const last = marks.at(-1)!;
  const tail = text.length - text.lastIndexOf(last) - 1;
  const whole = Number(text.replaceAll(/[.,]/g, ''));
  const decimal = Number(`${text.slice(0, -tail - 1).replaceAll(/[.,]/g, '')}.${text.slice(-tail)}`);
  if (marks.length > 1 && [...marks].every((mark) => mark === last)) return [whole];
  if (marks.length > 1) return [decimal];
  return tail === 3 && !text.startsWith('0') ? [whole, decimal] : [decimal];
}

const DIGITS =
  /(?:(?<![\p{L}\d])|(?<=(?<!\p{L})(?:usd|eur|gbp|chf|cad|aud|jpy|sek|nok|dkk|brl|mxn|pln|kr)))(?:\d{1,3}(?:\u00a0\d{3})+|\d{1,3}(?: \d{3})+(?=[.,]\d\d(?!\d)|\s?[$€£]|\s(?:usd|eur|dol|dollar|euro))|\d+)(?:[.,']\d+)*/gu;

/** All numbers, in digits and in words. Linear: each word begins at most one look-up of a few words. */
export function numbersOf(plain: Plain, language: Language): NumberAt[] {
  const found: NumberAt[] = [];
  for (const { 0: text, index } of plain.low.matchAll(DIGITS))
    found.push({
      start: index,
      end: index + text.length,
      values: valuesOf(text),
      cents: /[.,]\d\d$/.test(text),
      spelled: false,
    });
  return [...found, ...spelledNumbers(plain.low, language)].sort((a, b) => a.start - b.start);
}

function spelledNumbers(low: string, language: Language): NumberAt[] {
  const table = numberWords(language);
  const words = Array.from(low.matchAll(/\p{L}+/gu), ({ 0: word, index }) => ({
    word,
    start: index,
    end: index + word.length,
  }));
  const numberAt = (from: number): { value: number; next: number } | undefined => {
    if (!words[from]) return undefined;
    let phrase = '';
    let best: { value: number; next: number } | undefined;
    for (let index = from; index < Math.min(words.length, from + LONGEST); index++) {
      if (index > from && !/^[\s\u00a0-]{1,2}$/.test(low.slice(words[index - 1]!.end, words[index]!.start)))
        break;
      phrase = phrase === '' ? words[index]!.word : `${phrase} ${words[index]!.word}`;
      const value = table.get(phrase);
      if (value !== undefined) best = { value, next: index + 1 };
    }
    return best;
  };
  const found: NumberAt[] = [];
  for (let index = 0; index < words.length; ) {
    const first = numberAt(index);
    if (!first) {
      index += 1;
      continue;
    }
    // “un doce por ciento”: an article, and then the number.
    const after = numberAt(first.next);
    if (ARTICLE.test(words[index]!.word) && first.next === index + 1 && after) {
      index += 1;
      continue;
    }
    const start = words[index]!.start;
    const parts = [first];
    let point = -1;
    let next = first.next;
    while (parts.length < 12) {
      const spoken = words[next] && SPOKEN_POINT.test(words[next]!.word) && point < 0;
      const more = numberAt(spoken ? next + 1 : next);
      const gap = low.slice(words[next - 1]!.end, words[spoken ? next + 1 : next]?.start ?? 0);
      if (!more || (!spoken && !/^[\s\u00a0-]+$/.test(gap))) break;
      if (spoken) point = parts.length;
      parts.push(more);
      next = more.next;
    }
    found.push({
      start,
      end: words[next - 1]!.end,
      ...together(
        parts.map(({ value }) => value),
        point,
      ),
      spelled: true,
    });
    index = next;
  }
  return found;
}

const ARTICLE = /^(?:un|una|um|uma|ein|eine[nmrs]?|une)$/;

/** “twenty-four ninety”, “two four nine zero”, “twenty-four point nine zero”. */
function together(parts: readonly number[], point: number): { values: number[]; cents: boolean } {
  if (parts.length === 1) return { values: [parts[0]!], cents: false };
  if (point > 0) {
    const head = parts.slice(0, point).join('');
    return { values: [Number(`${head}.${parts.slice(point).join('')}`)], cents: true };
  }
  const digits = parts.every((part) => part < 10) ? [Number(parts.join(''))] : [];
  if (parts.length === 2 && parts[1]! >= 10 && parts[1]! < 100)
    return {
      values: [
        parts[0]! + parts[1]! / 100,
        ...(parts[0]! < 100 ? [parts[0]! * 100 + parts[1]!] : []),
        ...digits,
      ],
      cents: true,
    };
  if (digits.length > 0) return { values: [digits[0]!, digits[0]! / 100], cents: parts.length > 2 };
  return { values: [parts[0]!], cents: false };
}
