import type { JudgedTurn } from './judge.ts';

/** How many of the turns in scope could be handled when at most a share of those may be wrong. */
export interface CurvePoint {
  mayBeWrong: number;
  /** By one threshold that is the best for these very turns. */
  handled: number;
  /** That threshold. */
  from: number;
  /** If confidence told right from wrong without fail. */
  perfect: number;
}

/** Tells whether what is wrong or how sure it is limits the share that is handled. */
export function curveOf(rows: readonly JudgedTurn[], limits: readonly number[]): CurvePoint[] {
  const inside = rows.filter(({ turn }) => turn.scope === 'in');
  const read = inside.filter(({ reading }) => reading.scope === 'in');
  const sorted = read.toSorted((a, b) => b.reading.confidence - a.reading.confidence);
  const right = read.filter((row) => row.right).length;
  return limits.map((mayBeWrong) => {
    let [wrong, most, from] = [0, 0, 1];
    sorted.forEach((row, at) => {
      if (!row.right) wrong += 1;
      if (wrong <= mayBeWrong * (at + 1)) [most, from] = [at + 1, row.reading.confidence];
    });
    const perfect = Math.min(read.length, Math.floor(right / (1 - mayBeWrong)));
    const of = Math.max(1, inside.length);
    return { mayBeWrong, handled: most / of, from, perfect: perfect / of };
  });
}

const LIMITS = [0.005, 0.01, 0.02, 0.05, 0.1];

/** The curve of each name as lines of a table. */
export function curveLines(rows: ReadonlyMap<string, readonly JudgedTurn[]>): string[] {
  const percent = (value: number): string => `${(100 * value).toFixed(1)} %`.padStart(9);
  const head = LIMITS.map((limit) => `${100 * limit} % wrong`.padStart(20)).join('');
  const lines = [...rows].map(([name, list]) => {
    const points = curveOf(list, LIMITS);
    return `${name.padEnd(6)}${points.map(({ handled, perfect }) => `${percent(handled)} /${percent(perfect)}`).join('')}`;
  });
  return [
    'handled, by the best threshold / if confidence told right from wrong without fail',
    `${''.padEnd(6)}${head}`,
    ...lines,
  ];
}
