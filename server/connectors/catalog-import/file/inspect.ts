import { pipeline, Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { ImportError } from '../report.ts';
import { asUtf8, encodingName, knownEncoding, markOf, Utf8Evidence, unmarkedUtf16 } from './encoding.ts';
import type { FeedFile } from './feed-file.ts';
import { foreignKind } from './kinds.ts';

/** How the text is built: one JSON object a line, one JSON document, delimited columns, or XML. */
export type TextKind = 'jsonl' | 'json' | 'csv' | 'xml';

/** A file that was read once to its end: whole, of text, unpacked, of a known encoding. */
export interface FeedText {
  /** By its contents; undefined where a JSON document and JSON Lines look the same. */
  kind: TextKind | undefined;
  /** Such as `UTF-8`. */
  encoding: string;
  /** The encoding is a guess, because the bytes are not UTF-8. */
  encodingGuessed: boolean;
  compressed: boolean;
  /** Bytes after unpacking. */
  size: number;
  /** As UTF-8, from the beginning. `onBytes` is told how many of `size` were read so far. */
  read(onBytes?: (bytes: number) => void): AsyncIterable<Buffer>;
}

export interface InspectOptions {
  /** WHATWG label of an encoding that the person knows. */
  encoding?: string | undefined;
  /** A compressed file may not become larger than this. */
  maxBytes?: number | undefined;
}

/** What a compressed file may become, unless told otherwise. */
export const MAX_INFLATED_BYTES = 4 * 2 ** 30;
const HEAD_BYTES = 2 ** 16;

/** Reads the file once. @throws ImportError for a file that as a whole is no catalogue: empty, cut off, a picture */
export async function inspectFeed(file: FeedFile, options: InspectOptions = {}): Promise<FeedText> {
  const first = await headOf(file.read());
  if (first.length === 0) throw new ImportError('The file is empty: it has no rows.');
  const compressed = first[0] === 0x1f && first[1] === 0x8b;
  const limit = options.maxBytes ?? MAX_INFLATED_BYTES;
  const bytes = () => (compressed ? inflated(file.read(), limit) : file.read());

  let head = compressed ? await headOf(bytes()) : first;
  if (compressed && head[0] === 0x1f && head[1] === 0x8b)
    throw new ImportError('The file is compressed twice. Unpack it once: gunzip FILE.');
  const foreign = foreignKind(head);
  if (foreign !== undefined) throw new ImportError(foreign);

  const mark = markOf(head);
  const evidence = new Utf8Evidence();
  let size = 0;
  let blank = true;
  for await (const chunk of bytes()) {
    evidence.add(chunk);
    size += chunk.length;
    blank &&= /^[\s\0]*$/.test(chunk.toString('latin1'));
  }
  if (size === 0 || blank) throw new ImportError('The file is empty: it has no rows.');
  const declared = options.encoding ?? mark?.label ?? unmarkedUtf16(head) ?? declaredInXml(head);
  const isUtf8 = evidence.isUtf8();
  // A declaration of UTF-8 is believed only where the bytes agree.
  const wanted = declared === undefined ? undefined : knownEncoding(declared);
  const label =
    wanted !== undefined && (wanted !== 'utf-8' || isUtf8) ? wanted : isUtf8 ? 'utf-8' : 'windows-1252';
  const read = (onBytes?: (bytes: number) => void) =>
    asUtf8(onBytes ? counted(bytes(), onBytes) : bytes(), label, mark?.length ?? 0);
  head = await headOf(read());
  refuseBinary(head);
  return {
    kind: kindOf(head.toString()),
    encoding: encodingName(label),
    encodingGuessed: !isUtf8 && wanted !== label,
    compressed,
    size,
    read,
  };
}

async function headOf(input: AsyncIterable<Buffer>): Promise<Buffer> {
  const parts: Buffer[] = [];
  let size = 0;
  for await (const chunk of input) {
    parts.push(chunk);
    size += chunk.length;
    if (size >= HEAD_BYTES) break;
  }
  return Buffer.concat(parts).subarray(0, HEAD_BYTES);
}

async function* inflated(input: AsyncIterable<Buffer>, limit: number): AsyncGenerator<Buffer> {
  const gunzip = createGunzip();
  pipeline(Readable.from(input), gunzip, () => {});
  let size = 0;
  try {
    for await (const chunk of gunzip as AsyncIterable<Buffer>) {
      size += chunk.length;
      if (size > limit) {
        throw new ImportError(
          `Unpacked, the file is larger than ${Math.floor(limit / 2 ** 20)} MB, which is the most. Split it.`,
        );
      }
      yield chunk;
    }
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined;
    if (code === 'Z_BUF_ERROR')
      throw new ImportError('The compressed file ends too early: it was cut off on its way. Fetch it again.');
    if (typeof code === 'string' && code.startsWith('Z_'))
      throw new ImportError('The compressed file is damaged. Fetch it again.');
    throw error;
  } finally {
    gunzip.destroy();
  }
}

async function* counted(
  input: AsyncIterable<Buffer>,
  onBytes: (bytes: number) => void,
): AsyncGenerator<Buffer> {
  let bytes = 0;
  for await (const chunk of input) {
    bytes += chunk.length;
    onBytes(bytes);
    yield chunk;
  }
}

const declaredInXml = (head: Buffer): string | undefined =>
  /^\s*<\?xml[^>]*?\bencoding\s*=\s*["']([\w.:-]+)["']/.exec(head.toString('latin1', 0, 512))?.[1];

/** Text has hardly any control characters; single ones spoil their row only. */
function refuseBinary(head: Buffer): void {
  let controls = 0;
  for (const byte of head) if (byte < 0x20 && byte !== 0x09 && byte !== 0x0a && byte !== 0x0d) controls += 1;
  if (controls > 8 && controls > head.length / 50)
    throw new ImportError('This is not a text file. Import a catalogue as CSV, JSON Lines, JSON or XML.');
}

function kindOf(head: string): TextKind | undefined {
  const first = head.trimStart();
  if (first.startsWith('<')) return 'xml';
  if (first.startsWith('[')) return 'json';
  if (!first.startsWith('{')) return 'csv';
  const [line = '', ...more] = first.split('\n');
  if (isObject(line)) return more.some((other) => other.trim() !== '') ? 'jsonl' : undefined;
  // A first line that is longer than what was read tells nothing.
  if (more.length === 0) return undefined;
  return more.some((other) => /^\s*\{.*\}\s*$/.test(other) && isObject(other)) ? 'jsonl' : 'json';
}

function isObject(text: string): boolean {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value);
  } catch {
    return false;
  }
}
