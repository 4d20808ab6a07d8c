import { asRow, type Census } from './census.ts';
import type { SourceRow } from './rows.ts';
import type { Row, Shape } from './shapes/draft.ts';

/** All rows of one product, or one row that cannot be read. */
export type Gathered =
  | { rows: readonly Row[]; spoiltOn?: number | undefined }
  | { line: number; fault: string; id?: string | undefined };

/** Puts the rows of each product together, as the census has counted them. */
export async function* gather(
  rows: AsyncIterable<SourceRow>,
  shape: Shape,
  census: Census,
): AsyncGenerator<Gathered> {
  const waiting = new Map<string, Row[]>();
  for await (const row of rows) {
    if (row.value === undefined) {
      const ref = row.partial && shape.refOf(asRow(row, row.partial));
      yield {
        line: row.line,
        fault: row.fault ?? 'empty',
        id: ref && shape.idOf(shape.resolve?.(ref) ?? ref),
      };
      continue;
    }
    const known = asRow(row, row.value);
    const raw = shape.grouped ? shape.refOf(known) : undefined;
    if (raw === undefined) {
      yield { rows: [known] };
      continue;
    }
    const ref = shape.resolve?.(raw) ?? raw;
    const group = waiting.get(ref) ?? [];
    group.push(known);
    if (group.length < census.rowsOf(ref)) waiting.set(ref, group);
    else {
      waiting.delete(ref);
      yield { rows: group, spoiltOn: census.spoiltOn(ref) };
    }
  }
}
