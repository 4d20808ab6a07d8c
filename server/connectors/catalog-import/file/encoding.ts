import { isAscii, isUtf8 } from 'node:buffer';
import { ImportError } from '../report.ts';

/** Of a WHATWG label, as a person knows it. */
const NAMES: Readonly<Record<string, string>> = {
  'utf-8': 'UTF-8',
  'utf-16le': 'UTF-16 LE',
  'utf-16be': 'UTF-16 BE',
  'windows-1252': 'Windows-1252',
};
export const encodingName = (label: string): string => NAMES[label] ?? label;

/** Bytes of a byte order mark at the beginning of a text in this encoding. */
export function markOf(head: Buffer): { label: string; length: number } | undefined {
  if (head[0] === 0xef && head[1] === 0xbb && head[2] === 0xbf) return { label: 'utf-8', length: 3 };
  if (head[0] === 0xff && head[1] === 0xfe) return { label: 'utf-16le', length: 2 };
  if (head[0] === 0xfe && head[1] === 0xff) return { label: 'utf-16be', length: 2 };
  return undefined;
}

/** UTF-16 without a mark shows in Latin text: every second byte is zero. */
export function unmarkedUtf16(head: Buffer): string | undefined {
  const length = Math.min(head.length & ~1, 1024);
  if (length < 8) return undefined;
  const zeros = [0, 0];
  for (let at = 0; at < length; at++) if (head[at] === 0) zeros[at % 2]! += 1;
  if (zeros[1]! > length * 0.35 && zeros[0]! < length * 0.05) return 'utf-16le';
  return zeros[0]! > length * 0.35 && zeros[1]! < length * 0.05 ? 'utf-16be' : undefined;
}

/** The label by which the runtime decodes this encoding. @throws ImportError when it cannot */
export function knownEncoding(name: string): string {
  try {
    return new TextDecoder(name).encoding;
  } catch {
    throw new ImportError(`There is no encoding "${name.slice(0, 40)}". Save the file as UTF-8.`);
  }
}

/** Counts over the whole file what speaks for UTF-8 and what against it. */
export class Utf8Evidence {
  /** Characters beyond ASCII that are whole. */
  whole = 0;
  /** Bytes that belong to no character. */
  broken = 0;
  #carry: Buffer = Buffer.alloc(0);

  add(chunk: Buffer): void {
    if (this.#carry.length === 0 && isAscii(chunk)) return;
    const bytes = this.#carry.length > 0 ? Buffer.concat([this.#carry, chunk]) : chunk;
    const end = bytes.length - unfinished(bytes);
    this.#carry = Buffer.from(bytes.subarray(end));
    this.#count(bytes.subarray(0, end));
  }

  /** After the last byte. Few broken bytes among many whole characters spoil their rows; otherwise it is another encoding. */
  isUtf8(): boolean {
    this.broken += this.#carry.length;
    this.#carry = Buffer.alloc(0);
    return this.broken === 0 || this.whole > this.broken;
  }

  #count(bytes: Buffer): void {
    const sound = isUtf8(bytes);
    for (let at = 0; at < bytes.length; ) {
      if (bytes[at]! < 0x80) at += 1;
      else {
        const length = sequenceLength(bytes[at]!);
        if (length > 1 && (sound || isUtf8(bytes.subarray(at, at + length)))) {
          this.whole += 1;
          at += length;
        } else {
          this.broken += 1;
          at += 1;
        }
      }
    }
  }
}

const sequenceLength = (lead: number): number =>
  lead >= 0xf0 && lead < 0xf5 ? 4 : lead >= 0xe0 && lead < 0xf0 ? 3 : lead >= 0xc2 && lead < 0xe0 ? 2 : 1;

/** How many bytes at the end begin a character that goes on after them. */
function unfinished(bytes: Buffer): number {
  for (let back = 1; back <= Math.min(3, bytes.length); back++) {
    const byte = bytes[bytes.length - back]!;
    if (byte >= 0xc0) return sequenceLength(byte) > back ? back : 0;
    if (byte < 0x80) return 0;
  }
  return 0;
}

/** The text as UTF-8 without its byte order mark. @throws ImportError when UTF-16 is damaged */
export async function* asUtf8(
  input: AsyncIterable<Buffer>,
  label: string,
  markLength: number,
): AsyncGenerator<Buffer> {
  if (label === 'utf-8') {
    let skip = markLength;
    for await (const chunk of input) {
      const rest = skip > 0 ? chunk.subarray(skip) : chunk;
      skip = Math.max(0, skip - chunk.length);
      if (rest.length > 0) yield rest;
    }
    return;
  }
  const decoder = new TextDecoder(label, { fatal: label.startsWith('utf-16') });
  try {
    for await (const chunk of input) {
      const text = decoder.decode(chunk, { stream: true });
      if (text !== '') yield Buffer.from(text);
    }
    const rest = decoder.decode();
    if (rest !== '') yield Buffer.from(rest);
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    throw new ImportError(`The file is damaged or cut off: it is not valid ${encodingName(label)}.`);
  }
}
