import type { Segment } from '../../server/search/index/segment.ts';
import { RANKING, type Ranking } from '../../server/search/query/ranking.ts';
import type { Judgements } from './electronics.ts';
import { type Quality, type Query, quality, searchOf, withRanking } from './measure.ts';

/** What each weight is when its sign counts for nothing. */
const OFF: Readonly<Record<keyof Ranking, number>> = {
  joined: 0,
  inflected: 0,
  sameQuantity: 0,
  numberAlone: 0,
  partOfWord: 0,
  sameKind: 0,
  namedKind: 0,
  modifier: 0,
  kindBoost: 0,
  accessoryBoost: 0,
  plural: 0,
  phraseBoost: 0,
  coverage: 0,
};

export interface Ablation {
  readonly signal: string;
  /** What leaving it out adds to each figure: all queries, the even ones, the odd ones. */
  readonly changes: readonly Quality[];
  /** Queries of which NDCG@10 changes. */
  readonly queries: number;
}

const minus = (a: Quality, b: Quality): Quality => ({
  ndcg: a.ndcg - b.ndcg,
  ndcgOfRated: a.ndcgOfRated - b.ndcgOfRated,
  recall: a.recall - b.recall,
});

/** Leaves out one sign of relevance after the other; those of kinds last all together. */
export function ablations(segment: Segment, judgements: Judgements): Ablation[] {
  const { queries } = judgements;
  const parts = [queries, queries.filter((_, i) => i % 2 === 0), queries.filter((_, i) => i % 2 === 1)];
  const figures = (ranking: Ranking) => {
    const search = searchOf(withRanking(segment, ranking));
    const known = new Map(queries.map(({ text }) => [text, search(text)]));
    const found = (text: string): readonly string[] => known.get(text)!;
    const each = (query: Query): number => quality(found, [query], judgements).ndcg;
    return { of: parts.map((part) => quality(found, part, judgements)), each: queries.map(each) };
  };
  const whole = figures(RANKING);
  const without = (signal: string, ranking: Ranking): Ablation => {
    const { of, each } = figures(ranking);
    return {
      signal,
      changes: of.map((value, i) => minus(value, whole.of[i]!)),
      queries: each.filter((value, i) => Math.abs(value - whole.each[i]!) > 1e-6).length,
    };
  };
  const { sameKind, namedKind, modifier, kindBoost, accessoryBoost } = OFF;
  return [
    ...Object.entries(OFF).map(([name, off]) => without(name, { ...RANKING, [name]: off })),
    without('all of kinds', { ...RANKING, sameKind, namedKind, modifier, kindBoost, accessoryBoost }),
  ];
}
