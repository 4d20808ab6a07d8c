import { type ChainModel, chainSums, possible } from './chain-model.ts';
import { FIRST_SQUARE, packed, rowsFor, shuffled } from './train-sparse.ts';

export interface ChainExample {
  tokens: readonly ArrayLike<number>[];
  tags: readonly number[];
  /** Whether a tag may stand at a token at all. */
  may: (at: number, tag: number) => boolean;
  /** How much it counts; default 1. */
  weight?: number;
}

export interface ChainOptions {
  outputs: number;
  /** Whether the second tag may follow the first; `undefined` before the first token. */
  follows: (before: number | undefined, tag: number) => boolean;
  epochs: number;
  rate: number;
  decay: number;
  /** Share of features that each token goes without, drawn anew each time. */
  dropout: number;
  least: number;
  /** In [0, 1). */
  random: () => number;
}

/** Errors below it change nothing. */
const SMALLEST = 3e-3;

/** A conditional random field by AdaGrad. The same examples and numbers make the same model. */
export function trainChain(examples: readonly ChainExample[], options: ChainOptions): ChainModel {
  const { outputs, follows, epochs, rate, decay, dropout, least, random } = options;
  const rows = rowsFor(
    examples.flatMap(({ tokens }) => tokens),
    least,
  );
  const known = examples
    .filter(({ tokens }) => tokens.length > 0)
    .map((example) => ({
      ...example,
      lists: example.tokens.map((features) => {
        const list: number[] = [];
        for (let at = 0; at < features.length; at += 1) {
          const row = rows.get(features[at]!);
          if (row !== undefined) list.push(row);
        }
        return list;
      }),
    }));
  const starts = Array.from({ length: outputs }, (_, tag) => follows(undefined, tag));
  const transitions = new Float64Array(outputs * outputs);
  for (let from = 0; from < outputs; from += 1)
    for (let to = 0; to < outputs; to += 1)
      if (!follows(from, to)) transitions[from * outputs + to] = Number.NEGATIVE_INFINITY;
  const transitionSquares = new Float64Array(outputs * outputs).fill(0.05);
  const weights = new Float32Array(rows.size * outputs);
  const squares = new Float32Array(rows.size * outputs).fill(FIRST_SQUARE);
  const errors = new Float64Array(outputs);
  const wrong = new Int32Array(outputs);
  for (let epoch = 0; epoch < epochs; epoch += 1) {
    for (const { lists, tags, may, weight = 1 } of shuffled(known, random)) {
      const used = dropout === 0 ? lists : lists.map((list) => list.filter(() => random() >= dropout));
      const scores = used.map((list, at) => {
        const row = new Float64Array(outputs);
        for (const feature of list) {
          const base = feature * outputs;
          for (let tag = 0; tag < outputs; tag += 1) row[tag]! += weights[base + tag]!;
        }
        const norm = 1 / Math.sqrt(Math.max(1, list.length));
        for (let tag = 0; tag < outputs; tag += 1) {
          row[tag]! *= norm;
          if ((at === 0 && !starts[tag]) || !may(at, tag)) row[tag] = Number.NEGATIVE_INFINITY;
        }
        return row;
      });
      const { forward, backward, total } = chainSums(scores, transitions);
      const open = scores.map(possible);
      for (let at = 0; at < used.length; at += 1) {
        const list = used[at]!;
        const norm = 1 / Math.sqrt(Math.max(1, list.length));
        let count = 0;
        for (const tag of open[at]!) {
          const likely = Math.exp(forward[at]![tag]! + backward[at]![tag]! - total);
          const error = (likely - (tags[at] === tag ? 1 : 0)) * weight;
          if (Math.abs(error) < SMALLEST) continue;
          errors[count] = error * norm;
          wrong[count++] = tag;
        }
        for (const feature of count === 0 ? [] : list) {
          const base = feature * outputs;
          for (let index = 0; index < count; index += 1) {
            const place = base + wrong[index]!;
            const slope = errors[index]! + decay * weights[place]!;
            squares[place]! += slope * slope;
            weights[place]! -= (rate * slope) / Math.sqrt(squares[place]!);
          }
        }
        if (at === 0) continue;
        for (const from of open[at - 1]!) {
          const before = forward[at - 1]![from]!;
          for (const to of open[at]!) {
            const place = from * outputs + to;
            const along = transitions[place]!;
            if (along === Number.NEGATIVE_INFINITY) continue;
            const likely = Math.exp(before + along + scores[at]![to]! + backward[at]![to]! - total);
            const error = (likely - (tags[at - 1] === from && tags[at] === to ? 1 : 0)) * weight;
            if (Math.abs(error) < SMALLEST) continue;
            transitionSquares[place]! += error * error;
            transitions[place] = along - (rate * 0.5 * error) / Math.sqrt(transitionSquares[place]!);
          }
        }
      }
    }
  }
  const bias = new Array<number>(outputs).fill(0);
  for (let at = 0; at < transitions.length; at += 1)
    transitions[at] =
      transitions[at] === Number.NEGATIVE_INFINITY ? transitions[at]! : Number(transitions[at]!.toFixed(4));
  return { emissions: { ...packed(rows, weights, outputs), bias }, transitions, starts };
}
