import type { Segment } from '../../server/search/index/segment.ts';
import { mulberry32 } from '../fixtures/mulberry32.ts';
import type { Judgements } from './electronics.ts';
import { type Quality, type Query, quality, type Search, searchOf, tuned, withRanking } from './measure.ts';

export function shuffled<T>(items: readonly T[], next: () => number): T[] {
  const out = [...items];
  for (let i = out.length - 1; i > 0; i -= 1) {
    const j = Math.floor(next() * (i + 1));
    [out[i], out[j]] = [out[j]!, out[i]!];
  }
  return out;
}

/** A part of the queries, judged with weights that were tuned on all others. */
export interface Fold {
  readonly name: string;
  readonly ours: Quality;
  readonly plain: Quality;
}

interface Material {
  readonly segment: Segment;
  readonly judgements: Judgements;
  readonly plainly: Search;
}

function judged(name: string, of: readonly Query[], { segment, judgements, plainly }: Material): Fold {
  const others = judgements.queries.filter((query) => !of.includes(query));
  const ranking = tuned(segment, others, judgements);
  const ours = quality(searchOf(withRanking(segment, ranking)), of, judgements);
  return { name, ours, plain: quality(plainly, of, judgements) };
}

/** Every second query, tuned on the others, and the other way round. */
export function halves(material: Material): Fold[] {
  const { queries } = material.judgements;
  return ['second half', 'first half'].map((name, half) =>
    judged(
      `${name}, tuned on the other`,
      queries.filter((_, i) => i % 2 !== half),
      material,
    ),
  );
}

/** For each seed the queries with a positive rating, shuffled and cut into `k` parts. */
export function folds(material: Material, k: number, seeds: readonly number[]): Fold[] {
  const { queries, ratings } = material.judgements;
  const usable = queries.filter(({ id }) =>
    [...(ratings.get(id)?.values() ?? [])].some((rating) => rating > 0),
  );
  return seeds.flatMap((seed) => {
    const order = shuffled(usable, mulberry32(seed));
    return Array.from({ length: k }, (_, part) =>
      judged(
        `seed ${seed}, part ${part + 1} of ${k}`,
        order.filter((_, i) => i % k === part),
        material,
      ),
    );
  });
}

const RESAMPLES = 10_000;

/** Bounds between which the mean lies with 95 % confidence, by resampling the values. */
export function confidence(values: readonly number[], seed = 1): readonly [low: number, high: number] {
  const next = mulberry32(seed);
  const means = Array.from({ length: RESAMPLES }, () => {
    let sum = 0;
    for (let i = 0; i < values.length; i += 1) sum += values[Math.floor(next() * values.length)]!;
    return sum / values.length;
  }).sort((a, b) => a - b);
  return [means[Math.floor(RESAMPLES * 0.025)]!, means[Math.floor(RESAMPLES * 0.975)]!];
}
