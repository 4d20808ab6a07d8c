import { parse } from 'csv-parse/sync';
import { CsvCutter, type CutRow, DELIMITERS } from './csv-cutter.ts';
import { BROKEN_TEXT, MAX_FIELDS } from './lines.ts';
import { ImportError } from './report.ts';

export interface CsvRow {
  line: number;
  value?: Record<string, string>;
  fault?: string;
  /** Of a row with a fault: the fields that stand before it. */
  partial?: Record<string, string>;
}

export interface CsvHeader {
  names: string[];
  delimiter: string;
}

/** Many short texts parse much faster together than one by one. */
const BATCH_ROWS = 64;
const BATCH_CHARACTERS = 2 ** 17;

/**
 * The rows of a CSV file as objects, named by its first row. The delimiter (comma, semicolon, tab or bar) is the one that
 * the first row holds most of.
 *
 * @throws ImportError when the first row cannot be one of names
 */
export async function* readCsv(
  input: AsyncIterable<Buffer>,
  onHeader?: (header: CsvHeader) => void,
): AsyncGenerator<CsvRow> {
  const cutter = new CsvCutter();
  let header: CsvHeader | undefined;
  let batch: CutRow[] = [];
  let size = 0;
  const take = (row: CutRow): CutRow[] | undefined => {
    if (!header) {
      header = headerOf(row);
      cutter.setColumns(header.delimiter, header.names.length);
      onHeader?.(header);
      return undefined;
    }
    batch.push(row);
    size += row.text?.length ?? 0;
    return batch.length >= BATCH_ROWS || size >= BATCH_CHARACTERS ? full() : undefined;
  };
  const full = () => {
    const rows = batch;
    batch = [];
    size = 0;
    return rows;
  };
  for await (const chunk of input) {
    for (const row of cutter.push(chunk)) {
      const rows = take(row);
      if (rows) yield* rowsOf(rows, header!);
    }
  }
  for (const row of cutter.end()) {
    const rows = take(row);
    if (rows) yield* rowsOf(rows, header!);
  }
  if (!header) throw new ImportError('The file is empty: it has no rows.');
  yield* rowsOf(full(), header);
}

const count = (text: string, part: string) => text.split(part).length - 1;

function headerOf({ text, fault }: CutRow): CsvHeader {
  if (text === undefined) throw new ImportError(`The first row cannot be read: ${fault}.`);
  const delimiter = DELIMITERS.reduce((best, d) => (count(text, d) > count(text, best) ? d : best));
  let names: string[];
  try {
    names = fields(text, delimiter).map((name) => name.trim());
  } catch (error) {
    throw new ImportError(
      `The first row is not valid CSV: ${error instanceof Error ? error.message : error}`,
    );
  }
  if (names.length > MAX_FIELDS)
    throw new ImportError(`The first row names ${names.length} columns; ${MAX_FIELDS} are the most.`);
  const seen = new Set<string>();
  const twice = names.find((name) => name !== '' && seen.size === seen.add(name).size);
  if (twice !== undefined) throw new ImportError(`Two columns have the name "${twice}". Rename one.`);
  return { names, delimiter };
}

function* rowsOf(rows: readonly CutRow[], header: CsvHeader): Generator<CsvRow> {
  const parsed = together(rows, header.delimiter);
  for (const [index, row] of rows.entries()) yield rowOf(row, parsed?.[index], header);
}

/** The fields of each row that has a text; undefined where one of them cannot be parsed. */
function together(rows: readonly CutRow[], delimiter: string): (string[] | undefined)[] | undefined {
  const whole = rows.map((row) => row.text !== undefined && !row.literal);
  const texts = rows.flatMap((row, index) => (whole[index] ? [row.text!] : []));
  try {
    const parsed = parse(texts.join('\n'), OPTIONS(delimiter)) as string[][];
    if (parsed.length !== texts.length) return undefined;
    let next = 0;
    return whole.map((is) => (is ? parsed[next++] : undefined));
  } catch {
    return undefined;
  }
}

function rowOf(row: CutRow, parsed: string[] | undefined, { names, delimiter }: CsvHeader): CsvRow {
  const { line, text, fault, beginning, literal } = row;
  if (text === undefined) {
    const partial = beginning === undefined ? undefined : partialOf(beginning, names, delimiter);
    return { line, fault: fault ?? 'empty', ...(partial && { partial }) };
  }
  let cells: string[];
  try {
    cells = literal ? text.split(delimiter) : (parsed ?? fields(text, delimiter));
  } catch (error) {
    return { line, fault: `not valid CSV: ${error instanceof Error ? error.message : error}` };
  }
  const value = named(cells, names);
  if (text.includes('\0')) return { line, fault: BROKEN_TEXT, partial: value };
  if (cells.length > names.length && cells.slice(names.length).some((cell) => cell.trim() !== '')) {
    const reason = `${cells.length} fields where the first row names ${names.length}`;
    return { line, fault: reason, partial: value };
  }
  return { line, value };
}

function named(cells: readonly string[], names: readonly string[]): Record<string, string> {
  const value: Record<string, string> = {};
  for (const [index, name] of names.entries()) if (name !== '') value[name] = cells[index] ?? '';
  return value;
}

/** The last field may be cut through. */
function partialOf(
  text: string,
  names: readonly string[],
  delimiter: string,
): Record<string, string> | undefined {
  try {
    const cells = fields(text, delimiter).slice(0, -1);
    return Object.fromEntries(Object.entries(named(cells, names.slice(0, cells.length))));
  } catch {
    return undefined;
  }
}

const OPTIONS = (delimiter: string) => ({
  delimiter,
  record_delimiter: '\n',
  relax_column_count: true,
  relax_quotes: true,
});

function fields(text: string, delimiter: string): string[] {
  const [row] = parse(text, OPTIONS(delimiter)) as string[][];
  return row ?? [];
}
