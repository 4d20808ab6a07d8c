import { median } from '../stats.ts';

/** One thing that was measured. */
export interface Figure {
  readonly name: string;
  /** The median of the runs. */
  readonly value: number;
  /** Of each run. */
  readonly runs: readonly number[];
  /** At most this. */
  readonly goal?: number | undefined;
}

/** Told what is being done and how far it is. */
export type Progress = (what: string, done: number, of: number) => void;

export const figure = (name: string, runs: readonly number[], goal?: number): Figure => ({
  name,
  value: median(runs),
  runs,
  goal,
});

export const verdict = ({ value, goal }: Figure): 'ok' | 'missed' | undefined =>
  goal === undefined ? undefined : value <= goal ? 'ok' : 'missed';

const shown = (value: number): string =>
  value.toFixed(value >= 100 || Number.isInteger(value) ? 0 : value >= 10 ? 1 : 3);

/** A line each: the median, the least and the most of its runs, and the goal. */
export function renderFigures(figures: readonly Figure[]): string {
  const rows = figures.map((one) => [
    one.name,
    shown(one.value),
    one.runs.length > 1 ? `${shown(Math.min(...one.runs))} to ${shown(Math.max(...one.runs))}` : 'one run',
    one.goal === undefined ? '' : `goal ${one.goal}: ${verdict(one)}`,
  ]);
  const head = ['', 'median', 'runs', ''];
  const widths = head.map((_, i) => Math.max(...[head, ...rows].map((cells) => cells[i]!.length)));
  return [head, ...rows]
    .map((cells) =>
      cells
        .map((cell, i) => (i === 1 || i === 2 ? cell.padStart(widths[i]!) : cell.padEnd(widths[i]!)))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}
