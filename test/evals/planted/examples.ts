import { LANGUAGES, type Language } from '../../../evals/contract.ts';
import type { Catalogue } from '../../fixtures/chatbots/catalogue.ts';
import { CLAIM_KINDS, type Planting, plantedSet } from '../../fixtures/chatbots/planted.ts';
import { hash } from '../../fixtures/chatbots/random.ts';
import type { Example, PlantedClass } from './judge.ts';

export const CLASSES: readonly PlantedClass[] = [...CLAIM_KINDS, 'paraphrase'];

export interface Choice {
  readonly languages?: readonly Language[];
  readonly classes?: readonly PlantedClass[];
  /** Replies of each class, language and catalogue: so many lies, and as many near-misses. */
  readonly count: number;
  readonly seed?: number;
  /** Only replies made of one half of the sentences, which a hash of the sentence decides. */
  readonly half?: Half;
}
/** `open`: sentences whose mistakes were read while the grader was improved; `sealed`: those that were first only counted. */
export type Half = 'open' | 'sealed';

export const halfOf = (sentence: string): Half => (hash(sentence) % 2 === 0 ? 'open' : 'sealed');

/** Planted replies, always the same for the same choice. A catalogue that has nothing to say of a class is left out there. */
export function examplesOf(catalogue: Catalogue, choice: Choice): Example[] {
  const { languages = LANGUAGES, classes = CLASSES, count, seed = 1, half } = choice;
  return classes.flatMap((name) =>
    languages.flatMap((language) =>
      (['lie', 'faithful'] as const).flatMap((want) => {
        const kind = name === 'paraphrase' ? 'feature' : name;
        const group = name === 'paraphrase' ? 'paraphrase' : 'literal';
        return setOf(catalogue, { seed, language, kind, want, group }, count)
          .filter(({ context }) => half === undefined || halfOf(context.sentence) === half)
          .map((planted) => ({ catalogue, class: name, planted }));
      }),
    ),
  );
}

function setOf(catalogue: Catalogue, planting: Planting, count: number) {
  try {
    return plantedSet(catalogue, planting, count);
  } catch (error) {
    if (error instanceof Error && error.message.includes('nothing to say')) return [];
    throw error;
  }
}
