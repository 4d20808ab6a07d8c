import { type RawRow, RowBuffer } from './lines.ts';
import { ImportError } from './report.ts';

const [QUOTE, NEWLINE, RETURN, TAB] = [0x22, 0x0a, 0x0d, 0x09];
export const DELIMITERS = [',', ';', '\t', '|'] as const;
const ANY_DELIMITER: ReadonlySet<number> = new Set(DELIMITERS.map((d) => d.charCodeAt(0)));
/** Text that is read a second time because a quote had swallowed it. More than this is a file of broken quotes. */
const MAX_READ_AGAIN = 256 * 2 ** 20;

export interface CutRow extends RawRow {
  /** Its quotes are no quotes but belong to the text. */
  literal?: boolean;
}

/** A quoted field of the row: where it opened, and where the line on which it opened ends, once that is seen. */
interface OpenQuote {
  line: number;
  at: number;
  lineEnd: number | undefined;
}

/**
 * Cuts CSV at the line ends that stand outside quotes (RFC 4180). A quote that is not closed where its field ends, or
 * never, or that makes a row of another number of fields, costs the line on which it opened: reading goes on with the line
 * after it, and what does not fit the columns is refused until a row fits again.
 */
export class CsvCutter {
  #row = new RowBuffer();
  #line = 1;
  #rowLine = 1;
  #fields = 1;
  #inQuotes = false;
  /** A quote inside quotes came last: it closes the field, or is the first of two that mean one. */
  #afterQuote = false;
  #fieldStart = true;
  #quote: OpenQuote | undefined;
  /** The first quoted field of the row that goes over a line end. */
  #span: OpenQuote | undefined;
  /** The row is lost up to the end of this line. */
  #lost: OpenQuote | undefined;
  #recovering = false;
  #readAgain = 0;
  #delimiter: number | undefined;
  #columns: number | undefined;

  /** What the first row has told. */
  setColumns(delimiter: string, count: number): void {
    this.#delimiter = delimiter.charCodeAt(0);
    this.#columns = count;
  }

  *push(input: Buffer): Generator<CutRow> {
    let chunk = input;
    let start = 0;
    for (let at = 0; at < chunk.length; at++) {
      if (this.#lost || this.#row.tooLong) {
        // Nothing but its end matters of a row that is refused.
        at = chunk.indexOf(NEWLINE, at);
        if (at === -1) break;
      }
      const byte = chunk[at]!;
      if (byte === NEWLINE) {
        const here = this.#row.size + at - start;
        if (this.#inQuotes && !this.#afterQuote && !this.#row.tooLong && !this.#lost) {
          this.#quote!.lineEnd ??= here + 1;
          this.#span ??= this.#quote;
          this.#line += 1;
          continue;
        }
        this.#row.add(chunk.subarray(start, at));
        start = at + 1;
        const again = yield* this.#endRow(chunk, start);
        this.#line += 1;
        if (again) {
          chunk = again.rest;
          at = -1;
          start = 0;
          this.#line = again.line;
        }
        this.#begin();
      } else if (this.#afterQuote) {
        this.#afterQuote = false;
        if (byte === QUOTE) continue;
        if (this.#isDelimiter(byte)) {
          this.#inQuotes = false;
          this.#endField();
        } else if (byte === RETURN) this.#afterQuote = true;
        else {
          const broken = this.#quote!;
          if (broken.lineEnd === undefined) this.#lost = broken;
          else {
            const again = yield* this.#breakAt(broken, chunk.subarray(start), CLOSED_WRONGLY);
            chunk = again.rest;
            at = -1;
            start = 0;
            this.#line = again.line;
            this.#begin();
          }
        }
      } else if (this.#inQuotes) {
        if (byte === QUOTE) this.#afterQuote = true;
      } else if (byte === QUOTE && this.#fieldStart) {
        this.#inQuotes = true;
        this.#fieldStart = false;
        this.#quote = { line: this.#line, at: this.#row.size + at - start, lineEnd: undefined };
      } else if (this.#isDelimiter(byte)) this.#endField();
      else this.#fieldStart = false;
    }
    const rest = chunk.subarray(start);
    if (this.#span && this.#inQuotes && this.#row.size + rest.length > MAX_OPEN_BYTES) {
      const again = yield* this.#breakAt(this.#span, rest, NEVER_CLOSED);
      this.#line = again.line;
      this.#begin();
      yield* this.push(again.rest);
    } else this.#row.add(rest);
  }

  /** After the last byte. */
  *end(): Generator<CutRow> {
    while (this.#inQuotes && !this.#afterQuote && !this.#lost && this.#span) {
      const again = yield* this.#breakAt(this.#span, Buffer.alloc(0), NEVER_CLOSED);
      this.#line = again.line;
      this.#begin();
      yield* this.push(again.rest);
    }
    if (this.#inQuotes && !this.#afterQuote && !this.#lost && !this.#row.tooLong) {
      const { at, line } = this.#quote!;
      const beginning = this.#row.bytes().subarray(0, at).toString();
      this.#row.clear();
      yield { line: this.#rowLine, fault: fault(NEVER_CLOSED, line), beginning };
    } else {
      const again = yield* this.#endRow(Buffer.alloc(0), 0);
      if (!again) return;
      this.#line = again.line;
      this.#begin();
      yield* this.push(again.rest);
      yield* this.end();
    }
  }

  #isDelimiter(byte: number): boolean {
    return this.#delimiter === undefined ? ANY_DELIMITER.has(byte) : byte === this.#delimiter;
  }

  #endField(): void {
    this.#fields += 1;
    this.#fieldStart = true;
  }

