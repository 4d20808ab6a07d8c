import type { SparseModel } from './sparse-model.ts';

export interface SparseExample {
  features: ArrayLike<number>;
  /** Outputs that are right: exactly one for `softmax`, any number for `each`. */
  targets: readonly number[];
  /** How much it counts; default 1. */
  weight?: number;
}

export interface SparseOptions {
  outputs: number;
  /** One of all outputs, or each by itself. */
  loss: 'softmax' | 'each';
  epochs: number;
  /** First step of AdaGrad. */
  rate: number;
  /** Pull of the weights towards zero, at each use. */
  decay: number;
  /** Share of features that each example goes without, drawn anew each time. */
  dropout: number;
  /** A feature of fewer examples gets no weights. */
  least: number;
  /** Default: from 6 on, by 5. */
  grain?: Grain;
  /** In [0, 1). */
  random: () => number;
}

/** Errors below it change nothing: most classes are out of the question soon. */
const SMALLEST = 3e-3;
/** Where AdaGrad begins: without it the first step is as large for a small error as for a great one. */
export const FIRST_SQUARE = 4e-4;
/** What is kept of the weights: bytes from `least` on, as multiples of `step`. What is finer is noise, and costs room in a file. */
export interface Grain {
  least: number;
  step: number;
}
const GRAIN: Grain = { least: 6, step: 5 };

/** Rows for the features that enough examples have, in the order of the features. */
export function rowsFor(lists: Iterable<ArrayLike<number>>, least: number): Map<number, number> {
  const counts = new Map<number, number>();
  for (const features of lists)
    for (let at = 0; at < features.length; at += 1)
      counts.set(features[at]!, (counts.get(features[at]!) ?? 0) + 1);
  const kept = [...counts].flatMap(([feature, count]) => (count >= least ? [feature] : []));
  return new Map(kept.sort((a, b) => a - b).map((feature, row) => [feature, row]));
}

/** Logistic regression by AdaGrad, rounded to bytes. The same examples and numbers make the same model. */
export function trainSparse(examples: readonly SparseExample[], options: SparseOptions): SparseModel {
  const { outputs, loss, epochs, rate, decay, dropout, least, random } = options;
  const rows = rowsFor(
    examples.map((example) => example.features),
    least,
  );
  const known = examples.map(({ features, targets, weight = 1 }) => {
    const list: number[] = [];
    for (let at = 0; at < features.length; at += 1) {
      const row = rows.get(features[at]!);
      if (row !== undefined) list.push(row);
    }
    return { list: Int32Array.from(list), targets, weight };
  });
  const weights = new Float32Array(rows.size * outputs);
  const squares = new Float32Array(rows.size * outputs).fill(FIRST_SQUARE);
  const bias = new Float64Array(outputs);
  const scores = new Float64Array(outputs);
  const errors = new Float64Array(outputs);
  const wrong = new Int32Array(outputs);
  const used = new Int32Array(known.reduce((most, { list }) => Math.max(most, list.length), 1));
  for (let epoch = 0; epoch < epochs; epoch += 1) {
    for (const { list, targets, weight } of shuffled(known, random)) {
      let count = 0;
      for (const row of list) if (dropout === 0 || random() >= dropout) used[count++] = row;
      const norm = 1 / Math.sqrt(Math.max(1, count));
      scores.fill(0);
      for (let at = 0; at < count; at += 1) {
        const base = used[at]! * outputs;
        for (let output = 0; output < outputs; output += 1) scores[output]! += weights[base + output]!;
      }
      likelihoods(scores, bias, norm, loss);
      let open = 0;
      for (let output = 0; output < outputs; output += 1) {
        const error = (scores[output]! - (targets.includes(output) ? 1 : 0)) * weight;
        if (Math.abs(error) < SMALLEST) continue;
        bias[output]! -= 0.03 * error;
        errors[open] = error * norm;
        wrong[open++] = output;
      }
      for (let at = 0; at < count; at += 1) {
        const base = used[at]! * outputs;
        for (let index = 0; index < open; index += 1) {
          const place = base + wrong[index]!;
          const slope = errors[index]! + decay * weights[place]!;
          squares[place]! += slope * slope;
          weights[place]! -= (rate * slope) / Math.sqrt(squares[place]!);
        }
      }
    }
  }
  return {
    ...packed(rows, weights, outputs, options.grain),
    bias: [...bias].map((value) => Number(value.toFixed(5))),
  };
}

function likelihoods(scores: Float64Array, bias: Float64Array, norm: number, loss: 'softmax' | 'each'): void {
  let most = Number.NEGATIVE_INFINITY;
  for (let output = 0; output < scores.length; output += 1) {
    scores[output] = scores[output]! * norm + bias[output]!;
    most = Math.max(most, scores[output]!);
  }
  if (loss === 'each') {
    for (let output = 0; output < scores.length; output += 1)
      scores[output] = 1 / (1 + Math.exp(-scores[output]!));
    return;
  }
  let total = 0;
  for (let output = 0; output < scores.length; output += 1) {
    scores[output] = Math.exp(scores[output]! - most);
    total += scores[output]!;
  }
  for (let output = 0; output < scores.length; output += 1) scores[output]! /= total;
}

/** Weights as signed bytes, without the rows that say nothing. */
export function packed(
  rows: ReadonlyMap<number, number>,
  weights: Float32Array,
  outputs: number,
  { least, step }: Grain = GRAIN,
): Omit<SparseModel, 'bias'> {
  let most = 0;
  for (const weight of weights) most = Math.max(most, Math.abs(weight));
  const scale = most / 127 || 1;
  const kept = new Map<number, number>();
  const bytes: number[] = [];
  for (const [feature, row] of rows) {
    const own = Array.from(weights.subarray(row * outputs, (row + 1) * outputs), (weight) => {
      const byte = Math.round(weight / scale);
      const size = Math.abs(byte);
      return size < least ? 0 : Math.sign(byte) * Math.min(127, Math.max(1, Math.round(size / step)) * step);
    });
    if (own.every((byte) => byte === 0)) continue;
    kept.set(feature, kept.size);
    for (const byte of own) bytes.push(byte);
  }
  return { outputs, rows: kept, weights: Int8Array.from(bytes), scale };
}

/** A copy in an order that the numbers give. */
export function shuffled<T>(items: readonly T[], random: () => number): T[] {
  const copy = [...items];
  for (let at = copy.length - 1; at > 0; at -= 1) {
    const other = Math.floor(random() * (at + 1));
    [copy[at], copy[other]] = [copy[other]!, copy[at]!];
  }
  return copy;
}
