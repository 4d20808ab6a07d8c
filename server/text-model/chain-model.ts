import { type SparseModel, scoresInto } from './sparse-model.ts';

/** A linear chain (conditional random field): scores of tags by features, and of each tag after another. */
export interface ChainModel {
  emissions: SparseModel;
  /** `outputs` x `outputs`, from row to column; -Infinity where it may not be. */
  transitions: Float64Array;
  /** Whether a tag may begin. */
  starts: readonly boolean[];
}

export interface TaggedChain {
  tags: number[];
  /** How likely this is the whole right row of tags, in (0, 1]. */
  likelihood: number;
  /** How likely each tag is right. */
  each: number[];
}

/** Scores of all tags for each token; what `may` forbids is -Infinity. */
export function emissionScores(
  model: ChainModel,
  tokens: readonly ArrayLike<number>[],
  may: (at: number, tag: number) => boolean,
): Float64Array[] {
  return tokens.map((features, at) => {
    const scores = new Float64Array(model.emissions.outputs);
    scoresInto(model.emissions, features, scores);
    for (let tag = 0; tag < scores.length; tag += 1)
      if ((at === 0 && !model.starts[tag]) || !may(at, tag)) scores[tag] = Number.NEGATIVE_INFINITY;
    return scores;
  });
}

/** The likeliest row of tags. */
export function tagChain(scores: readonly Float64Array[], transitions: Float64Array): TaggedChain {
  const size = scores[0]?.length ?? 0;
  if (size === 0) return { tags: [], likelihood: 1, each: [] };
  let best = Float64Array.from(scores[0]!);
  const from: Int32Array[] = [];
  for (let at = 1; at < scores.length; at += 1) {
    const next = new Float64Array(size).fill(Number.NEGATIVE_INFINITY);
    const back = new Int32Array(size);
    const before = possible(best);
    for (let tag = 0; tag < size; tag += 1) {
      const own = scores[at]![tag]!;
      if (own === Number.NEGATIVE_INFINITY) continue;
      for (const last of before) {
        const score = best[last]! + transitions[last * size + tag]!;
        if (score + own > next[tag]!) {
          next[tag] = score + own;
          back[tag] = last;
        }
      }
    }
    best = next;
    from.push(back);
  }
  let tag = best.indexOf(Math.max(...best));
  const score = best[tag]!;
  const tags = [tag];
  for (let at = from.length - 1; at >= 0; at -= 1) {
    tag = from[at]![tag]!;
    tags.unshift(tag);
  }
  const sums = chainSums(scores, transitions);
  const each = tags.map((one, at) =>
    Math.exp(sums.forward[at]![one]! + sums.backward[at]![one]! - sums.total),
  );
  return { tags, likelihood: Math.exp(score - sums.total), each };
}

/** Logarithms of the sums over all rows of tags: up to, and after, each tag of each token. */
export function chainSums(
  scores: readonly Float64Array[],
  transitions: Float64Array,
): { forward: Float64Array[]; backward: Float64Array[]; total: number } {
  const size = scores[0]!.length;
  const open = scores.map(possible);
  const steps = powersOf(transitions);
  const forward = [Float64Array.from(scores[0]!)];
  const powers = new Float64Array(size);
  for (let at = 1; at < scores.length; at += 1) {
    const row = new Float64Array(size).fill(Number.NEGATIVE_INFINITY);
    const last = forward[at - 1]!;
    const most = largest(last);
    for (const before of open[at - 1]!) powers[before] = Math.exp(last[before]! - most);
    for (const tag of open[at]!) {
      let sum = 0;
      for (const before of open[at - 1]!) sum += powers[before]! * steps[before * size + tag]!;
      if (sum > 0) row[tag] = most + Math.log(sum) + scores[at]![tag]!;
    }
    forward.push(row);
  }
  const backward: Float64Array[] = new Array(scores.length);
  backward[scores.length - 1] = new Float64Array(size);
  for (let at = scores.length - 2; at >= 0; at -= 1) {
    const row = new Float64Array(size).fill(Number.NEGATIVE_INFINITY);
    let most = Number.NEGATIVE_INFINITY;
    for (const tag of open[at + 1]!) most = Math.max(most, backward[at + 1]![tag]! + scores[at + 1]![tag]!);
    for (const tag of open[at + 1]!)
      powers[tag] = Math.exp(backward[at + 1]![tag]! + scores[at + 1]![tag]! - most);
    for (const tag of open[at]!) {
      let sum = 0;
      for (const after of open[at + 1]!) sum += powers[after]! * steps[tag * size + after]!;
      if (sum > 0) row[tag] = most + Math.log(sum);
    }
    backward[at] = row;
  }
  const end = forward[scores.length - 1]!;
  const most = largest(end);
  let sum = 0;
  for (const score of end) sum += Math.exp(score - most);
  return { forward, backward, total: most + Math.log(sum) };
}

/** The powers of transitions that change no more, by their table. */
const known = new WeakMap<Float64Array, Float64Array>();

function powersOf(transitions: Float64Array): Float64Array {
  return known.get(transitions) ?? transitions.map(Math.exp);
}

/** Says that transitions change no more: their powers are kept. */
export function settled(transitions: Float64Array): Float64Array {
  known.set(transitions, transitions.map(Math.exp));
  return transitions;
}

/** Tags that may stand at a token. */
export function possible(scores: Float64Array): Int32Array {
  const open: number[] = [];
  for (let tag = 0; tag < scores.length; tag += 1)
    if (scores[tag] !== Number.NEGATIVE_INFINITY) open.push(tag);
  return Int32Array.from(open);
}

function largest(row: Float64Array): number {
  let most = Number.NEGATIVE_INFINITY;
  for (const score of row) if (score > most) most = score;
  return most;
}
