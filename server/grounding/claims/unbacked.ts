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
    ({ text }) => likelihoodOfClaim(model, text) >= model.threshold,
  );
}
