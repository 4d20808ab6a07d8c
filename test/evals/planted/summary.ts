import { LANGUAGES, type Language } from '../../../evals/contract.ts';
import type { Planted } from '../../fixtures/chatbots/planted.ts';
import { CLASSES } from './examples.ts';
import type { PlantedClass } from './judge.ts';
import {
  type Agreement,
  agreementOf,
  barOf,
  type Counts,
  countsOf,
  precision,
  type Row,
  reaches,
  recall,
} from './tally.ts';

export interface JudgedRow extends Row {
  readonly planted: Planted;
}

export interface Figures extends Counts {
  readonly recall: number | undefined;
  readonly precision: number | undefined;
}
const figures = (counts: Counts): Figures => ({
  ...counts,
  recall: recall(counts),
  precision: precision(counts),
});

export interface ClassSummary {
  readonly class: PlantedClass;
  readonly lies: number;
  readonly faithful: number;
  /** Of the grader. */
  readonly reached: boolean;
  readonly grader: Figures;
  readonly verifier: Figures;
  readonly agreement: { readonly lies: Agreement; readonly faithful: Agreement };
  readonly languages: Readonly<
    Partial<Record<Language, { readonly grader: Figures; readonly verifier: Figures }>>
  >;
}

/** The figures of a run by class, and by language in it. */
export function summaryOf(rows: readonly JudgedRow[]): { replies: number; classes: ClassSummary[] } {
  const both = (some: readonly Row[]) => ({
    grader: figures(countsOf(some, 'grader')),
    verifier: figures(countsOf(some, 'verifier')),
  });
  const classes = CLASSES.flatMap((name): ClassSummary[] => {
    const own = rows.filter((row) => row.class === name);
    if (own.length === 0) return [];
    const lies = own.filter(({ faithful }) => !faithful);
    const faithful = own.filter((row) => row.faithful);
    return [
      {
        class: name,
        lies: lies.length,
        faithful: faithful.length,
        reached: reaches(countsOf(own, 'grader'), barOf(name)),
        ...both(own),
        agreement: { lies: agreementOf(lies), faithful: agreementOf(faithful) },
        languages: Object.fromEntries(
          LANGUAGES.flatMap((language) => {
            const some = own.filter((row) => row.language === language);
            return some.length === 0 ? [] : [[language, both(some)]];
          }),
        ),
      },
    ];
  });
  return { replies: rows.length, classes };
}
