/** What a query's text means, to be compared with products. */
export interface Meaning {
  /** -1 to 1: how alike product and query are; undefined while the product has no vector. */
  cosine(productId: string): number | undefined;
  /** Its cosine with products that it has nothing to do with. */
  readonly base: number;
}

/** Whether a part of a cursor, which comes from outside, is one. */
export const isBlend = (value: unknown): value is Blend =>
  Array.isArray(value) && value.length === 4 && value.every((part) => Number.isFinite(part));

/** How much words count, and how much meaning. */
const LEXICAL = 0.9;
const COSINE = 0.1;
/** Meaning is asked about the best so many by words, and what ties with the last of them. */
const CANDIDATES = 200;
const MOST_CANDIDATES = 2_000;

/**
 * How words and meaning of one query are mixed. It travels in the cursor, so that later pages go on in the same order.
 * Scores are whole ten-thousandths, as the scorer has them.
 */
export type Blend = readonly [
  /** Products with less than this by words are left as they are: they stand behind the others either way. */
  cut: number,
  /** What full likeness adds: a ninth of the best score. */
  unit: number,
  /** As `Meaning` has it. */
  base: number,
  /** Likeness of a product without a vector: the middle of the others, so that it neither wins nor loses. */
  unknown: number,
];

/** 0: no more alike than any; 1: the same. */
export const likeness = (cosine: number, base: number): number =>
  base >= 1 ? 0 : Math.min(1, Math.max(0, (cosine - base) / (1 - base)));

/**
 * @param scores by words, of everything found
 * @param idOf the product whose score is at `i`
 * @returns undefined when meaning says nothing: no candidate has a vector
 */
export function blendOf(
  scores: ArrayLike<number>,
  idOf: (i: number) => string,
  meaning: Meaning,
): Blend | undefined {
  const cut = cutOf(scores);
  let best = 0;
  const known: number[] = [];
  for (let i = 0; i < scores.length; i += 1) {
    const score = scores[i]!;
    if (score < cut) continue;
    if (score > best) best = score;
    const cosine = meaning.cosine(idOf(i));
    if (cosine !== undefined) known.push(likeness(cosine, meaning.base));
  }
  if (known.length === 0) return undefined;
  const middle = known.sort((a, b) => a - b)[known.length >> 1]!;
  return [cut, Math.round((best * COSINE) / LEXICAL), meaning.base, middle];
}

/** What meaning adds to a score by words: a whole number, never negative, so that what is below the cut stays behind. */
export function raise(
  [cut, unit, base, unknown]: Blend,
  score: number,
  cosine: () => number | undefined,
): number {
  if (score < cut) return 0;
  const known = cosine();
  return Math.round(unit * (known === undefined ? unknown : likeness(known, base)));
}

/** The score of the last candidate. */
function cutOf(scores: ArrayLike<number>): number {
  const heap: number[] = [];
  for (let i = 0; i < scores.length; i += 1) offer(heap, scores[i]!);
  if (heap.length < CANDIDATES) return 0;
  const last = heap[0]!;
  let tied = 0;
  for (let i = 0; i < scores.length; i += 1) if (scores[i]! >= last) tied += 1;
  return tied > MOST_CANDIDATES ? last + 1 : last;
}

/** Keeps the highest in a heap with the lowest of them on top. */
function offer(heap: number[], score: number): void {
  if (heap.length < CANDIDATES) {
    let at = heap.push(score) - 1;
    while (at > 0 && heap[(at - 1) >> 1]! > score) {
      heap[at] = heap[(at - 1) >> 1]!;
      at = (at - 1) >> 1;
    }
    heap[at] = score;
    return;
  }
  if (score <= heap[0]!) return;
  let at = 0;
  for (;;) {
    let child = 2 * at + 1;
    if (child >= heap.length) break;
    if (child + 1 < heap.length && heap[child + 1]! < heap[child]!) child += 1;
    if (heap[child]! >= score) break;
    heap[at] = heap[child]!;
    at = child;
  }
  heap[at] = score;
}
