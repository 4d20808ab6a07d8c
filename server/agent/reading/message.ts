import { featureOf } from '../../text-model/sparse-model.ts';
import { type NumberSpan, numberSpans } from './number-words.ts';
import { type Token, tokensOf } from './tokens.ts';
import { classOf } from './word-classes.ts';

/** A text taken apart, as all models see it. */
export interface Message {
  text: string;
  language: string;
  /** '' where nothing special was asked. */
  asked: string;
  tokens: readonly Token[];
  /** Of each token; '' for plain words. */
  kinds: readonly string[];
  things: readonly boolean[];
  /** A token with what is particular taken out: its kind, `~` where no training text had it, else the word. */
  general: readonly string[];
  numbers: readonly NumberSpan[];
  /** Features of the beginnings, ends and insides of each word. */
  parts: readonly (readonly number[])[];
}

/** @param vocabulary words that training texts share */
export function messageOf(
  text: string,
  { language, asked }: { language: string; asked: string },
  vocabulary: ReadonlySet<string>,
): Message {
  const tokens = tokensOf(text, language);
  const classes = tokens.map((token) => classOf(token.text, text.slice(token.start, token.end), language));
  const kinds = classes.map(({ kind }) => kind);
  const words = tokens.map((token) => token.text);
  return {
    text,
    language,
    asked,
    tokens,
    kinds,
    things: classes.map(({ thing }) => thing),
    general: words.map((word, at) => {
      const kind = kinds[at]!;
      if (kind === 'EMOJI' || kind === 'MARK') return word;
      if (kind !== '') return kind;
      return vocabulary.has(word) ? word : '~';
    }),
    numbers: numberSpans(words, language),
    parts: words.map(partsOf),
  };
}

const PART = 19;
const SHORTEST = 2;
const LONGEST = 5;

function partsOf(word: string): number[] {
  const found: number[] = [];
  if (word.length < 2 || word.length > 40) return found;
  const marked = `<${word}>`;
  for (let size = SHORTEST; size <= LONGEST; size += 1)
    for (let start = 0; start + size <= marked.length; start += 1)
      if (size > 2 || start === 0) found.push(featureOf(PART, marked, start, start + size));
  return found;
}
