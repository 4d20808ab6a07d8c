import { stem } from '../analysis/stem.ts';
import type { Token } from '../analysis/tokens.ts';
import { isNoun, matchConcepts } from './concepts.ts';

/** A word of a query. */
export interface QueryToken extends Token {
  /** The words that it was written as: `head` and `phones` for `headphones`. */
  readonly parts?: readonly string[] | undefined;
}

/** Makes one word of two that name something only as one: `head phones`. @param known whether any product has a stem */
export function joinNames(tokens: readonly Token[], known: (stem: string) => boolean): QueryToken[] {
  const out: QueryToken[] = [];
  for (let i = 0; i < tokens.length; i += 1) {
    const token = tokens[i]!;
    const next = tokens[i + 1];
    const text = next && !token.whole && !next.whole ? token.text + next.text : '';
    if (text !== '' && isNoun(text) && known(stem(text)) && !isName([token.text, next!.text])) {
      out.push({ text, parts: [token.text, next!.text] });
      i += 1;
    } else out.push(token);
  }
  return out;
}

/** Whether the words are one name together. */
function isName(words: readonly string[]): boolean {
  const [match] = matchConcepts(words);
  return match?.start === 0 && match.end === words.length;
}
