import { within } from '../verify/sentences.ts';
import type { Mark, Marked } from './marks.ts';

export interface Column {
  /** What stands at its head. */
  heading: string;
  /** The product that its head names, where the row names none itself. */
  products?: ReadonlySet<string>;
}

const productIn = (marks: readonly Mark[]): string | undefined =>
  marks
    .flatMap(({ said }) => said)
    .flatMap((said) => (said.type === 'product' ? [said.product.id] : []))
    .at(0);

/** The columns in which marks stand: of tables whose lines are written with `|`. */
export function columnsOf({ paragraph, marks }: Marked): ReadonlyMap<Mark, Column> {
  const found = new Map<Mark, Column>();
  if (!paragraph.text.includes('|')) return found;
  let head: Column[] | undefined;
  let start = 0;
  for (const line of paragraph.text.split('\n')) {
    const cells = cellsOf(line, start);
    start += line.length + 1;
    if (cells.length < 2) {
      head = undefined;
      continue;
    }
    const inCells = cells.map((cell) => within(marks, cell));
    if (!head) {
      head = cells.map((cell, index) => {
        const product = productIn(inCells[index]!);
        return { heading: cell.text, ...(product !== undefined && { products: new Set([product]) }) };
      });
      continue;
    }
    const named = inCells.some((own) => productIn(own) !== undefined);
    for (const [index, own] of inCells.entries()) {
      const column = head[index];
      if (!column) continue;
      for (const mark of own) found.set(mark, named ? { heading: column.heading } : column);
    }
  }
  return found;
}

function cellsOf(line: string, start: number): { text: string; start: number; end: number }[] {
  const parts = line.split('|');
  if (parts.length < 2) return [];
  let at = start;
  const cells = parts.map((text) => {
    const cell = { text, start: at, end: at + text.length };
    at = cell.end + 1;
    return cell;
  });
  // The bars at both ends stand around no cell.
  return line.trimStart().startsWith('|') ? cells.slice(1) : cells;
}