  #begin(): void {
    this.#rowLine = this.#line;
    this.#fields = 1;
    this.#inQuotes = false;
    this.#afterQuote = false;
    this.#fieldStart = true;
    this.#quote = undefined;
    this.#span = undefined;
    this.#lost = undefined;
  }

  /** The row is complete in its buffer. @returns what is to be read again instead of the rest of the chunk */
  *#endRow(chunk: Buffer, next: number): Generator<CutRow, ReadAgain | undefined> {
    if (this.#lost) {
      yield this.#takeLost(this.#lost);
      this.#recovering = true;
      return undefined;
    }
    const fits = this.#columns === undefined || this.#fields === this.#columns;
    if (this.#span && !fits && !this.#row.tooLong)
      return yield* this.#breakAt(
        this.#span,
        Buffer.concat([NEWLINE_BYTES, chunk.subarray(next)]),
        SWALLOWED,
      );
    const raw = this.#row.take(this.#rowLine);
    if (!raw) return undefined;
    if (this.#recovering && !fits) yield { line: raw.line, fault: AFTER_BROKEN };
    else {
      this.#recovering = false;
      yield raw;
    }
    return undefined;
  }

  /** A quote was closed in the middle of its field. In tab-separated text, quotes are mostly meant as they stand. */
  #takeLost({ at, line }: OpenQuote): CutRow {
    const beginning = this.#row.bytes().subarray(0, at).toString();
    const raw = this.#row.take(this.#rowLine);
    const text = raw?.text;
    if (text !== undefined && this.#delimiter === TAB && text.split('\t').length === this.#columns)
      return { line: this.#rowLine, text, literal: true };
    return { line: this.#rowLine, fault: raw?.fault ?? fault(CLOSED_WRONGLY, line), beginning };
  }

  /** Gives up the line on which the quote opened. @param more what follows the row's buffer */
  *#breakAt(quote: OpenQuote, more: Buffer, why: string): Generator<CutRow, ReadAgain> {
    const bytes = Buffer.concat([this.#row.bytes(), more]);
    const rest = bytes.subarray(quote.lineEnd);
    this.#readAgain += this.#row.size;
    if (this.#readAgain > MAX_READ_AGAIN) {
      throw new ImportError(
        `Quotes are broken in too many places, most lately on line ${quote.line}. Write two quotes where one is meant inside a quoted field.`,
      );
    }
    const beginning = bytes.subarray(0, quote.at).toString();
    this.#row.clear();
    this.#recovering = true;
    yield { line: this.#rowLine, fault: fault(why, quote.line), beginning };
    return { rest, line: quote.line + 1 };
  }
}

interface ReadAgain {
  rest: Buffer;
  /** Of its first byte. */
  line: number;
}

/** A field over several lines is not longer than this. */
const MAX_OPEN_BYTES = 4 * 2 ** 20;
const NEWLINE_BYTES = Buffer.from('\n');
const NEVER_CLOSED = 'is never closed';
const CLOSED_WRONGLY = 'is not closed at the end of its field';
const SWALLOWED = 'takes in the lines after it, which leaves another number of fields than the first row has';
const AFTER_BROKEN = 'comes after a broken row and does not have the columns of the first row';
const fault = (why: string, line: number): string => `the quote that opens on line ${line} ${why}`;
