import type { Segment } from '../../server/search/index/segment.ts';
import { RANKING, type Ranking } from '../../server/search/query/ranking.ts';
import { type SearchDocument, SearchEngine } from '../../server/search/search-engine.ts';
import type { Judgements } from './electronics.ts';
import { mean, ndcg, ndcgOfRated, percentile, recall } from './ndcg.ts';

/** How far down a list is read, and how far to compare weights. */
const DEPTH = 500;
const TUNING_DEPTH = 100;
const PAGE = 50;

/** Product ids for a text, best first, up to 500. */
export type Search = (text: string) => readonly string[];

export interface Quality {
  /** Unrated products count as rated 0. */
  readonly ndcg: number;
  /** Unrated products are taken out first. */
  readonly ndcgOfRated: number;
  /** Of the products rated 3 among the first 50. */
  readonly recall: number;
}

export type Query = Judgements['queries'][number];

export function quality(
  search: Search,
  queries: readonly Query[],
  { ratings }: Pick<Judgements, 'ratings'>,
  rewrite = (text: string): string => text,
): Quality {
  const of = queries.map(({ id, text }) => {
    const found = search(rewrite(text));
    const rated = ratings.get(id) ?? new Map<string, number>();
    return [ndcg(found, rated), ndcgOfRated(found, rated), recall(found, rated)] as const;
  });
  return {
    ndcg: mean(of.map(([value]) => value)),
    ndcgOfRated: mean(of.map(([, value]) => value)),
    recall: mean(of.map(([, , value]) => value)),
  };
}

/** Reads page after page. */
export const searchOf =
  (engine: SearchEngine, depth = DEPTH): Search =>
  (text) => {
    const found: string[] = [];
    let cursor: string | undefined;
    do {
      const page = engine.search({
        text,
        market: 'us',
        filters: {},
        sort: 'relevance',
        limit: PAGE,
        cursor,
      });
      found.push(...page.hits.map((hit) => hit.productId));
      cursor = page.nextCursor;
    } while (cursor !== undefined && found.length < depth);
    return found;
  };

/** An engine over these products, all in its base segment. */
export function engineOf(documents: readonly SearchDocument[], ranking: Ranking = RANKING): SearchEngine {
  const engine = new SearchEngine({ ranking });
  engine.upsert(documents);
  engine.merge();
  return engine;
}

/** The same index with other weights. */
export const withRanking = (segment: Segment, ranking: Ranking): SearchEngine =>
  new SearchEngine({ segment, ranking });

/** Values tried for each weight. */
const TRIED: Partial<Record<keyof Ranking, readonly number[]>> = {
  kindBoost: [0.5, 1, 1.5],
  accessoryBoost: [0, 0.15, 0.4],
  sameKind: [0.2, 0.4, 0.7],
  modifier: [0.4, 0.6, 0.8],
  coverage: [1, 1.5, 2],
};

/** What another weight must gain, both figures together: less is chance. */
const CLEAR_GAIN = 0.01;

/** The weights that do best on these queries, changed one after the other from the engine's own. */
export function tuned(segment: Segment, queries: readonly Query[], judgements: Judgements): Ranking {
  const rate = (ranking: Ranking): number => {
    const { ndcg: all, ndcgOfRated: rated } = quality(
      searchOf(withRanking(segment, ranking), TUNING_DEPTH),
      queries,
      judgements,
    );
    return all + rated;
  };
  let best: Ranking = RANKING;
  let bestRate = rate(best);
  for (const [name, values] of Object.entries(TRIED)) {
    for (const value of values) {
      const ranking = { ...best, [name]: value };
      const rated = rate(ranking);
      if (rated > bestRate + CLEAR_GAIN) [best, bestRate] = [ranking, rated];
    }
  }
  return best;
}

export interface Latency {
  /** Milliseconds, over all calls. */
  readonly p50: number;
  readonly p99: number;
  /** Of the slowest text the middle of its calls: what the machine does beside hardly shows. */
  readonly slowest: number;
}

/** One page of ten for each text, fifty times after ten to warm up. */
export function latency(engine: SearchEngine, texts: readonly string[]): Latency {
  const times = texts.map((): number[] => []);
  for (let round = 0; round < 60; round += 1) {
    for (const [i, text] of texts.entries()) {
      const start = performance.now();
      engine.search({ text, market: 'us', filters: {}, sort: 'relevance', limit: 10 });
      if (round >= 10) times[i]!.push(performance.now() - start);
    }
  }
  const all = times.flat();
  const slowest = Math.max(...times.map((of) => percentile(of, 0.5)));
  return { p50: percentile(all, 0.5), p99: percentile(all, 0.99), slowest };
}
