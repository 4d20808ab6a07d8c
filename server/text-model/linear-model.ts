import { BUCKETS, featuresOf } from './features.ts';

const MAGIC = 'SWLM1';

/**
 * Softmax over hashed features. A file holds, after five letters, the classes as JSON on one line, then for each class one signed byte
 * a bucket; `scale` turns bytes into weights.
 */
export interface LinearModel {
  classes: readonly string[];
  scale: number;
  bias: readonly number[];
  /** Class after class, `BUCKETS` of each. */
  weights: Int8Array;
}

/** How likely each class is, in the order of `classes`; they sum to 1. */
export function probabilities(model: LinearModel, features: Uint32Array): number[] {
  const { classes, bias, scale, weights } = model;
  const norm = 1 / Math.sqrt(Math.max(1, features.length));
  const scores = classes.map((_, index) => {
    let sum = 0;
    const offset = index * BUCKETS;
    for (const feature of features) sum += weights[offset + feature]!;
    return bias[index]! + sum * scale * norm;
  });
  const most = Math.max(...scores);
  const powers = scores.map((score) => Math.exp(score - most));
  const total = powers.reduce((a, b) => a + b, 0);
  return powers.map((power) => power / total);
}

export const classify = (model: LinearModel, text: string): number[] =>
  probabilities(model, featuresOf(text));

export function encodeModel({ classes, scale, bias, weights }: LinearModel): Buffer {
  const head = `${MAGIC}${JSON.stringify({ classes, scale, bias, buckets: BUCKETS })}\n`;
  return Buffer.concat([Buffer.from(head), Buffer.from(weights.buffer, weights.byteOffset, weights.length)]);
}

/** @throws Error when the bytes are no model of this program */
export function decodeModel(bytes: Buffer): LinearModel {
  const end = bytes.indexOf('\n');
  if (end < 0 || bytes.toString('latin1', 0, MAGIC.length) !== MAGIC) throw new Error('this is no model');
  const head = JSON.parse(bytes.toString('utf8', MAGIC.length, end)) as Omit<LinearModel, 'weights'> & {
    buckets: number;
  };
  const weights = new Int8Array(bytes.subarray(end + 1));
  if (head.buckets !== BUCKETS || weights.length !== BUCKETS * head.classes.length)
    throw new Error('this model was made by another version; train it again');
  return { classes: head.classes, scale: head.scale, bias: head.bias, weights };
}
