import { logistic } from '../../../text-model/sparse-model.ts';
import { CALIBRATION_FEATURES } from '../read-with.ts';

interface Judgement {
  features: readonly number[];
  right: boolean;
}

/** Logistic regression with a pull towards zero, over a few features. */
function fitted(rows: readonly Judgement[], random: () => number): number[] {
  const weights = new Array<number>(CALIBRATION_FEATURES).fill(0);
  const squares = new Array<number>(CALIBRATION_FEATURES).fill(1e-3);
  for (let epoch = 0; epoch < 40; epoch += 1)
    for (let step = 0; step < rows.length; step += 1) {
      const { features, right } = rows[Math.floor(random() * rows.length)]!;
      const sum = features.reduce((total, value, at) => total + value * weights[at]!, 0);
      const error = logistic(sum) - (right ? 1 : 0);
      for (let at = 0; at < CALIBRATION_FEATURES; at += 1) {
        const slope = error * features[at]! + 1e-4 * weights[at]!;
        squares[at]! += slope * slope;
        weights[at]! -= (0.5 * slope) / Math.sqrt(squares[at]!);
      }
    }
  return weights.map((weight) => Number(weight.toFixed(5)));
}

const HALVES = 2;

/** Weights of the confidence, and the confidence of each row by weights that the other half gave. */
export function calibrate(
  rows: readonly Judgement[],
  random: () => number,
): { calibration: number[]; confidences: number[] } {
  const confidences = new Array<number>(rows.length).fill(0);
  for (let half = 0; half < HALVES; half += 1) {
    const weights = fitted(
      rows.filter((_, at) => at % HALVES !== half),
      random,
    );
    rows.forEach(({ features }, at) => {
      if (at % HALVES === half)
        confidences[at] = logistic(features.reduce((sum, value, index) => sum + value * weights[index]!, 0));
    });
  }
  return { calibration: fitted(rows, random), confidences };
}

/** The least confidence from which on at most this share of the readings that would be answered is wrong. */
export function thresholdFor(
  rows: readonly { right: boolean; confidence: number }[],
  mayBeWrong: number,
): number {
  const sorted = rows.toSorted((a, b) => b.confidence - a.confidence);
  let [wrong, threshold] = [0, 0.99];
  sorted.forEach(({ right, confidence }, at) => {
    if (!right) wrong += 1;
    if (wrong <= mayBeWrong * (at + 1)) threshold = Math.min(threshold, confidence);
  });
  return Number(threshold.toFixed(5));
}
