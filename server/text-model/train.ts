import { BUCKETS, featuresOf } from './features.ts';
import type { LinearModel } from './linear-model.ts';

export interface Example {
  text: string;
  class: string;
  /** How much it counts; default 1. */
  weight?: number;
}

export interface TrainOptions {
  epochs?: number;
  /** First step of AdaGrad. */
  rate?: number;
  /** Pull of the weights towards zero. */
  decay?: number;
  /** In [0, 1). */
  random: () => number;
}

/** Multinomial logistic regression by AdaGrad, then rounded to bytes. The same examples and numbers make the same model. */
export function train(
  examples: readonly Example[],
  { epochs = 12, rate = 0.3, decay = 1e-6, random }: TrainOptions,
): LinearModel {
  const classes = [...new Set(examples.map((example) => example.class))].sort();
  const rows = examples.map(({ text, class: name, weight = 1 }) => ({
    features: featuresOf(text),
    target: classes.indexOf(name),
    weight,
  }));
  const weights = new Float32Array(BUCKETS * classes.length);
  const squares = new Float32Array(BUCKETS * classes.length);
  const bias = classes.map(() => 0);
  const scores = new Float64Array(classes.length);
  for (let epoch = 0; epoch < epochs; epoch += 1) {
    for (const { features, target, weight } of shuffled(rows, random)) {
      const norm = 1 / Math.sqrt(Math.max(1, features.length));
      let most = Number.NEGATIVE_INFINITY;
      for (let index = 0; index < classes.length; index += 1) {
        let sum = 0;
        for (const feature of features) sum += weights[index * BUCKETS + feature]!;
        scores[index] = bias[index]! + sum * norm;
        most = Math.max(most, scores[index]!);
      }
      let total = 0;
      for (let index = 0; index < classes.length; index += 1) total += Math.exp(scores[index]! - most);
      for (let index = 0; index < classes.length; index += 1) {
        const error = (Math.exp(scores[index]! - most) / total - (index === target ? 1 : 0)) * weight;
        if (Math.abs(error) < 1e-4) continue;
        bias[index]! -= 0.05 * error;
        for (const feature of features) {
          const at = index * BUCKETS + feature;
          const slope = error * norm + decay * weights[at]!;
          squares[at]! += slope * slope;
          weights[at]! -= (rate * slope) / (1e-6 + Math.sqrt(squares[at]!));
        }
      }
    }
  }
  return rounded(classes, bias, weights);
}

function rounded(classes: readonly string[], bias: readonly number[], weights: Float32Array): LinearModel {
  let most = 0;
  for (const weight of weights) most = Math.max(most, Math.abs(weight));
  const scale = most / 127 || 1;
  const bytes = new Int8Array(weights.length);
  for (let at = 0; at < weights.length; at += 1) bytes[at] = Math.round(weights[at]! / scale);
  return { classes, scale, bias, weights: bytes };
}

function shuffled<T>(items: readonly T[], random: () => number): T[] {
  const copy = [...items];
  for (let at = copy.length - 1; at > 0; at -= 1) {
    const other = Math.floor(random() * (at + 1));
    [copy[at], copy[other]] = [copy[other]!, copy[at]!];
  }
  return copy;
}
