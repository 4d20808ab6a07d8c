import { logistic, type SparseModel, scoresInto, softmax } from '../../text-model/sparse-model.ts';
import { boundaryFeatures, clauseFeatures } from './intent-features.ts';
import type { Message } from './message.ts';

/** Classes of a clause: the intents, and what is no matter for a shop. */
export interface IntentModels {
  /** Names of the outputs of `clause` and `whole`. The last is `out`. */
  classes: readonly string[];
  /** Of one clause: one of the classes. */
  clause: SparseModel;
  /** Of a whole message: each class by itself. */
  whole: SparseModel;
  /** Whether another intent begins at a place. */
  boundary: SparseModel;
  /** How often a class came after another in training, as a logarithm, row after row. */
  sequence: readonly number[];
}

/** A part of a message that wants one thing. */
export interface Clause {
  from: number;
  to: number;
  class: number;
  likelihood: number;
}

/** One way to read a message. */
export interface Candidate {
  clauses: readonly Clause[];
  /** Classes without those that came twice in a row; `out` only alone. */
  classes: readonly number[];
  features: readonly number[];
}

const MOST_BOUNDARIES = 5;
const MOST_CLAUSES = 4;
const LEAST_BOUNDARY = 0.04;
export const CANDIDATE_FEATURES = 14;
const FLOOR = 1e-6;
const log = (value: number): number => Math.log(Math.max(FLOOR, value));

/** Ways to read a message, from which one is chosen by `rank`; and the share of features that training knew. */
export function candidatesOf(
  models: IntentModels,
  message: Message,
): { candidates: Candidate[]; known: number } {
  const { classes, clause, whole, boundary } = models;
  const out = classes.length - 1;
  const length = message.tokens.length;
  const wholeFeatures = clauseFeatures(message, 0, length);
  const each = new Float64Array(classes.length);
  const known = scoresInto(whole, wholeFeatures, each);
  for (let at = 0; at < each.length; at += 1) each[at] = logistic(each[at]!);
  const none = each.reduce((sum, likely) => sum + log(1 - likely), 0);

  const places: { at: number; likely: number }[] = [];
  const score = new Float64Array(1);
  for (let at = 1; at < length; at += 1) {
    scoresInto(boundary, boundaryFeatures(message, at), score);
    places.push({ at, likely: logistic(score[0]!) });
  }
  const open = places
    .filter(({ likely }) => likely > LEAST_BOUNDARY)
    .sort((a, b) => b.likely - a.likely)
    .slice(0, MOST_BOUNDARIES)
    .sort((a, b) => a.at - b.at);

  const clauses = new Map<number, Float64Array>();
  const likelihoods = (from: number, to: number): Float64Array => {
    const key = from * 4096 + to;
    let found = clauses.get(key);
    if (!found) {
      found = new Float64Array(classes.length);
      scoresInto(
        clause,
        from === 0 && to === length ? wholeFeatures : clauseFeatures(message, from, to),
        found,
      );
      clauses.set(key, softmax(found));
    }
    return found;
  };

  const best = new Map<string, Candidate & { sum: number }>();
  const add = (parts: readonly Clause[], cut: number, uncut: number): void => {
    const kept = parts.filter((part) => part.class !== out);
    const list = kept.map((part) => part.class).filter((one, at, all) => at === 0 || all[at - 1] !== one);
    const told = list.length === 0 ? [out] : list;
    const dropped = list.length === 0 ? 0 : parts.length - kept.length;
    const joined = kept.length - list.length;
    const logs = parts.map((part) => log(part.likelihood));
    const sum = logs.reduce((a, b) => a + b, 0);
    const wholeSum = told.reduce((total, one) => total + log(each[one]!) - log(1 - each[one]!), none);
    const sequence = told.reduce(
      (total, one, at) => total + (at === 0 ? 0 : models.sequence[told[at - 1]! * classes.length + one]!),
      0,
    );
    const features = [
      sum / parts.length,
      Math.min(...logs),
      sum,
      wholeSum,
      told.reduce((least, one) => Math.min(least, log(each[one]!)), 0),
      log(each[told[0]!]!),
      cut,
      uncut,
      told.length === 2 ? 1 : 0,
      told.length > 2 ? 1 : 0,
      sequence,
      dropped,
      joined,
      told[0] === out ? 1 : 0,
    ];
    const key = told.join(' ');
    const quality = sum * 0.7 + wholeSum * 0.5 + (cut + uncut) * 0.5;
    const rival = best.get(key);
    if (!rival || quality > rival.sum)
      best.set(key, { clauses: parts, classes: told, features, sum: quality });
  };

  for (const ends of splits(open.map(({ at }) => at))) {
    let [cut, uncut] = [0, 0];
    for (const { at, likely } of open)
      if (ends.includes(at)) cut += log(likely);
      else uncut += log(1 - likely);
    const borders = [0, ...ends, length];
    const ranges = borders.slice(1).map((to, index) => ({ from: borders[index]!, to }));
    const width = ranges.length === 1 ? 6 : ranges.length === 2 ? 3 : 2;
    let rows: Clause[][] = [[]];
    for (const { from, to } of ranges) {
      const likely = likelihoods(from, to);
      const tops = topOf(likely, width);
      rows = rows.flatMap((row) =>
        tops.map((one) => [...row, { from, to, class: one, likelihood: likely[one]! }]),
      );
    }
    for (const row of rows) add(row, cut, uncut);
  }
  // What the whole message makes likely, though no clause does.
  for (const one of topOf(each, 2))
    add(
      [{ from: 0, to: length, class: one, likelihood: likelihoods(0, length)[one]! }],
      0,
      open.reduce((sum, { likely }) => sum + log(1 - likely), 0),
    );
  return { candidates: [...best.values()], known };
}

/** All ways to take some of the places, in order; at most so many clauses. */
function splits(places: readonly number[]): number[][] {
  let all: number[][] = [[]];
  for (const place of places)
    all = [...all, ...all.filter((list) => list.length < MOST_CLAUSES - 1).map((list) => [...list, place])];
  return all;
}

/** The likeliest, the first of them first. */
function topOf(likelihoods: Float64Array, count: number): number[] {
  const tops: number[] = [];
  for (let at = 0; at < likelihoods.length; at += 1) {
    if (tops.length === count && likelihoods[at]! <= likelihoods[tops[count - 1]!]!) continue;
    let place = tops.length;
    while (place > 0 && likelihoods[tops[place - 1]!]! < likelihoods[at]!) place -= 1;
    tops.splice(place, 0, at);
    if (tops.length > count) tops.pop();
  }
  return tops;
}

/** Likelihoods of the candidates, which sum to 1. */
export function rank(weights: readonly number[], candidates: readonly Candidate[]): Float64Array {
  return softmax(
    Float64Array.from(candidates, ({ features }) =>
      features.reduce((sum, value, at) => sum + value * weights[at]!, 0),
    ),
  );
}
