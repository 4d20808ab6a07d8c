import { type SparseModel, scoresInto, softmax } from '../../../text-model/sparse-model.ts';
import { type SparseExample, trainSparse } from '../../../text-model/train-sparse.ts';
import { CANDIDATE_FEATURES, type Candidate, type IntentModels, rank } from '../candidates.ts';
import { boundaryFeatures, clauseFeatures } from '../intent-features.ts';
import type { Message } from '../message.ts';

/** A turn with its classes, by number. */
export interface IntentExample {
  message: Message;
  classes: readonly number[];
  /** How much it counts. */
  weight: number;
}

const CLAUSE = { loss: 'softmax', epochs: 9, rate: 0.3, decay: 1e-5, dropout: 0.3, least: 3 } as const;
const WHOLE = { loss: 'each', epochs: 8, rate: 0.3, decay: 1e-5, dropout: 0.3, least: 3 } as const;
const BOUNDARY = { loss: 'each', epochs: 6, rate: 0.25, decay: 1e-5, dropout: 0.2, least: 3 } as const;
/** Of the second opinion little needs to be kept. */
const COARSE = { least: 10, step: 6 };
/** How often the clauses of turns with several intents are sought anew. */
const ROUNDS = 2;

/** The models of a language. Where the clauses of a turn end is not labelled: it is found with the models themselves. */
export function trainIntents(
  examples: readonly IntentExample[],
  classes: readonly string[],
  random: () => number,
): IntentModels {
  const outputs = classes.length;
  const single = examples.filter(({ classes: list }) => list.length === 1);
  const several = examples.filter(
    ({ classes: list, message }) => list.length > 1 && list.length <= message.tokens.length,
  );
  const whole: SparseExample[] = examples.map(({ message, classes: list, weight }) => ({
    features: clauseFeatures(message, 0, message.tokens.length),
    targets: list,
    weight,
  }));
  const singles: SparseExample[] = single.map(({ message, classes: list, weight }) => ({
    features: clauseFeatures(message, 0, message.tokens.length),
    targets: list,
    weight,
  }));
  let clause = trainSparse(singles, { ...CLAUSE, epochs: 3, outputs, random });
  let boundary: SparseModel | undefined;
  for (let round = 0; round < ROUNDS; round += 1) {
    const ends = several.map((example) => clauseEnds(example, clause, boundary));
    const parts = several.flatMap(({ message, classes: list, weight }, index) =>
      list.map((one, at) => ({
        features: clauseFeatures(
          message,
          at === 0 ? 0 : ends[index]![at - 1]!,
          ends[index]![at] ?? message.tokens.length,
        ),
        targets: [one],
        weight: weight * 0.8,
      })),
    );
    const places = [
      ...single.flatMap(({ message, weight }) => boundariesOf(message, [], weight)),
      ...several.flatMap(({ message, weight }, index) => boundariesOf(message, ends[index]!, weight)),
    ];
    boundary = trainSparse(places, { ...BOUNDARY, outputs: 1, random });
    const last = round === ROUNDS - 1;
    clause = trainSparse([...singles, ...parts], {
      ...CLAUSE,
      epochs: last ? CLAUSE.epochs : 3,
      outputs,
      random,
    });
  }
  return {
    classes,
    clause,
    boundary: boundary!,
    whole: trainSparse(whole, { ...WHOLE, outputs, grain: COARSE, random }),
    sequence: sequenceOf(examples, outputs),
  };
}

const boundariesOf = (message: Message, ends: readonly number[], weight: number): SparseExample[] =>
  Array.from({ length: Math.max(0, message.tokens.length - 1) }, (_, index) => ({
    features: boundaryFeatures(message, index + 1),
    targets: ends.includes(index + 1) ? [0] : [],
    weight,
  }));

