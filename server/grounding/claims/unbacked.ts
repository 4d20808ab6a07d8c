import type { Facts } from '../fact.ts';
import type { Paragraph } from '../verify/paragraph.ts';
import { type ClaimModel, claimModelOf, likelihoodOfClaim } from './claim-model.ts';
import { sentenceTexts } from './sentence-texts.ts';

/** Sentences that read as if they stated something that their facts do not say, in the paragraph's plain form. */
export function unbackedSentences(
  paragraph: Pick<Paragraph, 'text' | 'mentions'>,
  facts: Facts,
  language: string,
  model: ClaimModel | undefined = claimModelOf(language),
): { start: number; end: number }[] {
  if (!model) return [];
  return sentenceTexts(paragraph, facts).filter(
    ({ text }) => runsTogether(text, model, language) || likelihoodOfClaim(model, text) >= model.threshold,
  );
}

/** Letters of a word that no sentence of the training has; German joins words by right. */
const LONGEST_WORD = 15;
const LONGEST_COMPOUND = 26;

/** Words without the spaces between them, in which none is found. */
function runsTogether(text: string, { known }: ClaimModel, language: string): boolean {
  const longest = language.startsWith('de') ? LONGEST_COMPOUND : LONGEST_WORD;
  return (text.match(/\p{L}+/gu) ?? []).some((word) => word.length > longest && !known.has(word));
}
