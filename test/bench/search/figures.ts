/** One thing that was measured. */
export interface Figure {
  readonly name: string;
  readonly value: number;
  /** At most this. */
  readonly goal?: number | undefined;
}

/** Told what is being done and how far it is. */
export type Progress = (what: string, done: number, of: number) => void;

export function renderFigures(figures: readonly Figure[]): string {
  const width = Math.max(...figures.map(({ name }) => name.length));
  return figures
    .map(({ name, value, goal }) => {
      const shown = value >= 100 ? value.toFixed(0) : value.toFixed(value >= 10 ? 1 : 3);
      const held = goal === undefined ? '' : `  goal ${goal}: ${value <= goal ? 'ok' : 'missed'}`;
      return `${name.padEnd(width)}  ${shown.padStart(9)}${held}`;
    })
    .join('\n');
}
