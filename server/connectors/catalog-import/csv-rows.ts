import { parse } from 'csv-parse/sync';
import { BROKEN_TEXT, MAX_FIELDS, type RawRow, RowBuffer, refuseForeignEncoding } from './lines.ts';
import { ImportError } from './report.ts';

const [QUOTE, NEWLINE] = [0x22, 0x0a];
const BYTE_ORDER_MARK = Buffer.from([0xef, 0xbb, 0xbf]);
const DELIMITERS = [',', ';', '\t', '|'] as const;

/** Cuts at the line ends that stand outside quotes (RFC 4180), so that one broken row does not spoil the next. */
async function* cut(input: AsyncIterable<Buffer>): AsyncGenerator<RawRow> {
  const row = new RowBuffer();
  let line = 1;
  let rowLine = 1;
  let quoted = false;
  let fieldStart = true;
  let first = true;
  const isDelimiter = (byte: number) => DELIMITERS.some((d) => d.charCodeAt(0) === byte);
  for await (const chunk of input) {
    if (first) refuseForeignEncoding(chunk);
    let start = first && chunk.subarray(0, 3).equals(BYTE_ORDER_MARK) ? 3 : 0;
    first = false;
    for (let at = start; at < chunk.length; at++) {
      const byte = chunk[at]!;
      if (byte === NEWLINE) line += 1;
      if (quoted) {
        // Two quotes in a row close and open again: the same as one that is meant literally.
        if (byte === QUOTE) quoted = false;
        fieldStart = byte === QUOTE;
      } else if (byte === NEWLINE) {
        row.add(chunk.subarray(start, at));
        const raw = row.take(rowLine);
        if (raw) yield raw;
        start = at + 1;
        rowLine = line;
        fieldStart = true;
      } else if (byte === QUOTE && fieldStart) quoted = true;
      else fieldStart = isDelimiter(byte);
    }
    row.add(chunk.subarray(start));
  }
  const last = row.take(rowLine);
  if (last) yield quoted ? { line: rowLine, fault: 'a quote that opens here is never closed' } : last;
}

export interface CsvRow {
  line: number;
  value?: Record<string, string>;
  fault?: string;
}

/**
 * The rows of a CSV file as objects, named by its first row. The delimiter (comma, semicolon, tab or bar) is the one that
 * the first row holds most of.
 *
 * @throws ImportError when the first row cannot be one of names
 */
export async function* readCsv(input: AsyncIterable<Buffer>): AsyncGenerator<CsvRow> {
  let names: string[] | undefined;
  let delimiter = ',';
  for await (const { line, text, fault } of cut(input)) {
    if (text === undefined) {
      if (!names) throw new ImportError(`The first row cannot be read: ${fault}.`);
      yield { line, ...(fault !== undefined && { fault }) };
      continue;
    }
    if (!names) {
      delimiter = DELIMITERS.reduce((best, d) => (count(text, d) > count(text, best) ? d : best));
      names = headings(text, delimiter);
      continue;
    }
    yield { line, ...rowOf(text, delimiter, names) };
  }
  if (!names) throw new ImportError('The file is empty.');
}

const count = (text: string, part: string) => text.split(part).length - 1;

function headings(text: string, delimiter: string): string[] {
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
  return names;
}

function rowOf(text: string, delimiter: string, names: string[]): Omit<CsvRow, 'line'> {
  if (text.includes('\0')) return { fault: BROKEN_TEXT };
  let cells: string[];
  try {
    cells = fields(text, delimiter);
  } catch (error) {
    return { fault: `not valid CSV: ${error instanceof Error ? error.message : error}` };
  }
  if (cells.length > names.length && cells.slice(names.length).some((cell) => cell.trim() !== '')) {
    return { fault: `${cells.length} fields where the first row names ${names.length}` };
  }
  const value: Record<string, string> = {};
  names.forEach((name, index) => {
    if (name !== '') value[name] = cells[index] ?? '';
  });
  return { value };
}

function fields(text: string, delimiter: string): string[] {
  const [row] = parse(text, { delimiter, relax_column_count: true }) as string[][];
  return row ?? [];
}
