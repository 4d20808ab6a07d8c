import type { Ablation } from './ablation.ts';
import type { Fold } from './folds.ts';
import { type Goal, goalLine } from './goals.ts';
import type { Latency, Quality } from './measure.ts';

/** Everything that a run found out. */
export interface Report {
  readonly products: number;
  readonly buildMs: number;
  readonly bytesPerProduct: number;
  readonly goals: readonly Goal[];
  readonly ours: Quality;
  readonly plain: Quality;
  /** Of the mean of NDCG@10 (ours less plain), 95 %: unrated as 0, unrated removed. */
  readonly confidence: readonly (readonly [low: number, high: number])[];
  readonly typos: Readonly<Record<string, Quality>>;
  readonly halves: readonly Fold[];
  readonly folds: readonly Fold[];
  readonly ablations: readonly Ablation[];
  readonly times: { readonly plain: Latency; readonly transposed: Latency };
}

export const gain = ({ ours, plain }: Pick<Fold, 'ours' | 'plain'>): Quality => ({
  ndcg: ours.ndcg - plain.ndcg,
  ndcgOfRated: ours.ndcgOfRated - plain.ndcgOfRated,
  recall: ours.recall - plain.recall,
});

/** Mean and worst of what folds gain. */
export function gains(folds: readonly Fold[]): { mean: Quality; worst: Quality } {
  const all = folds.map(gain);
  const over = (reduce: (values: number[]) => number): Quality => ({
    ndcg: reduce(all.map((value) => value.ndcg)),
    ndcgOfRated: reduce(all.map((value) => value.ndcgOfRated)),
    recall: reduce(all.map((value) => value.recall)),
  });
  return {
    mean: over((values) => values.reduce((sum, value) => sum + value, 0) / values.length),
    worst: over((values) => Math.min(...values)),
  };
}

const WIDTH = 34;
const figures = (q: Quality, width = 13): string =>
  [q.ndcg, q.ndcgOfRated, q.recall].map((value) => value.toFixed(4).padStart(width)).join('');
const row = (name: string, text: string): string => name.padEnd(WIDTH) + text;
const ms = ({ p50, p99, slowest }: Latency): string =>
  `p50 ${p50.toFixed(3)} ms, p99 ${p99.toFixed(3)} ms, slowest query ${slowest.toFixed(3)} ms`;

/** The report for people. */
export function written(report: Report): string {
  const lines = [
    ...report.goals.map(goalLine),
    '',
    row('', ['NDCG@10', 'of rated', 'recall@50'].map((name) => name.padStart(13)).join('')),
    row('plain BM25F', figures(report.plain)),
    row('Shopwright', figures(report.ours)),
    row('  more than plain', figures(gain(report))),
    row(
      '  95 % lies between',
      report.confidence.map(([low, high]) => `${low.toFixed(3)} ${high.toFixed(3)}`.padStart(13)).join(''),
    ),
  ];
  for (const fold of report.halves) lines.push(row(`  ${fold.name}`, figures(gain(fold))));
  if (report.folds.length > 0) {
    const { mean, worst } = gains(report.folds);
    lines.push(row(`  mean of ${report.folds.length} folds`, figures(mean)));
    lines.push(row('  worst of them', figures(worst)));
  }
  for (const [name, value] of Object.entries(report.typos))
    lines.push(
      row(`letter ${name}`, `${figures(value)}   ${(value.ndcg / report.ours.ndcg).toFixed(3)} of untyped`),
    );
  if (report.ablations.length > 0) {
    lines.push('', 'What leaving out a sign of relevance adds: all queries | the even ones | the odd ones');
    for (const { signal, changes, queries } of report.ablations)
      lines.push(`${signal.padEnd(16)}${changes.map((q) => figures(q, 9)).join(' |')}   ${queries} queries`);
  }
  const each = report.bytesPerProduct.toFixed(0);
  lines.push(
    '',
    row('latency', ms(report.times.plain)),
    row('latency, transposed', ms(report.times.transposed)),
    row(
      'index',
      `${report.products} products in ${(report.buildMs / 1000).toFixed(2)} s, about ${each} bytes each`,
    ),
  );
  return lines.join('\n');
}
