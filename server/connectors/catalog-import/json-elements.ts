import { type RawRow, RowBuffer } from './lines.ts';
import { ImportError } from './report.ts';

const [QUOTE, BACKSLASH, COMMA, NEWLINE] = [0x22, 0x5c, 0x2c, 0x0a];
const isOpen = (byte: number) => byte === 0x5b || byte === 0x7b;
const isClose = (byte: number) => byte === 0x5d || byte === 0x7d;
const isSpace = (byte: number) => byte === 0x20 || byte === 0x0a || byte === 0x0d || byte === 0x09;

/**
 * The elements of a JSON array, or the members (`"key": value`) of a JSON object, without holding the whole document: it
 * is cut at the commas of its first level. `array` says which it is.
 *
 * @throws ImportError when the document is neither, or is cut off
 */
export async function* readJsonElements(
  input: AsyncIterable<Buffer>,
): AsyncGenerator<RawRow & { member: boolean }> {
  const row = new RowBuffer();
  let depth = 0;
  let inString = false;
  let escaped = false;
  let member = false;
  let ended = false;
  let line = 1;
  let rowLine = 0;

  for await (const chunk of input) {
    let start = 0;
    for (let at = 0; at < chunk.length; at++) {
      const byte = chunk[at]!;
      if (byte === NEWLINE) line += 1;
      if (inString) {
        if (escaped) escaped = false;
        else if (byte === BACKSLASH) escaped = true;
        else if (byte === QUOTE) inString = false;
        continue;
      }
      if (isSpace(byte)) continue;
      if (depth === 0) {
        if (ended)
          throw new ImportError(`There is more after the end of the JSON document, on line ${line}.`);
        if (!isOpen(byte))
          throw new ImportError(
            'This is not a JSON list or object. For one product a line use --format jsonl.',
          );
        member = byte === 0x7b;
        depth = 1;
        start = at + 1;
        continue;
      }
      const between = depth === 1 && (byte === COMMA || isClose(byte));
      if (between) {
        row.add(chunk.subarray(start, at));
        const raw = row.take(rowLine || line);
        if (raw) yield { ...raw, member };
        rowLine = 0;
        start = at + 1;
      } else if (rowLine === 0) rowLine = line;
      if (byte === QUOTE) inString = true;
      else if (isOpen(byte)) depth += 1;
      else if (isClose(byte)) {
        depth -= 1;
        ended = depth === 0;
      }
    }
    if (depth > 0) row.add(chunk.subarray(start));
  }
  if (ended) return;
  if (depth === 0) throw new ImportError('The file is empty.');
  throw new ImportError(
    `The JSON ends in the middle of the row on line ${rowLine || line}: the file is cut off. Nothing was imported.`,
  );
}
