/** A feature's name in 30 bits (FNV-1a, mixed), which a Map of small integers holds cheaply. `kind` keeps equal texts apart; `start` and `end` take a part. */
export function featureOf(kind: number, text: string, start = 0, end = text.length): number {
  let hash = 0x811c9dc5 ^ Math.imul(kind, 0x9e3779b1);
  for (let at = start; at < end; at += 1) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
  hash ^= hash >>> 15;
  hash = Math.imul(hash, 0x2c1b3c6d);
  return (hash ^ (hash >>> 13)) & 0x3fffffff;
}

/** Linear scores over the features that training knew; others count nothing. */
export interface SparseModel {
  outputs: number;
  /** Feature -> its row of weights. */
  rows: ReadonlyMap<number, number>;
  /** Row after row, `outputs` of each; times `scale`. */
  weights: Int8Array;
  scale: number;
  bias: readonly number[];
}

/** Whole numbers are added faster than others, and here come to the same. */
let sums = new Int32Array(128);

/** Scores of each output, into `into`; returns the share of the features that were known. */
export function scoresInto(model: SparseModel, features: ArrayLike<number>, into: Float64Array): number {
  const { outputs, rows, weights, scale, bias } = model;
  if (sums.length < outputs) sums = new Int32Array(outputs);
  const added = sums;
  added.fill(0, 0, outputs);
  let known = 0;
  for (let at = 0; at < features.length; at += 1) {
    const row = rows.get(features[at]!);
    if (row === undefined) continue;
    known += 1;
    const base = row * outputs;
    for (let output = 0; output < outputs; output += 1)
      added[output] = (added[output]! + weights[base + output]!) | 0;
  }
  const unit = scale / Math.sqrt(Math.max(1, known));
  for (let output = 0; output < outputs; output += 1) into[output] = added[output]! * unit + bias[output]!;
  return features.length === 0 ? 0 : known / features.length;
}

/** Turns scores into probabilities that sum to 1, in place. */
export function softmax(scores: Float64Array): Float64Array {
  let most = Number.NEGATIVE_INFINITY;
  for (const score of scores) most = Math.max(most, score);
  let total = 0;
  for (let at = 0; at < scores.length; at += 1) {
    scores[at] = Math.exp(scores[at]! - most);
    total += scores[at]!;
  }
  for (let at = 0; at < scores.length; at += 1) scores[at]! /= total;
  return scores;
}

export const logistic = (score: number): number => 1 / (1 + Math.exp(-score));

/** As `decodeSparse` reads it: a line of JSON, the features in order as differences of 32 bits, then the weights. */
export function encodeSparse({ outputs, rows, weights, scale, bias }: SparseModel): Buffer {
  const features = [...rows.keys()].sort((a, b) => a - b);
  const head = JSON.stringify({ outputs, rows: features.length, scale, bias });
  const differences = new Uint32Array(features.map((feature, at) => feature - (features[at - 1] ?? 0)));
  const ordered = new Int8Array(features.length * outputs);
  features.forEach((feature, at) => {
    const from = rows.get(feature)! * outputs;
    ordered.set(weights.subarray(from, from + outputs), at * outputs);
  });
  // Byte after byte of the differences packs better than number after number.
  const bytes = new Uint8Array(differences.length * 4);
  differences.forEach((difference, at) => {
    for (let byte = 0; byte < 4; byte += 1)
      bytes[byte * differences.length + at] = (difference >>> (8 * byte)) & 255;
  });
  return Buffer.concat([Buffer.from(`${head}\n`), bytes, Buffer.from(ordered.buffer)]);
}

/** @throws Error when the bytes are no model of this kind */
export function decodeSparse(bytes: Buffer): SparseModel {
  const end = bytes.indexOf('\n');
  if (end < 0) throw new Error('this is no model');
  const head = JSON.parse(bytes.toString('utf8', 0, end)) as {
    outputs: number;
    rows: number;
    scale: number;
    bias: number[];
  };
  const body = bytes.subarray(end + 1);
  if (body.length !== head.rows * (4 + head.outputs)) throw new Error('this model is cut short');
  const rows = new Map<number, number>();
  let feature = 0;
  for (let at = 0; at < head.rows; at += 1) {
    for (let byte = 0; byte < 4; byte += 1) feature += body[byte * head.rows + at]! * 2 ** (8 * byte);
    rows.set(feature, at);
  }
  const weights = new Int8Array(body.subarray(4 * head.rows));
  return { outputs: head.outputs, rows, weights, scale: head.scale, bias: head.bias };
}