/** Where clauses end when no model of boundaries is there yet. */
const MARK = /^[?!.,:;…–-]$/;
const JOINT =
  /^(?:and|und|y|e|et|but|aber|pero|mas|mais|then|dann|luego|entonces|entao|puis|also|auch|or|oder|o|ou|plus|sowie|so)$/;

/** The likeliest ends of the clauses of a turn whose intents are known, without that of the last. */
function clauseEnds(
  { message, classes }: IntentExample,
  clause: SparseModel,
  boundary: SparseModel | undefined,
): number[] {
  const length = message.tokens.length;
  const place = new Float64Array(length + 1);
  const score = new Float64Array(1);
  for (let at = 1; at < length; at += 1) {
    const mark = MARK.test(message.tokens[at - 1]!.text) && !MARK.test(message.tokens[at]!.text);
    place[at] = mark ? -0.5 : JOINT.test(message.tokens[at]!.text) ? -0.7 : -3.5;
    if (boundary) {
      scoresInto(boundary, boundaryFeatures(message, at), score);
      place[at] = place[at]! * 0.3 - Math.log(1 + Math.exp(-score[0]!));
    }
  }
  const likely = (from: number, to: number, one: number): number => {
    const scores = new Float64Array(clause.outputs);
    scoresInto(clause, clauseFeatures(message, from, to), scores);
    return Math.log(Math.max(1e-9, softmax(scores)[one]!));
  };
  const places = length <= 14 ? undefined : new Set([...place.keys()].filter((at) => place[at]! > -3));
  let rows = [{ ends: [] as number[], sum: 0 }];
  classes.forEach((one, index) => {
    const last = index === classes.length - 1;
    const next: typeof rows = [];
    for (const { ends, sum } of rows) {
      const from = ends.at(-1) ?? 0;
      if (last) next.push({ ends, sum: sum + likely(from, length, one) });
      else
        for (let to = from + 1; to <= length - (classes.length - 1 - index); to += 1)
          if (!places || places.has(to) || places.size < classes.length)
            next.push({ ends: [...ends, to], sum: sum + likely(from, to, one) + place[to]! });
    }
    rows = next.sort((a, b) => b.sum - a.sum).slice(0, 20);
  });
  return rows[0]?.ends ?? classes.slice(1).map((_, index) => index + 1);
}

function sequenceOf(examples: readonly IntentExample[], outputs: number): number[] {
  const counts = new Float64Array(outputs * outputs);
  const totals = new Float64Array(outputs);
  for (const { classes, weight } of examples)
    for (let at = 1; at < classes.length; at += 1) {
      counts[classes[at - 1]! * outputs + classes[at]!]! += weight;
      totals[classes[at - 1]!]! += weight;
    }
  return Array.from(counts, (count, at) =>
    Number(Math.log((count + 0.1) / (totals[Math.floor(at / outputs)]! + 0.1 * outputs)).toFixed(3)),
  );
}

export interface RankExample {
  candidates: readonly Candidate[];
  /** Which of them is right; -1 for none. */
  right: number;
}

/** Weights by which the right candidate is the likeliest: logistic regression over the candidates of each turn. */
export function trainRank(examples: readonly RankExample[]): number[] {
  const weights = new Array<number>(CANDIDATE_FEATURES).fill(0);
  weights[2] = 1;
  const squares = new Array<number>(CANDIDATE_FEATURES).fill(1);
  const known = examples.filter(({ right }) => right >= 0);
  for (let epoch = 0; epoch < 30; epoch += 1)
    for (const { candidates, right } of known) {
      const likely = rank(weights, candidates);
      for (let at = 0; at < CANDIDATE_FEATURES; at += 1) {
        let slope = -candidates[right]!.features[at]!;
        candidates.forEach(({ features }, index) => {
          slope += likely[index]! * features[at]!;
        });
        squares[at]! += slope * slope;
        weights[at]! -= (0.3 * slope) / Math.sqrt(squares[at]!);
      }
    }
  return weights.map((weight) => Number(weight.toFixed(4)));
}
