import type { Facts } from '../fact.ts';
import type { Paragraph } from '../verify/paragraph.ts';
import { FACT_MARK } from '../verify/plain-form.ts';
import { PLACE_SIGN, placeOf } from './places.ts';

export interface SentenceText {
  /** In the paragraph's plain form. */
  start: number;
  end: number;
  /** With its closing mark, each fact as the name of its place: "§title costs §price." */
  text: string;
}

/** A sentence ends with its mark, or with the line. Points inside of a word or between digits end none. */
const SENTENCE = /[^.!?…\n•]+(?:[.!?…]+(?![\p{L}\p{N}])|\n|•|$)|[^\n•]+?(?:[.!?…]+(?=\s|$)|\n|•|$)/gu;

/** The sentences of a paragraph that hold words of their own. */
export function sentenceTexts(
  { text, mentions }: Pick<Paragraph, 'text' | 'mentions'>,
  facts: Facts,
): SentenceText[] {
  const products = mentions.flatMap(({ fact }) => facts.get(fact)?.subject.productId ?? []);
  const places = new Map(
    mentions.map(({ fact, at }) => {
      const known = facts.get(fact);
      return [at, known ? placeOf(known, products[0]) : 'unknown'];
    }),
  );
  return [...text.matchAll(SENTENCE)].flatMap(({ 0: sentence, index }) => {
    if (!/\p{L}/u.test(sentence)) return [];
    let named = '';
    for (let at = 0; at < sentence.length; at += 1)
      named += sentence[at] === FACT_MARK ? ` ${PLACE_SIGN}${places.get(index + at)} ` : sentence[at];
    return [
      { start: index, end: index + sentence.trimEnd().length, text: named.replace(/\s+/g, ' ').trim() },
    ];
  });
}
