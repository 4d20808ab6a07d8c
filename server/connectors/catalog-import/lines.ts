import { ImportError } from './report.ts';

/** A part of the file that stands for one row: its bytes, or why there are none. */
export interface RawRow {
  /** Where it begins, from 1. */
  line: number;
  text?: string;
  fault?: string;
}

/** A longer row is refused without being held in memory. */
export const MAX_ROW_BYTES = 8 * 2 ** 20;

/** More fields than any catalogue has; guessing at their meaning takes time for each. */
export const MAX_FIELDS = 1000;
export const BROKEN_TEXT = 'holds a null byte, or half of a character (a lone surrogate)';

const TOO_LONG = `longer than ${MAX_ROW_BYTES / 2 ** 20} MB, which is the most for one row`;
const NEWLINE = 0x0a;
const decoder = new TextDecoder('utf-8', { fatal: true });

/** Collects the bytes of one row over the chunks of the stream. */
export class RowBuffer {
  #parts: Buffer[] = [];
  #size = 0;

  add(part: Buffer): void {
    this.#size += part.length;
    if (this.#size > MAX_ROW_BYTES) this.#parts = [];
    else if (part.length > 0) this.#parts.push(part);
  }

  /** Ends the row; undefined when it holds only white space. */
  take(line: number): RawRow | undefined {
    const size = this.#size;
    const parts = this.#parts;
    this.#parts = [];
    this.#size = 0;
    if (size > MAX_ROW_BYTES) return { line, fault: TOO_LONG };
    try {
      const text = decoder.decode(parts.length === 1 ? parts[0]! : Buffer.concat(parts));
      if (text.trim() === '') return undefined;
      return { line, text: text.endsWith('\r') ? text.slice(0, -1) : text };
    } catch {
      return { line, fault: 'not valid UTF-8; save the file as UTF-8' };
    }
  }
}

/** @throws ImportError for the encodings that a byte order mark gives away and that are not UTF-8 */
export function refuseForeignEncoding(first: Buffer): void {
  const [a, b] = first;
  if ((a === 0xff && b === 0xfe) || (a === 0xfe && b === 0xff)) {
    throw new ImportError('The file is in UTF-16. Save it as UTF-8 and try again.');
  }
  if (a === 0x1f && b === 0x8b)
    throw new ImportError('The file is compressed. Unpack it first: gunzip FILE.');
  if (a === 0x50 && b === 0x4b)
    throw new ImportError('The file is a ZIP archive or a spreadsheet. Save it as CSV or JSON Lines.');
}

/** The rows of a file with one row a line. */
export async function* readLines(input: AsyncIterable<Buffer>): AsyncGenerator<RawRow> {
  const row = new RowBuffer();
  let line = 1;
  let first = true;
  for await (const chunk of input) {
    if (first) refuseForeignEncoding(chunk);
    first = false;
    let start = 0;
    for (let end = chunk.indexOf(NEWLINE); end !== -1; end = chunk.indexOf(NEWLINE, start)) {
      row.add(chunk.subarray(start, end));
      const raw = row.take(line);
      if (raw) yield raw;
      line += 1;
      start = end + 1;
    }
    row.add(chunk.subarray(start));
  }
  const last = row.take(line);
  if (last) yield last;
}
