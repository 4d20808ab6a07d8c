import { cpus, release, totalmem, type } from 'node:os';
import type { Sample } from './stats.ts';

/** What the figures were measured on. */
export function machine(): Record<string, string | number> {
  const [cpu] = cpus();
  return {
    date: new Date().toISOString().slice(0, 16).replace('T', ' '),
    cpu: cpu?.model ?? 'unknown',
    cores: cpus().length,
    memory_gib: Math.round(totalmem() / 2 ** 30),
    system: `${type()} ${release()}`,
    node: process.version,
  };
}

/** One line of the report: a measurement, and the reference it was taken beside. */
export interface Row {
  section: string;
  name: string;
  ours: Sample;
  reference?: { name: string; sample: Sample } | undefined;
  /** Median of the ratios of the runs, ours to the reference's. */
  ratio?: number | undefined;
  goal?: number | undefined;
  /** What should stay below a goal, told in the note. */
  cost?: { value: number | undefined; below: number };
  note?: string | undefined;
}

export function verdict({ goal, ratio, cost }: Row): 'ok' | 'below' | 'missed' | undefined {
  if (cost?.value !== undefined) return cost.value < cost.below ? 'ok' : 'missed';
  if (goal === undefined || ratio === undefined) return undefined;
  return ratio >= goal ? 'ok' : 'below';
}

export function renderTable(rows: readonly Row[]): string {
  const head = [
    '',
    'per s',
    'p50 ms',
    'p99 ms',
    'CPU ms',
    'reference',
    'per s',
    'p50 ms',
    'CPU ms',
    'ratio',
    'goal',
    '',
  ];
  const body = rows.map((row) => {
    const reference = row.reference?.sample;
    return [
      row.name,
      ...[rate(row.ours.rate), time(row.ours.p50), time(row.ours.p99), time(row.ours.cpu)],
      row.reference?.name ?? '',
      ...[rate(reference?.rate), time(reference?.p50), time(reference?.cpu)],
      (row.ratio ?? row.cost?.value)?.toFixed(2) ?? '',
      row.goal?.toFixed(2) ?? (row.cost ? `< ${row.cost.below.toFixed(2)}` : ''),
      [verdict(row), row.note].filter(Boolean).join(', '),
    ];
  });
  const widths = head.map((_, column) => Math.max(...[head, ...body].map((cells) => cells[column]!.length)));
  const left = new Set([0, 5, 11]);
  const line = (cells: readonly string[]): string =>
    cells
      .map((cell, column) =>
        left.has(column) ? cell.padEnd(widths[column]!) : cell.padStart(widths[column]!),
      )
      .join('  ')
      .trimEnd();
  const lines = [line(head)];
  rows.forEach((row, index) => {
    if (row.section !== rows[index - 1]?.section) lines.push('', row.section);
    lines.push(line(body[index]!));
  });
  return lines.join('\n');
}

const rate = (value: number | undefined): string =>
  value === undefined ? '' : Math.round(value).toLocaleString('en');
const time = (value: number | undefined): string =>
  value === undefined ? '' : value.toFixed(value < 1 ? 3 : 2);
