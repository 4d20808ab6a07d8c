import { tokensOf } from '../../text-model/features.ts';
import { train } from '../../text-model/train.ts';
import { plainForm } from '../verify/plain-form.ts';
import { type ClaimModel, likelihoodOfClaim, markNewWords } from './claim-model.ts';
import { PLACE_SIGN } from './places.ts';

export interface Sentences {
  claims: readonly string[];
  harmless: readonly string[];
}

/** As the verifier sees it: plain form, `{price}` as a place. */
export const trainingText = (line: string): string =>
  plainForm(line.replace(/\{(\w+)\}/g, ` ${PLACE_SIGN}$1 `))
    .text.replace(/\s+/g, ' ')
    .trim();

/** Trains on sentences in training text. The same sentences and numbers make the same model. */
export function trainClaims(sentences: Sentences, random: () => number): Omit<ClaimModel, 'threshold'> {
  const counts = new Map<string, number>();
  for (const text of sentences.harmless)
    for (const word of new Set(tokensOf(text))) counts.set(word, (counts.get(word) ?? 0) + 1);
  // A word that only this harmless sentence has would be new if the sentence were: so it learns what new words mean.
  const marked = (text: string, own: number): string =>
    markNewWords(text, (word) => (counts.get(word) ?? 0) > own);
  const linear = train(
    [
      ...sentences.claims.map((text) => ({ text: marked(text, 0), class: 'claim' })),
      ...sentences.harmless.map((text) => ({ text: marked(text, 1), class: 'harmless' })),
    ],
    { random },
  );
  return { linear, known: new Set(counts.keys()) };
}

/** The likelihood that at most this share of harmless sentences reaches. */
export function thresholdFor(likelihoods: readonly number[], share: number): number {
  const sorted = likelihoods.toSorted((a, b) => b - a);
  return Math.max(0.5, (sorted[Math.floor(sorted.length * share)] ?? 0.5) + 1e-6);
}

/** Likelihoods of sentences by models that have not seen them: each fold is judged by a model of the others. */
export function crossValidated(
  sentences: Sentences,
  folds: number,
  random: () => number,
): { claims: number[]; harmless: number[] } {
  const out = { claims: [] as number[], harmless: [] as number[] };
  for (let fold = 0; fold < folds; fold += 1) {
    const others = (list: readonly string[]): string[] => list.filter((_, at) => at % folds !== fold);
    const own = (list: readonly string[]): string[] => list.filter((_, at) => at % folds === fold);
    const part = trainClaims(
      { claims: others(sentences.claims), harmless: others(sentences.harmless) },
      random,
    );
    const model = { ...part, threshold: 1 };
    for (const text of own(sentences.claims)) out.claims.push(likelihoodOfClaim(model, text));
    for (const text of own(sentences.harmless)) out.harmless.push(likelihoodOfClaim(model, text));
  }
  return out;
}
