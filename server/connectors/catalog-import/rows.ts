import { type CsvHeader, readCsv } from './csv-rows.ts';
import type { FeedText, TextKind } from './file/inspect.ts';
import type { ImportFormat } from './formats.ts';
import { readJsonElements } from './json-elements.ts';
import { BROKEN_TEXT, MAX_FIELDS, readLines } from './lines.ts';
import { readXml } from './xml-rows.ts';

/** One row of the file, not yet a product. */
export interface SourceRow {
  line: number;
  /** The name under which the row stands in an object of objects. */
  key?: string;
  value?: Record<string, unknown>;
  fault?: string;
  /** Of a row with a fault: what of it could be read. */
  partial?: Record<string, unknown>;
}

/** How a format is read from a text; for JSON the ending of the name decides what the contents leave open. */
export function kindOfFormat(
  format: ImportFormat | undefined,
  text: Pick<FeedText, 'kind'>,
  name?: string,
): TextKind {
  if (format === 'jsonl' || format === 'json') return format;
  if (format === 'google') return text.kind === 'xml' ? 'xml' : 'csv';
  if (format !== undefined) return 'csv';
  return text.kind ?? (name !== undefined && /\.json(\.gz)?$/i.test(name) ? 'json' : 'jsonl');
}

/** Reads rows one after another, never the whole file. @throws ImportError when the file as a whole cannot be read */
export async function* readRows(
  input: AsyncIterable<Buffer>,
  kind: TextKind,
  onHeader?: (header: CsvHeader) => void,
): AsyncGenerator<SourceRow> {
  if (kind === 'csv') {
    yield* readCsv(input, onHeader);
  } else if (kind === 'xml') {
    yield* readXml(input);
  } else if (kind === 'jsonl') {
    for await (const { line, text, fault } of readLines(input)) {
      yield text === undefined ? { line, fault: fault ?? 'empty' } : { line, ...objectFrom(text) };
    }
  } else {
    for await (const { line, text, fault, member } of readJsonElements(input)) {
      if (text === undefined) yield { line, fault: fault ?? 'empty' };
      else yield { line, ...(member ? memberFrom(text) : objectFrom(text)) };
    }
  }
}

function objectFrom(text: string): Omit<SourceRow, 'line'> {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    return { fault: `not valid JSON: ${placeOf(error)}` };
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    return { fault: `expected an object in braces, got ${Array.isArray(value) ? 'a list' : typeof value}` };
  }
  if (Object.keys(value).length > MAX_FIELDS) return { fault: `more than ${MAX_FIELDS} fields` };
  if (isDeep(value)) return { fault: `nested more than ${MAX_DEPTH} levels deep` };
  // Only what is escaped in the text can be broken: well-formed UTF-8 spells no surrogates, JSON no control characters.
  if (/\\u(?:0000|d[89a-f])/i.test(text) && isBroken(value))
    return { fault: BROKEN_TEXT, partial: value as Record<string, unknown> };
  return { value: value as Record<string, unknown> };
}

/** `JSON.stringify` escapes a surrogate only where it stands alone. */
const isBroken = (value: object): boolean =>
  /(?<!\\)(?:\\\\)*\\u(?:0000|d[89a-f])/.test(JSON.stringify(value));

/** Far above what products hold, and far below what breaks those who walk through it. */
const MAX_DEPTH = 32;

const isDeep = (value: unknown, depth = 0): boolean =>
  typeof value === 'object' &&
  value !== null &&
  (depth > MAX_DEPTH || Object.values(value).some((entry) => isDeep(entry, depth + 1)));

function memberFrom(text: string): Omit<SourceRow, 'line'> {
  const whole = objectFrom(`{${text}}`);
  const [key] = Object.keys(whole.value ?? {});
  if (whole.fault !== undefined || key === undefined) return { fault: whole.fault ?? 'empty' };
  const value = whole.value![key];
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    return { key, fault: `expected "${key}" to be an object in braces: one product` };
  }
  return { key, value: value as Record<string, unknown> };
}

/** Without the parser's excerpt of the text, which may be long. */
function placeOf(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  return /position \d+/.exec(message)?.[0] ?? message.replace(/, ".*$/s, '').slice(0, 100);
}
