/** What the project promises of search. */
export interface Goal {
  /** The line of "What it must show". */
  readonly line: 1 | 3;
  readonly what: string;
  /** At least this. */
  readonly goal: number;
  readonly value: number;
  readonly ok: boolean;
}

export const goal = (line: Goal['line'], what: string, least: number, value: number): Goal => ({
  line,
  what,
  goal: least,
  value,
  ok: value >= least,
});

export const goalLine = ({ line, what, goal: least, value, ok }: Goal): string =>
  `${ok ? 'ok    ' : 'missed'}  ${line}  ${what.padEnd(58)}${signed(value)}   goal ${signed(least)}`;

const signed = (value: number): string => `${value < 0 ? '' : ' '}${value.toFixed(4)}`;
