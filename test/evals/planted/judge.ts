import type { ClaimKind } from '../../../evals/contract.ts';
import type { Catalogue } from '../../fixtures/chatbots/catalogue.ts';
import type { Planted } from '../../fixtures/chatbots/planted.ts';

/** Words that a judge will not let pass. Offsets are UTF-16, the end excluded. */
export interface Mark {
  readonly start: number;
  readonly end: number;
  readonly kind: string;
}

/** A class of the report: the kind of claim, free wording of features apart. */
export type PlantedClass = ClaimKind | 'paraphrase';

export interface Example {
  readonly catalogue: Catalogue;
  readonly class: PlantedClass;
  readonly planted: Planted;
}

/** What reads a planted reply and says which words of it are not so. */
export interface Judge {
  readonly name: string;
  marks(example: Example): Promise<readonly Mark[]> | readonly Mark[];
  close(): Promise<void>;
}

/**
 * `caught`: a lie, with a mark on its words. `missed`: a lie without one. `alarm`: a mark where nothing is wrong, in a faithful
 * reply. `passed`: a faithful reply without a mark.
 */
export type Outcome = 'caught' | 'missed' | 'alarm' | 'passed';

export interface Verdict {
  readonly outcome: Outcome;
  /** Marks in a lying reply that touch none of its lies. */
  readonly beside: readonly Mark[];
  readonly marks: readonly Mark[];
}

export function verdictOf({ lies, faithful }: Planted, marks: readonly Mark[]): Verdict {
  if (faithful) return { outcome: marks.length > 0 ? 'alarm' : 'passed', beside: [], marks };
  const touches = (mark: Mark): boolean =>
    lies.some(({ start, end }) => mark.start < end && mark.end > start);
  return {
    outcome: marks.some(touches) ? 'caught' : 'missed',
    beside: marks.filter((mark) => !touches(mark)),
    marks,
  };
}
