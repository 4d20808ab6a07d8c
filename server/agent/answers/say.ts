import type { PhraseKey } from '../../grounding/phrases/phrases.ts';
import type { Block, Segment } from '../../grounding/reply.ts';

/** A phrase of the shop as a segment. */
export const phrase = (
  key: PhraseKey,
  facts?: Readonly<Record<string, string>>,
  said?: Readonly<Record<string, string>>,
): Segment => ({
  type: 'phrase',
  key,
  ...(facts && { facts: { ...facts } }),
  ...(said && { said: { ...said } }),
});

/** A phrase of the shop as a paragraph. */
export const say = (
  key: PhraseKey,
  facts?: Readonly<Record<string, string>>,
  said?: Readonly<Record<string, string>>,
): Block => ({ type: 'text', segments: [phrase(key, facts, said)] });

/** Short answers to tap; each sends its own words. */
export const quickReplies = (labels: readonly (readonly [PhraseKey, string])[]): Block => ({
  type: 'quick_replies',
  options: labels.map(([key, send]) => ({ label: phrase(key), send })),
});
