/** A part of the file that stands for one row: its text, or why it cannot be read. */
export interface RawRow {
  /** Where it begins, from 1. */
  line: number;
  text?: string;
  fault?: string;
  /** Of a row with a fault: its beginning as far as that can be trusted, which may tell what product it is of. */
  beginning?: string;
}

/** A longer row is refused without being held in memory. */
export const MAX_ROW_BYTES = 8 * 2 ** 20;
/** Of a row that is too long. */
const BEGINNING_BYTES = 4096;

/** More fields than any catalogue has; guessing at their meaning takes time for each. */
export const MAX_FIELDS = 1000;
export const BROKEN_TEXT = 'holds a null byte, or half of a character (a lone surrogate)';
export const NOT_UTF8 = 'not valid UTF-8; save the file as UTF-8';

export const TOO_LONG = `longer than ${MAX_ROW_BYTES / 2 ** 20} MB, which is the most for one row`;
const NEWLINE = 0x0a;
const decoder = new TextDecoder('utf-8', { fatal: true });

/** Collects the bytes of one row over the chunks of the stream. */
export class RowBuffer {
  #parts: Buffer[] = [];
  /** Bytes so far, also those that were let go. */
  size = 0;

  get tooLong(): boolean {
    return this.size > MAX_ROW_BYTES;
  }

  add(part: Buffer): void {
    if (part.length === 0) return;
    const wasTooLong = this.tooLong;
    this.size += part.length;
    if (wasTooLong) return;
    this.#parts.push(part);
    if (this.tooLong) this.#parts = [Buffer.from(this.bytes().subarray(0, BEGINNING_BYTES))];
  }

  /** Everything of it, unless it is too long. */
  bytes(): Buffer {
    return this.#parts.length === 1 ? this.#parts[0]! : Buffer.concat(this.#parts);
  }

  clear(): void {
    this.#parts = [];
    this.size = 0;
  }

  /** Ends the row; undefined when it holds only white space. */
  take(line: number): RawRow | undefined {
    const { tooLong } = this;
    const bytes = this.bytes();
    this.clear();
    if (tooLong) return { line, fault: TOO_LONG, beginning: bytes.toString() };
    try {
      const text = decoder.decode(bytes);
      if (text.trim() === '') return undefined;
      return { line, text: text.endsWith('\r') ? text.slice(0, -1) : text };
    } catch {
      return { line, fault: NOT_UTF8, beginning: bytes.toString() };
    }
  }
}

/** The rows of a file with one row a line. */
export async function* readLines(input: AsyncIterable<Buffer>): AsyncGenerator<RawRow> {
  const row = new RowBuffer();
  let line = 1;
  for await (const chunk of input) {
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
